/** Every problem there is, by group, with its stamp and what it teaches; searched by any of its words. */
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { words } from '../text/words.ts';
import { mountStamp } from '../views.ts';
import type { ProblemGroup, ProblemOption } from './problem-groups.ts';
import { Sheet } from './Sheet.tsx';

interface BrowseProps {
  readonly groups: readonly ProblemGroup[];
  readonly onClose: () => void;
}

/** The options that contain every word; groups without any are left out. */
function found(groups: readonly ProblemGroup[], text: string): readonly ProblemGroup[] {
  const parts = text.toLowerCase().trim().split(/\s+/);
  const fits = ({ id, title, idea, aliases }: ProblemOption): boolean => {
    const words = [id, title, idea, ...aliases].join(' ').toLowerCase();
    return parts.every((part) => words.includes(part));
  };
  return groups
    .map((group) => ({ ...group, options: group.options.filter(fits) }))
    .filter(({ options }) => options.length > 0);
}

export default function Browse({ groups, onClose }: BrowseProps) {
  const [text, setText] = useState('');
  const list = found(groups, useDeferredValue(text));
  const count = list.reduce((sum, { options }) => sum + options.length, 0);
  return (
    <Sheet title={words.surface.browse} onClose={onClose} wide>
      <input
        type="search"
        className="search"
        value={text}
        placeholder={words.surface.search}
        aria-label={words.surface.search}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="unseen" role="status">
        {words.surface.count(count)}
      </p>
      {count === 0 && <p className="empty">{words.surface.none(text)}</p>}
      {list.map(({ label, options, choose }) => (
        <section key={label} aria-label={label}>
          <h3>{label}</h3>
          <ul className="scenes-grid">
            {options.map((option) => (
              <li key={option.id}>
                <button
                  type="button"
                  onClick={() => {
                    choose(option.id);
                    onClose();
                  }}
                >
                  {option.problem && <Stamp {...option} problem={option.problem} />}
                  <b>{option.title}</b>
                  <span className="choice-idea">{option.idea}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Sheet>
  );
}

/** Asked for when it is scrolled into sight. */
function Stamp({ id, title, problem }: ProblemOption & { readonly problem: NonNullable<ProblemOption['problem']> }) {
  const host = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let unmount: (() => void) | undefined;
    const watch = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      watch.disconnect();
      unmount = mountStamp(host.current!, `${problem.kind} ${id}`, problem, 1);
    });
    watch.observe(host.current!);
    return () => {
      watch.disconnect();
      unmount?.();
    };
  }, [id, problem]);
  return <span ref={host} className="thumbnail" role="img" aria-label={words.scenes.picture(title)} />;
}
