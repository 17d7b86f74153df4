/** The list of runs: a card each, a dialog to add one. */
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import { useShallow } from 'zustand/shallow';
import { limits } from '../../lab/experiment/limits.ts';
import { look } from '../state/store.ts';
import { whole } from '../state/whole.ts';
import { words } from '../text/words.ts';
import { inksOf } from '../views.ts';
import { Card } from './Card.tsx';
import { subscribeDark, isDark } from './theme.ts';
import { usePage } from './use-page.ts';

const Add = lazy(() => whole.then(() => import('./Add.tsx')));

export function Runs() {
  const slots = usePage((page) => page.slots);
  const ids = usePage(useShallow((page) => page.experiment.runs.map((run) => run.id)));
  const shown = usePage(useShallow(({ look: { palette, runs } }) => ({ palette, runs })));
  const dark = useSyncExternalStore(subscribeDark, isDark);
  const [adding, setAdding] = useState(false);
  const inks = inksOf(ids, slots, shown, dark);
  const full = slots.length >= limits.runs.max;
  return (
    <section className="runs" aria-label={words.runs.list}>
      <header className="section-head">
        <h2>{words.runs.title(slots.length)}</h2>
        <button
          type="button"
          className="quiet-button"
          disabled={full}
          title={full ? words.runs.full(limits.runs.max) : undefined}
          onClick={() => setAdding(true)}
        >
          <Plus aria-hidden="true" /> {words.runs.add}
        </button>
      </header>
      {slots.length === 0 ? (
        <div className="empty">
          <p>{words.runs.empty}</p>
          <button type="button" className="share" onClick={() => setAdding(true)}>
            <Plus aria-hidden="true" /> {words.add.title}
          </button>
        </div>
      ) : (
        <>
          <FromHere />
          <ul className="cards">
            {slots.map((slot, index) => (
              <Card key={slot} slot={slot} ink={inks[index]!} />
            ))}
          </ul>
        </>
      )}
      {adding && (
        <Suspense>
          <Add onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </section>
  );
}

/** What a changed learning rate changes: the run from its beginning, or from the step on show. */
function FromHere() {
  const fromHere = usePage((page) => page.look.fromHere);
  return (
    <label className="from-here" title={words.runs.fromHereHint}>
      <input type="checkbox" checked={fromHere} onChange={({ target }) => look({ fromHere: target.checked })} />
      {words.runs.fromHere}
    </label>
  );
}
