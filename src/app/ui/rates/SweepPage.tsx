/** The sweep: its chart, the map of the run pointed at, and what is swept and measured. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { optimizers } from '../../../lab/catalogues.ts';
import { LARGEST, number, type NumberParam } from '../../../lab/describe/param.ts';
import { asClassifier, asSurface, type Experiment } from '../../../lab/experiment/experiment.ts';
import { knobsOf } from '../../../lab/experiment/knobs.ts';
import { limits } from '../../../lab/experiment/limits.ts';
import { numeral } from '../../../lab/experiment/numeral.ts';
import { type Axis, type Measure, measures } from '../../../lab/experiment/study.ts';
import { type Curve, measureOf, paramOf, seedsOf, sweepOf, thresholdOf, usualAxis } from '../../../lab/study/plan.ts';
import { formatValue } from '../../draw/text.ts';
import { bordersOf, curvesOf, nameOf, sweptParam, valueIn, wantSweep } from '../../state/rates.ts';
import { sheets } from '../../state/sheets.ts';
import { changeStudy } from '../../state/store.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import { mountSweep } from '../../views/rates/sweep.ts';
import { usePage } from '../use-page.ts';
import { Cluster } from './Cluster.tsx';
import { PathMap } from './PathMap.tsx';
import { Choice, Head, NumberField, TableSwitch, useSheets } from './parts.tsx';

/** The numbers that some run has, in the order of the runs. */
const paramsIn = ({ runs, problem }: Experiment): string[] => [
  ...new Set(runs.flatMap((run) => [...knobsOf(run, problem).keys()])),
];

export function SweepPage() {
  const experiment = usePage((page) => page.experiment);
  const [table, setTable] = useState(false);
  useEffect(() => wantSweep(experiment), [experiment]);
  useEffect(() => () => sheets.leave('sweep'), []);
  const param = sweptParam(experiment);
  const { count } = sweepOf(experiment);
  return (
    <>
      <p className="rates-intro">{words.intro.sweep(sweepOf(experiment).param, count)}</p>
      <Options experiment={experiment} table={table} onTable={setTable} />
      {asSurface(experiment.problem) && <Cluster experiment={experiment} />}
      {param === undefined ? <Lacking experiment={experiment} /> : table ? <SweepTable experiment={experiment} /> : <Chart experiment={experiment} />}
    </>
  ); // prettier-ignore
}

function Lacking({ experiment }: { readonly experiment: Experiment }) {
  return (
    <div className="empty">
      <p>{words.lacks(sweepOf(experiment).param)}</p>
      <button type="button" className="share" onClick={() => changeStudy({ sweep: undefined })}>
        {words.sweepLr}
      </button>
    </div>
  );
}

const thresholdParam: NumberParam = { kind: 'number', default: 0.1, min: -LARGEST, max: LARGEST, range: [1e-9, 1e3], scale: 'log' }; // prettier-ignore
const countParam = number(120, [10, 300], { ...limits.sweep, integer: true });
const seedsParam = number(1, [1, 25], { ...limits.seeds, integer: true, hint: words.sweep.seedsHint });

/** Whether luck plays a part anywhere: noise, data and batches that are drawn, or a method that draws lots. */
const isLucky = ({ noise, runs, problem }: Experiment): boolean =>
  noise > 0 || asClassifier(problem) !== undefined || runs.some(({ id }) => optimizers.get(id).kind === 'method');

function Options({
  experiment,
  table,
  onTable,
}: {
  readonly experiment: Experiment;
  readonly table: boolean;
  readonly onTable: (on: boolean) => void;
}) {
  const axis = sweepOf(experiment);
  const measure = measureOf(experiment);
  const param = sweptParam(experiment);
  const set = (part: Partial<Axis>): void => changeStudy({ sweep: { ...axis, ...part } }, 'sweep axis');
  const choose = (name: string): void => {
    const having = experiment.runs.find((run) => paramOf(run, name, experiment.problem));
    changeStudy({ sweep: usualAxis(having, experiment.problem, name, axis.count) });
  };
  const end = (which: 'from' | 'to'): NumberParam | undefined =>
    param && {
      ...param,
      ...(which === 'from' ? { max: axis.to, belowMax: true } : { min: axis.from * (1 + 1e-9) + 1e-300 }),
      ...(which === 'from' && param.scale === 'log' ? { min: 1e-300 } : {}),
    };
  const [from, to] = [end('from'), end('to')];
  return (
    <div className="rates-options">
      <Choice label={words.sweep.param} value={axis.param} options={paramsIn(experiment).map((it) => [it, words.option(it)])} onChange={choose} />
      {from && <NumberField label={words.sweep.from} param={from} value={axis.from} onChange={(it) => set({ from: it })} />}
      {to && <NumberField label={words.sweep.to} param={to} value={axis.to} onChange={(it) => set({ to: it })} />}
      <NumberField label={words.sweep.count} param={countParam} value={axis.count} onChange={(it) => set({ count: it })} />
      <Choice label={words.sweep.measure} value={measure} options={measures.map((it) => [it, words.sweep.measures[it]])} onChange={(it) => changeStudy({ measure: it === 'final' ? undefined : (it as Measure) })} />
      {measure === 'reach' && <NumberField label={words.sweep.threshold} param={thresholdParam} value={thresholdOf(experiment)} onChange={(it) => changeStudy({ threshold: it }, 'threshold')} />}
      {isLucky(experiment) && <NumberField label={words.sweep.seeds} param={seedsParam} value={seedsOf(experiment)} onChange={(it) => changeStudy({ seeds: it === 1 ? undefined : it }, 'seeds')} />}
      <span className="gap" />
      <TableSwitch on={table} onChange={onTable} />
    </div>
  ); // prettier-ignore
}

function Chart({ experiment }: { readonly experiment: Experiment }) {
  const host = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  useEffect(() => mountSweep({ host: host.current!, readout: readout.current! }), []);
  const { param } = sweepOf(experiment);
  const without = experiment.runs.flatMap((run, index) =>
    paramOf(run, param, experiment.problem) ? [] : [nameOf(experiment, index)],
  );
  const surface = asSurface(experiment.problem);
  return (
    <>
      <div className={`sweep${surface ? ' with-map' : ''}`}>
        <div className="sweep-chart">
          <div ref={host} className="rates-host" role="group" aria-label={words.sweep.picture(param, words.sweep.measures[measureOf(experiment)])} />
          <div ref={readout} className="readout" hidden />
        </div>
        {surface && <PathMap experiment={experiment} slot="sweep" />}
      </div>
      {without.length > 0 && <p className="rates-note">{words.without(without.join(', '), param)}</p>}
    </>
  ); // prettier-ignore
}

const said = (value: number | undefined, measure: Measure): string =>
  value === undefined || Number.isNaN(value) ? '' : Number.isFinite(value) ? formatValue(value) : measure === 'reach' ? words.sweep.never : words.sweep.diverges; // prettier-ignore

/** The first value from which on everything diverges. */
function divergesFrom({ values, gone, middle }: Curve): number | undefined {
  let first = values.length;
  while (first > 0 && gone[first - 1]! > 0 && !Number.isNaN(middle[first - 1]!)) first--;
  return values[first];
}

function SweepTable({ experiment }: { readonly experiment: Experiment }) {
  useSheets();
  const curves = curvesOf(experiment);
  const { param } = sweepOf(experiment);
  const measure = measureOf(experiment);
  const name = words.sweep.measures[measure];
  const { columns } = words.sweep;
  const { borders } = bordersOf(experiment);
  const all = useMemo(() => [...new Set(curves.flatMap(({ values }) => [...values]))].sort((a, b) => a - b), [curves]);
  const nearest = ({ values, middle }: Curve, value: number): number | undefined => middle[values.indexOf(value)];
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long tables scroll, by keyboard too
    <div className="table rates-table" role="group" aria-label={words.table} tabIndex={0}>
      <table>
        <Head names={[columns.run, columns.now, columns.best, columns.bestMeasure(name), columns.diverges, columns.theory]} />
        <tbody>
          {curves.map((curve) => {
            const { run, best, values, middle } = curve;
            const border = borders.find((it) => it.run === run);
            const from = divergesFrom(curve);
            return (
              <tr key={run}>
                <th scope="row">{nameOf(experiment, run)}</th>
                <td>{numeral(valueIn(experiment, run, param))}</td>
                <td>{best === undefined ? '' : numeral(values[best]!)}</td>
                <td>{best === undefined ? '' : said(middle[best], measure)}</td>
                <td>{from === undefined ? words.sweep.no : numeral(from)}</td>
                <td>{border ? `${border.formula} = ${formatValue(border.lr)}` : ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <table>
        <caption>{words.sweep.rows(param)}</caption>
        <Head names={[param, ...curves.map(({ run }) => nameOf(experiment, run))]} />
        <tbody>
          {all.map((value) => (
            <tr key={value}>
              <th scope="row">{numeral(value)}</th>
              {curves.map((curve) => (
                <td key={curve.run}>{said(nearest(curve, value), measure)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ); // prettier-ignore
}
