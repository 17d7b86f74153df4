/** The finder: learning rates suggested by a range test, or chosen by cross-validation, and a way to take them all. */
import { useEffect, useRef, useState } from 'react';
import { number, type NumberParam, rate } from '../../../lab/describe/param.ts';
import { asClassifier, type Experiment } from '../../../lab/experiment/experiment.ts';
import { limits } from '../../../lab/experiment/limits.ts';
import { numeral } from '../../../lab/experiment/numeral.ts';
import { type Finder, type Search, searches } from '../../../lab/experiment/study.ts';
import { finderOf, foldsOf, isAtEnd, isSayable, keptOf, type Ranged, type Tuned } from '../../../lab/study/finder.ts';
import { paramOf } from '../../../lab/study/plan.ts';
import { formatValue } from '../../draw/text.ts';
import { findingsOf, ratesFound, ratesTried, useFound, wantFinder, watchRange } from '../../state/finder.ts';
import { nameOf } from '../../state/rates.ts';
import { sheets } from '../../state/sheets.ts';
import { changeStudy } from '../../state/store.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import { mountFinder } from '../../views/rates/finder.ts';
import { usePage } from '../use-page.ts';
import { Choice, Head, NumberField, TableSwitch, useSheets } from './parts.tsx';

const { finder: text } = words;

export function FinderPage() {
  const experiment = usePage((page) => page.experiment);
  const [table, setTable] = useState(false);
  useEffect(() => wantFinder(experiment), [experiment]);
  useEffect(() => () => sheets.leave('finder'), []);
  if (!asClassifier(experiment.problem)) return <p className="empty">{text.noData}</p>;
  const { search } = finderOf(experiment);
  const without = experiment.runs.flatMap((run, index) => (paramOf(run, 'lr') ? [] : [nameOf(experiment, index)]));
  const reason =
    without.length === experiment.runs.length
      ? words.lacks('lr')
      : search !== 'range' && foldsOf(experiment) === 0
        ? text.noFolds
        : undefined;
  const Picture = table ? FinderTable : Chart;
  return (
    <>
      <p className="rates-intro">{words.intro.finder[search]}</p>
      <Options experiment={experiment} table={table} onTable={setTable} />
      {reason ? <p className="empty">{reason}</p> : <Picture experiment={experiment} />}
      {!reason && <p className="rates-legend">{ruleOf(experiment)}</p>}
      {!reason && <AtEnd experiment={experiment} />}
      {!reason && without.length > 0 && <p className="rates-note">{words.without(without.join(', '), 'lr')}</p>}
    </>
  );
}

/** Names those whose best may lie outside. */
function AtEnd({ experiment }: PictureProps) {
  useSheets();
  const { range, tuning } = findingsOf(experiment);
  const names = [...range, ...tuning].filter(isAtEnd).map(({ run }) => nameOf(experiment, run));
  return names.length === 0 ? null : <p className="rates-note">{text.atEnd(names.join(', '))}</p>;
}

/** Steps from which on a range test says something. */
const ENOUGH = 100;

function ruleOf(experiment: Experiment): string {
  const { steps } = experiment;
  if (finderOf(experiment).search !== 'range') return text.rule.tuning(ratesTried(experiment), foldsOf(experiment), steps); // prettier-ignore
  const rule = text.rule.range(steps, numeral(Number(keptOf(steps).toPrecision(2))));
  return steps < ENOUGH ? `${text.few(steps)} ${rule}` : rule;
}

const countParam = number(20, [2, 100], { ...limits.finder, integer: true });
const foldsParam = number(5, [2, 20], { ...limits.folds, integer: true });

interface OptionsProps {
  readonly experiment: Experiment;
  readonly table: boolean;
  readonly onTable: (on: boolean) => void;
}

function Options({ experiment, table, onTable }: OptionsProps) {
  useSheets();
  const finder = finderOf(experiment);
  const { search, from, to, count, folds } = finder;
  const set = (part: Partial<Finder>, coalesce?: string): void => changeStudy({ finder: { ...finder, ...part } }, coalesce); // prettier-ignore
  const lr = rate(1e-3);
  const low: NumberParam = { ...lr, min: 1e-300, max: to, belowMax: true };
  const high: NumberParam = { ...lr, min: from * (1 + 1e-9) };
  return (
    <div className="rates-options">
      <Choice label={text.search} value={search} options={searches.map((it) => [it, text.searches[it]])} onChange={(it) => set({ search: it as Search })} />
      <NumberField label={words.sweep.from} param={low} value={from} onChange={(it) => set({ from: it }, 'finder')} />
      <NumberField label={words.sweep.to} param={high} value={to} onChange={(it) => set({ to: it }, 'finder')} />
      {search !== 'range' && <NumberField label={text.count} param={countParam} value={count} onChange={(it) => set({ count: it }, 'finder')} />}
      {search !== 'range' && <NumberField label={text.folds} param={foldsParam} value={folds} onChange={(it) => set({ folds: it }, 'finder')} />}
      <button type="button" className="quiet-button" disabled={ratesFound(experiment).size === 0} onClick={useFound}>
        {text.use}
      </button>
      {search === 'range' && <button type="button" className="quiet-button" disabled={!isSayable(finder, experiment.steps)} onClick={watchRange}>{text.watch}</button>}
      <span className="gap" />
      <TableSwitch on={table} onChange={onTable} />
    </div>
  ); // prettier-ignore
}

interface PictureProps {
  readonly experiment: Experiment;
}

function Chart({ experiment }: PictureProps) {
  const host = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  useEffect(() => mountFinder({ host: host.current!, readout: readout.current! }), []);
  return (
    <div className="sweep">
      <div className="sweep-chart">
        <div ref={host} className="rates-host" role="group" aria-label={text.picture(finderOf(experiment).search)} />
        <div ref={readout} className="readout" hidden />
      </div>
    </div>
  );
}

function FinderTable({ experiment }: PictureProps) {
  useSheets();
  const { range, tuning } = findingsOf(experiment);
  const ranged = finderOf(experiment).search === 'range';
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long tables scroll, by keyboard too
    <div className="table rates-table" role="group" aria-label={words.table} tabIndex={0}>
      {ranged ? <RangeTable experiment={experiment} all={range} /> : <TuningTable experiment={experiment} all={tuning} />}
    </div>
  ); // prettier-ignore
}

const said = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '' : Number.isFinite(value) ? formatValue(value) : words.sweep.diverges;

const short = (value: number | undefined): string => (value === undefined ? '' : numeral(Number(value.toPrecision(2))));

const rateNow = ({ runs }: Experiment, run: number): string => numeral(Number(runs[run]!.values['lr']));

/** Rows of a range test's table at most. */
const TOLD = 60;

function RangeTable({ experiment, all }: PictureProps & { readonly all: readonly Ranged[] }) {
  const { columns } = text;
  const rows = all[0]?.rates.length ?? 0;
  const every = Math.max(1, Math.ceil(rows / TOLD));
  const told = Array.from({ length: Math.ceil(rows / every) }, (_, i) => i * every);
  return (
    <>
      <table>
        <Head names={[columns.run, columns.now, columns.found.range, columns.loss.range, columns.lowest, columns.climbs]} />
        <tbody>
          {all.map(({ run, rates, losses, smooth, found, rate: suggested }) => {
            const lived = smooth.filter((it) => !Number.isNaN(it));
            const known = !Number.isNaN(losses[0]!);
            return (
              <tr key={run}>
                <th scope="row">{nameOf(experiment, run)}</th>
                <td>{rateNow(experiment, run)}</td>
                <td>{suggested === undefined ? known ? text.none : '' : numeral(suggested)}</td>
                <td>{found === undefined ? '' : formatValue(smooth[found]!)}</td>
                <td>{lived.length === 0 ? '' : short(rates[lived.indexOf(Math.min(...lived))])}</td>
                <td>{lived.length === 0 ? '' : lived.length < rows ? short(rates[lived.length]) : words.sweep.no}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <table>
        <caption>{text.rows.range}</caption>
        <Head names={[words.parameter('lr'), ...all.map(({ run }) => nameOf(experiment, run))]} />
        <tbody>
          {told.map((row) => (
            <tr key={row}>
              <th scope="row">{short(all[0]!.rates[row])}</th>
              {all.map(({ run, smooth }) => (
                <td key={run}>{said(smooth[row])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  ); // prettier-ignore
}

function TuningTable({ experiment, all }: PictureProps & { readonly all: readonly Tuned[] }) {
  const { columns } = text;
  const mean = ({ mean: means, spread }: Tuned, at: number): string =>
    Number.isFinite(means[at]) ? text.spread(formatValue(means[at]!), formatValue(spread[at]!)) : said(means[at]);
  return (
    <>
      <table>
        <Head names={[columns.run, columns.now, columns.found.tuning, columns.loss.tuning, columns.spread]} />
        <tbody>
          {all.map(({ run, found, rate: best, mean: means, spread }) => (
            <tr key={run}>
              <th scope="row">{nameOf(experiment, run)}</th>
              <td>{rateNow(experiment, run)}</td>
              <td>{best === undefined ? '' : numeral(best)}</td>
              <td>{found === undefined ? '' : formatValue(means[found]!)}</td>
              <td>{found === undefined ? '' : formatValue(spread[found]!)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>{text.rows.tuning}</caption>
        <Head names={[words.parameter('lr'), ...all.map(({ run }) => nameOf(experiment, run))]} />
        <tbody>
          {[...(all[0]?.rates ?? [])].map((lr, at) => (
            <tr key={lr}>
              <th scope="row">{numeral(lr)}</th>
              {all.map((tuned) => (
                <td key={tuned.run}>{mean(tuned, at)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  ); // prettier-ignore
}
