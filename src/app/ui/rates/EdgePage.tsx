/** The edge of stability: the sharpness of every network on its way, against what its rate can bear. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { asClassifier, type ClassifierProblem } from '../../../lab/experiment/experiment.ts';
import { formatValue } from '../../draw/text.ts';
import { type Course, courseOf, edges, type Measured } from '../../state/edge.ts';
import { changeLearning } from '../../state/learning-edit.ts';
import { nameOf } from '../../state/rates.ts';
import { type Race, session } from '../../state/session.ts';
import { look } from '../../state/store.ts';
import { ratesEn } from '../../text/en-rates.ts';
import { mountEdge } from '../../views/rates/edge.ts';
import { usePage } from '../use-page.ts';
import { Choice, Head, ProgressBar, TableSwitch } from './parts.tsx';

const { edge: words } = ratesEn;

/** What is drawn, by its word in the link. */
const units = { sharpness: 'edge', share: 'edge.share' } as const;
type Unit = keyof typeof units;

export function EdgePage() {
  const problem = usePage((page) => asClassifier(page.experiment.problem));
  return problem ? <Edge problem={problem} /> : <p className="empty">{words.noNetwork}</p>;
}

function Edge({ problem }: { readonly problem: ClassifierProblem }) {
  const show = usePage((page) => page.look.show);
  const [table, setTable] = useState(false);
  useSyncExternalStore(edges.subscribe, edges.changes);
  useSyncExternalStore(session.subscribe, () => session.race);
  useEffect(() => edges.watch(), []);
  const { race } = session;
  const known = edges.of(race);
  const unit: Unit = show === units.share ? 'share' : 'sharpness';
  return (
    <>
      <p className="rates-intro">{words.intro}</p>
      {problem.batch !== 'all' && (
        <p className="rates-intro">
          {words.noisy}{' '}
          <button type="button" className="share" onClick={() => changeLearning({ batch: 'all' })}>
            {words.all}
          </button>
        </p>
      )}
      <div className="rates-options">
        <Choice label={words.unit} value={unit} options={Object.entries(words.units)} onChange={(it) => look({ show: units[it as Unit] })} />
        <span className="gap" />
        <TableSwitch on={table} onChange={setTable} />
      </div>
      {table && race && known ? <EdgeTable race={race} known={known} /> : <Chart unit={unit} />}
      {race && known && <Notes race={race} known={known} drawn={table || unit === 'sharpness'} />}
      <ProgressBar share={edges.progress} stopped={edges.stopped} onStop={() => edges.stop()} onResume={() => edges.resume()} />
    </>
  ); // prettier-ignore
}

function Chart({ unit }: { readonly unit: Unit }) {
  const host = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  useEffect(() => mountEdge({ host: host.current!, readout: readout.current! }, unit === 'share'), [unit]);
  return (
    <div className="edge-chart">
      <div ref={host} className="rates-host" role="img" aria-label={words.picture} />
      <div ref={readout} className="readout values" hidden />
    </div>
  );
}

const percent = (share: number): string => words.percent(Math.round(100 * share));

interface Known {
  readonly race: Race;
  readonly known: readonly Measured[];
}

/** Within this share of its border a run is at the edge. */
const NEAR = 0.25;

/** Who is at the edge, who below it, and whose curve has no border or is not the plain one. */
function Notes({ race: { experiment, done }, known, drawn }: Known & { readonly drawn: boolean }) {
  const named = known.map((measured, run) => ({ name: nameOf(experiment, run), course: courseOf(measured) }));
  const those = (of: (course: Course) => boolean): string =>
    named.flatMap(({ name, course }) => (course && of(course) ? [name] : [])).join(', ');
  const at = those(({ share }) => share !== undefined && Math.abs(share - 1) <= NEAR);
  const off = (is: (share: number) => boolean): string =>
    named.flatMap(({ name, course }) => (course?.share !== undefined && is(course.share) ? [words.off(name, percent(course.share))] : [])).join(', '); // prettier-ignore
  const [below, above] = [off((share) => share < 1 - NEAR), off((share) => share > 1 + NEAR)];
  const without = those(({ edge }) => !edge);
  const scaled = those(({ edge }) => edge?.scaled === true);
  const said = [
    done && at && words.at(at),
    done && below && words.below(below),
    done && above && words.above(above),
    scaled && words.scaled(scaled),
    without && words.without(without, drawn),
  ];
  return <p className="rates-legend">{said.filter(Boolean).join(' ')}</p>;
}

function EdgeTable({ race: { experiment }, known }: Known) {
  const names = known.map((_, run) => nameOf(experiment, run));
  const rows = [...new Set(known.flatMap((it) => it.moments.map(({ row }) => row)))].sort((a, b) => a - b);
  const at = ({ moments }: Measured, row: number): string => {
    const here = moments.find((it) => it.row === row);
    return here ? words.range(formatValue(here.low), formatValue(here.high)) : '';
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long tables scroll, by keyboard too
    <div className="table rates-table" role="group" aria-label={ratesEn.table} tabIndex={0}>
      <table>
        <Head names={words.columns} />
        <tbody>
          {known.map((measured, run) => {
            const course = courseOf(measured);
            const edge = course?.edge;
            return (
              <tr key={names[run]}>
                <th scope="row">{names[run]}</th>
                <td>{course && formatValue(course.start)}</td>
                <td>{course && formatValue(course.highest)}</td>
                <td>{course && words.range(formatValue(course.late.low), formatValue(course.late.high))}</td>
                <td>{edge ? words.border(edge.formula, formatValue(edge.curvature)) : words.none}</td>
                <td>{course?.share !== undefined && percent(course.share)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <table>
        <caption>{words.rows}</caption>
        <Head names={[words.across, ...names]} />
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {known.map((measured, run) => (
                <td key={names[run]}>{at(measured, row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
