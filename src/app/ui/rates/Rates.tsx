/** The learning-rate lab: what a parameter does, seen over all its values, over pairs, over all starts, side by side. */
import { type KeyboardEvent, useSyncExternalStore } from 'react';
import { isWhole, onWhole } from '../../state/whole.ts';
import { sheets } from '../../state/sheets.ts';
import { look } from '../../state/store.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import { words as shared } from '../../text/words.ts';
import { GlobalSettings } from '../GlobalSettings.tsx';
import { ProblemSettings } from '../Stage.tsx';
import { usePage } from '../use-page.ts';
import { BasinsPage } from './BasinsPage.tsx';
import { EdgePage } from './EdgePage.tsx';
import { FinderPage } from './FinderPage.tsx';
import { FairnessPanel, FairnessLine } from './Fairness.tsx';
import { LadderPage } from './LadderPage.tsx';
import { PlanePage } from './PlanePage.tsx';
import { RateCards } from './RateCards.tsx';
import { SweepPage } from './SweepPage.tsx';
import { ProgressBar, useSheets } from './parts.tsx';
import './rates.css';

const views = {
  sweep: SweepPage,
  plane: PlanePage,
  basins: BasinsPage,
  ladder: LadderPage,
  finder: FinderPage,
  edge: EdgePage,
} as const;
type View = keyof typeof views;
const order = Object.keys(views) as View[];

export default function Rates() {
  const show = usePage((page) => page.look.show);
  const count = usePage((page) => page.experiment.runs.length);
  const whole = useSyncExternalStore(onWhole, isWhole);
  const view = order.find((it) => it === show?.split('.')[0]) ?? 'sweep';
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
        {view !== 'edge' && <Progress slot={view} />}
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

/** How far the view's sheets have come. */
function Progress({ slot }: { readonly slot: string }) {
  useSheets();
  return (
    <ProgressBar
      share={sheets.progress(slot)}
      stopped={sheets.stopped(slot)}
      onStop={() => sheets.stop(slot)}
      onResume={() => sheets.resume(slot)}
    />
  );
}
