/** The picture of a learning problem: a panel per optimizer with what its network makes of the data, or all borders in one. */
import { Layers, type LucideIcon, Mountain, Network } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useSyncExternalStore } from 'react';
import { useShallow } from 'zustand/shallow';
import { optimizers } from '../../../lab/catalogues.ts';
import { asClassifier } from '../../../lab/experiment/experiment.ts';
import { kindOf } from '../../../lab/experiment/kinds.ts';
import { learning } from '../../text/en-learning.ts';
import { inksOf } from '../../views.ts';
import { mountPanel } from '../../views/learn/panel.ts';
import { mountTogether } from '../../views/learn/together.ts';
import { Swatch } from '../Swatch.tsx';
import { isDark, subscribeDark } from '../theme.ts';
import { usePage, useWaiting } from '../use-page.ts';
import './learn.css';
import { Key } from './Key.tsx';
import { canBeTogether, hasNetwork } from './shapes.ts';
import { useShown } from './use-shown.ts';

const LandscapeView = lazy(() => import('./LandscapeView.tsx'));
const LayersView = lazy(() => import('./LayersView.tsx'));
const NetworkView = lazy(() => import('./NetworkView.tsx'));

const { stage } = learning;

export default function ClassifierStage() {
  const problem = usePage((page) => page.experiment.problem);
  const slots = usePage((page) => page.slots);
  const apart = usePage((page) => page.look.apart);
  const waiting = useWaiting();
  const title = kindOf(problem).title(problem);
  const together = !apart && canBeTogether(problem);
  const [{ view }, show] = useShown();
  const toggle = (it: typeof view) => (): void => show({ view: view === it ? 'fields' : it });
  const learns = asClassifier(problem)!;
  const drawable = hasNetwork(learns);
  return (
    <div className="learn-stage">
      <div className="learn-head">
        <Key />
        <ViewButton
          name={learning.network.show}
          icon={Network}
          pressed={view === 'network' && drawable}
          refused={drawable ? undefined : learning.network.unfit}
          onClick={toggle('network')}
        />
        <ViewButton
          name={learning.inside.show}
          icon={Layers}
          pressed={view === 'layers'}
          refused={undefined}
          onClick={toggle('layers')}
        />
        <ViewButton
          name={learning.landscape.show}
          icon={Mountain}
          pressed={view === 'landscape'}
          refused={undefined}
          onClick={toggle('landscape')}
        />
      </div>
      {slots.length === 0 ? (
        <p className="empty">{stage.empty}</p>
      ) : view !== 'fields' && (view !== 'network' || drawable) ? (
        <div className="stage" aria-busy={waiting}>
          <Suspense>
            {view === 'landscape' ? (
              <LandscapeView />
            ) : view === 'layers' ? (
              <LayersView />
            ) : (
              <NetworkView problem={learns} />
            )}
          </Suspense>
        </div>
      ) : together ? (
        <div className="stage" aria-busy={waiting}>
          <Together label={stage.together(title)} />
        </div>
      ) : (
        <Panels title={title} waiting={waiting} />
      )}
    </div>
  );
}

interface ViewButtonProps {
  readonly name: string;
  readonly icon: LucideIcon;
  readonly pressed: boolean;
  /** Why there is nothing to show, if there is not. */
  readonly refused: string | undefined;
  readonly onClick: () => void;
}

function ViewButton({ name, icon: Icon, pressed, refused, onClick }: ViewButtonProps) {
  return (
    <button
      type="button"
      className="quiet-button"
      aria-pressed={pressed}
      disabled={refused !== undefined}
      title={refused}
      onClick={onClick}
    >
      <Icon aria-hidden="true" /> {name}
    </button>
  );
}

function Panels({ title, waiting }: { readonly title: string; readonly waiting: boolean }) {
  const slots = usePage((page) => page.slots);
  const ids = usePage(useShallow((page) => page.experiment.runs.map((run) => run.id)));
  const look = usePage(useShallow(({ look: { palette, runs } }) => ({ palette, runs })));
  const solo = usePage((page) => page.look.solo);
  const dark = useSyncExternalStore(subscribeDark, isDark);
  const inks = inksOf(ids, slots, look, dark);
  const seen = slots.filter((slot) => !look.runs[slot]?.hidden && (solo === undefined || solo === slot));
  return (
    <div className="stage apart" data-count={seen.length} aria-busy={waiting}>
      {seen.map((slot) => {
        const index = slots.indexOf(slot);
        const name = optimizers.get(ids[index]!).title;
        return (
          <Panel key={slot} slot={slot} label={stage.panel(name, title)}>
            <Swatch ink={inks[index]!} /> {name}
          </Panel>
        );
      })}
    </div>
  );
}

interface PanelProps {
  readonly slot: number;
  readonly label: string;
  readonly children: ReactNode;
}

function Panel({ slot, label, children }: PanelProps) {
  const host = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  const score = useRef<HTMLSpanElement>(null);
  useEffect(() => mountPanel({ host: host.current!, readout: readout.current!, score: score.current! }, slot), [slot]);
  return (
    <figure className="panel">
      <figcaption>
        <span className="panel-name">{children}</span>
        <span ref={score} className="panel-score" />
      </figcaption>
      <div className="map learn-map">
        <div ref={host} className="map-host" role="img" aria-label={label} />
        <div ref={readout} className="readout" hidden />
      </div>
    </figure>
  );
}

function Together({ label }: { readonly label: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => mountTogether(host.current!), []);
  return (
    <div className="map learn-map">
      <div ref={host} className="map-host" role="img" aria-label={label} />
    </div>
  );
}
