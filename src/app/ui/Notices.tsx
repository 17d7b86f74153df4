/** What the page has to say, said to eyes and to screen readers. */
import { X } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { limits } from '../../lab/experiment/limits.ts';
import { openSuspect } from '../state/address.ts';
import { session } from '../state/session.ts';
import { dismiss, type Notice, type Posted } from '../state/store.ts';
import { words } from '../text/words.ts';
import { IconButton } from './IconButton.tsx';
import { usePage } from './use-page.ts';

/** Good news goes away by itself (milliseconds). */
const PASSING = 4000;
const passing: ReadonlySet<Notice['kind']> = new Set(['changed-enough', 'copied', 'full', 'restarted', 'same-bits']);

export function Notices() {
  const posted = usePage((page) => page.notices);
  return (
    <div className="notices" role="status" aria-label={words.notices.label}>
      {posted.map((it) => (
        <NoticeLine key={it.id} posted={it} />
      ))}
    </div>
  );
}

function NoticeLine({ posted: { id, notice } }: { readonly posted: Posted }) {
  useEffect(() => {
    if (!passing.has(notice.kind)) return;
    const timer = setTimeout(() => dismiss(id), PASSING);
    return () => clearTimeout(timer);
  }, [id, notice]);
  return (
    <div className="notice">
      <div>{said(notice, () => dismiss(id))}</div>
      <IconButton icon={X} label={words.notices.close} onClick={() => dismiss(id)} />
    </div>
  );
}

function said(notice: Notice, done: () => void): ReactNode {
  const { notices } = words;
  switch (notice.kind) {
    case 'restarted':
      return notices.restarted;
    case 'copied':
      return notice.long ? notices.long : notices.copied;
    case 'changed-enough':
      return notices.changedEnough(notice.most);
    case 'full':
      return notices.full(limits.runs.max);
    case 'unfit':
      return notices.unfit(notice.runs);
    case 'slower':
      return notices.slower;
    case 'wrong-file':
      return notices.wrongFile(notice.name, notice.reason);
    case 'same-bits':
      return notices.sameBits(notice.bits);
    case 'other-bits':
      return notices.otherBits;
    case 'bug':
      return notices.bug(notice.message);
    case 'gave-up':
      return <Offer text={notices.gaveUp} action={notices.retry} onTake={() => (session.retry(), done())} />;
    case 'repaired':
      return (
        <>
          {notices.repaired(notice.notes.length)}
          <ul>
            {notice.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      );
    case 'refused':
      return <Refusal {...notice} done={done} />;
  }
}

function Refusal({
  reason,
  instead,
  link,
  suspect,
  done,
}: Extract<Notice, { kind: 'refused' }> & { readonly done: () => void }) {
  const { notices } = words;
  return (
    <>
      {suspect ? (
        <Offer
          text={notices.refused(reason, instead)}
          action={notices.openAnyway}
          onTake={() => (openSuspect(suspect), done())}
        />
      ) : (
        notices.refused(reason, instead)
      )}
      <code className="refused-link">{link}</code>
    </>
  );
}

function Offer({
  text,
  action,
  onTake,
}: {
  readonly text: string;
  readonly action: string;
  readonly onTake: () => void;
}) {
  return (
    <>
      {text}{' '}
      <button type="button" className="quiet-button" onClick={onTake}>
        {action}
      </button>
    </>
  );
}
