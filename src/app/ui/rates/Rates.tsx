/** The learning-rate lab: what a parameter does, seen over all its values, over pairs, over all starts, side by side. */
import { type KeyboardEvent, useEffect, useState, useSyncExternalStore } from 'react';
import { isWhole, onWhole } from '../../state/whole.ts';
import { sheets } from '../../state/sheets.ts';
import { look } from '../../state/store.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import { words as shared } from '../../text/words.ts';
import { GlobalSettings } from '../GlobalSettings.tsx';
import { ProblemSettings } from '../Stage.tsx';
import { usePage } from '../use-page.ts';
import { BasinsPage } from './BasinsPage.tsx';
import { FinderPage } from './FinderPage.tsx';
import { FairnessPanel, FairnessLine } from './Fairness.tsx';
import { LadderPage } from './LadderPage.tsx';
import { PlanePage } from './PlanePage.tsx';
import { RateCards } from './RateCards.tsx';
import { SweepPage } from './SweepPage.tsx';
import { useSheets } from './parts.tsx';
import './rates.css';

const views = {
  sweep: SweepPage,
  plane: PlanePage,
  basins: BasinsPage,
  ladder: LadderPage,
  finder: FinderPage,
} as const;
type View = keyof typeof views;
const order = Object.keys(views) as View[];

export default function Rates() {
  const show = usePage((page) => page.look.show);
  const count = usePage((page) => page.experiment.runs.length);
  const whole = useSyncExternalStore(onWhole, isWhole);
  const view = order.find((it) => it === show) ?? 'sweep';
  const Picture = views[view];
  return (
    <>
      <main className="picture rates">
        <header className="rates-head">
          <Tabs view={view} />
          <FairnessLine />
        </header>
        <div className="rates-view" role="tabpanel" id="rates-panel" aria-labelledby={`rates-tab-${view}`}>
          {!whole ? null : count === 0 ? <p className="empty over">{words.empty}</p> : <Picture />}
        </div>
        <Progress slot={view} />
      </main>
      <aside className="side" id="settings" tabIndex={-1} aria-label={shared.side.label}>
        <ProblemSettings />
        <RateCards />
        <FairnessPanel />
        <GlobalSettings />
      </aside>
    </>
  );
}

function Tabs({ view }: { readonly view: View }) {
  const go = (to: View): void => look({ show: to });
  const press = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = order[(order.indexOf(view) + by + order.length) % order.length]!;
    go(next);
    document.getElementById(`rates-tab-${next}`)?.focus();
  };
  return (
    <div className="rates-tabs" role="tablist" aria-label={words.views}>
      {order.map((it) => (
        <button
          key={it}
          type="button"
          role="tab"
          id={`rates-tab-${it}`}
          aria-selected={it === view}
          aria-controls="rates-panel"
          tabIndex={it === view ? 0 : -1}
          onClick={() => go(it)}
          onKeyDown={press}
        >
          {words.tabs[it]}
        </button>
      ))}
    </div>
  );
}

/** Work that takes longer than this shows a bar (milliseconds). */
const PATIENCE = 300;

/** True once something has been going on for longer than a moment. */
function useLate(going: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(going), going ? PATIENCE : 0);
    return () => clearTimeout(timer);
  }, [going]);
  return late && going;
}

/** How far the view's work has come, for what takes longer than a moment; and a way to stop it. */
function Progress({ slot }: { readonly slot: string }) {
  useSheets();
  const share = sheets.progress(slot);
  const working = share < 1;
  const late = useLate(working);
  const stopped = sheets.stopped(slot);
  if (!working || (!late && !stopped)) return <div className="rates-progress" />;
  return (
    <div className="rates-progress" role="status">
      <progress value={share} aria-label={words.progress(share)} />
      <span>{stopped ? words.stopped : words.progress(share)}</span>
      <button
        type="button"
        className="quiet-button"
        onClick={() => (stopped ? sheets.resume(slot) : sheets.stop(slot))}
      >
        {stopped ? words.resume : words.cancel}
      </button>
    </div>
  );
}
