/** Under the map: the curves and what they show, or the same in a table. */
import { Table2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../lab/experiment/experiment.ts';
import { minimaOf } from '../state/readings.ts';
import { type Against, type CurveScale, look, type Quantity } from '../state/store.ts';
import { words } from '../text/words.ts';
import { hasCurves, mountCurves } from '../views.ts';
import { Table } from './Table.tsx';
import { usePage, useRaces } from './use-page.ts';

const RateStrip = lazy(() => import('./RateStrip.tsx'));

export function CurvesPanel() {
  const [table, setTable] = useState(false);
  const scheduled = usePage((page) => page.experiment.runs.some((run) => run.schedule !== undefined));
  return (
    <section className="curves" aria-label={words.curves.label}>
      <div className="curve-tools">
        <button type="button" className="quiet-button" aria-pressed={table} onClick={() => setTable(!table)}>
          <Table2 aria-hidden="true" /> {words.curves.table}
        </button>
        <span className="gap" />
        {!table && <CurveOptions />}
      </div>
      {table ? <Table /> : <Curves />}
      {!table && scheduled && (
        <Suspense>
          <RateStrip />
        </Suspense>
      )}
    </section>
  );
}

function CurveOptions() {
  const quantity = usePage((page) => page.look.quantity);
  const against = usePage((page) => page.look.against);
  const scale = usePage((page) => page.look.scale);
  const { curves } = words;
  return (
    <>
      <Select<Quantity>
        label={curves.quantity}
        value={quantity}
        names={useQuantities()}
        onChange={(it) => look({ quantity: it })}
      />
      <Select<Against>
        label={curves.against}
        value={against}
        names={curves.againsts}
        onChange={(it) => look({ against: it })}
      />
      <Select<CurveScale>
        label={curves.scale}
        value={scale}
        names={curves.scales}
        onChange={(it) => look({ scale: it })}
      />
    </>
  );
}

function Curves() {
  const quantity = usePage((page) => page.look.quantity);
  const lost = usePage(({ experiment: { problem } }) => minimaOf(problem).length === 0);
  const host = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  useEffect(() => mountCurves({ host: host.current!, readout: readout.current! }), []);
  const { curves } = words;
  return (
    <div className="curve-box">
      <div ref={host} className="curve-host" role="img" aria-label={curves.picture(curves.quantities[quantity])} />
      <div ref={readout} className="readout values" hidden />
      {quantity === 'distance' && lost && <p className="empty over">{curves.noMinima}</p>}
    </div>
  );
}

/** What there is to show: places have distances, networks have scores. */
const offered: Readonly<Record<Problem['kind'], readonly Quantity[]>> = {
  surface: ['loss', 'slope', 'step-length', 'distance', 'lr'],
  matrix: ['loss', 'slope', 'step-length', 'lr'],
  classifier: ['scores', 'accuracy', 'loss', 'slope', 'weight-norm', 'lr'],
};

function useQuantities(): Partial<Record<Quantity, string>> {
  const kind = usePage(({ experiment: { problem } }) => problem.kind);
  const chosen = usePage((page) => page.look.quantity);
  const { quantities, ofBatches } = words.curves;
  useRaces();
  const names = kind === 'classifier' ? { ...quantities, ...ofBatches } : quantities;
  const there = offered[kind].filter((it) => it === chosen || hasCurves(it));
  return Object.fromEntries(there.map((it) => [it, names[it]]));
}

interface SelectProps<Option extends string> {
  readonly label: string;
  readonly value: Option;
  readonly names: Readonly<Partial<Record<Option, string>>>;
  readonly onChange: (option: Option) => void;
}

function Select<Option extends string>({ label, value, names, onChange }: SelectProps<Option>) {
  return (
    <select value={value} aria-label={label} title={label} onChange={(event) => onChange(event.target.value as Option)}>
      {(Object.keys(names) as Option[]).map((option) => (
        <option key={option} value={option}>
          {names[option]}
        </option>
      ))}
    </select>
  );
}
