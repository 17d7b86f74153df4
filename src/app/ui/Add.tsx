/** The searchable list of optimizers to add. */
import { useDeferredValue, useState } from 'react';
import { matrices, optimizers } from '../../lab/catalogues.ts';
import { defaults } from '../../lab/describe/param.ts';
import { unfit } from '../../lab/experiment/fits.ts';
import { addRun, chooseMatrix } from '../state/store.ts';
import { words } from '../text/words.ts';
import './add.css';
import { Sheet } from './Sheet.tsx';
import { usePage } from './use-page.ts';

const entries = optimizers.ids
  .map((id) => ({ id, entry: optimizers.get(id) }))
  .sort((a, b) => a.entry.year - b.entry.year)
  .map(({ id, entry }) => ({
    id,
    entry,
    text: [id, entry.title, ...(entry.aliases ?? []), entry.year, entry.idea].join(' ').toLowerCase(),
  }));

/** Entries that contain every word; those whose name begins with the text come first. */
function found(text: string): typeof entries {
  const wanted = text.toLowerCase().trim();
  const parts = wanted.split(/\s+/);
  const begins = (title: string): number => Number(!title.toLowerCase().startsWith(wanted));
  return entries
    .filter((it) => parts.every((part) => it.text.includes(part)))
    .toSorted((a, b) => begins(a.entry.title) - begins(b.entry.title));
}

export default function Add({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const problem = usePage((page) => page.experiment.problem);
  const list = found(useDeferredValue(text));
  const [matrix] = matrices.ids;
  const offer = (id: string): string | undefined =>
    optimizers.get(id).needs?.(defaults(optimizers.get(id).params)) === 'matrix' ? matrix : undefined;
  const refused = (id: string): string | undefined =>
    unfit(problem, { id, values: defaults(optimizers.get(id).params) });
  const add = (id: string): void => {
    if (refused(id) !== undefined) return;
    addRun(id);
    onClose();
  };
  return (
    <Sheet title={words.add.title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const first = found(text)[0];
          if (first) add(first.id);
        }}
      >
        <input
          type="search"
          className="search"
          value={text}
          placeholder={words.add.search}
          aria-label={words.add.search}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
      <p className="unseen" role="status">
        {words.add.count(list.length)}
      </p>
      {list.length === 0 && <p className="empty">{words.add.none(text)}</p>}
      <ul className="choices">
        {list.map(({ id, entry }) => {
          const reason = refused(id);
          const offered = offer(id);
          return (
            <li key={id}>
              <button type="button" aria-disabled={reason !== undefined} onClick={() => add(id)}>
                <b>{entry.title}</b> <span className="quiet">{entry.year}</span>
                <span className="choice-idea">{entry.idea}</span>
                {reason !== undefined && <span className="choice-idea refused">{words.add.unfit(reason)}</span>}
              </button>
              {reason !== undefined && offered !== undefined && (
                <button
                  type="button"
                  className="choice-offer"
                  onClick={() => {
                    chooseMatrix(offered, id);
                    onClose();
                  }}
                >
                  {words.add.onMatrix(entry.title, matrices.get(offered).title)}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}
