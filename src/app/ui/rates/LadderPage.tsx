/** The ladder: one optimizer at a few values, from too small to too large, on maps alike, each with its ending named. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { asSurface, type Experiment } from '../../../lab/experiment/experiment.ts';
import { turnedTo } from '../../../lab/experiment/knobs.ts';
import { limits } from '../../../lab/experiment/limits.ts';
import { numeral } from '../../../lab/experiment/numeral.ts';
import type { Ladder } from '../../../lab/experiment/study.ts';
import { number } from '../../../lab/describe/param.ts';
import { paramOf, sweepOf } from '../../../lab/study/plan.ts';
import { formatValue } from '../../draw/text.ts';
import { requestFrame } from '../../state/frames.ts';
import { pool } from '../../state/pool.ts';
import { nameOf, rungsOf } from '../../state/rates.ts';
import { changeRates, changeStudy, look } from '../../state/store.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import { stateText } from '../../text/states.ts';
import type { DrawnRun, Ink } from '../../view.ts';
import { trajectoryOf } from '../../views/rates/preview.ts';
import { mountSmallMap } from '../../views/rates/small-map.ts';
import { inksNow } from '../../views/rates/sweep.ts';
import { isDark, subscribeDark } from '../theme.ts';
import { usePage } from '../use-page.ts';
import { Choice, NumberField } from './parts.tsx';

const countParam = number(7, [3, 9], { ...limits.ladder, integer: true });

/** The ladder asked for; the first run that has the parameter, if nobody asked. */
function ladderOf(experiment: Experiment): Ladder | undefined {
  const { param } = sweepOf(experiment);
  const run = experiment.runs.findIndex((it) => paramOf(it, param, experiment.problem));
  const asked = experiment.study?.ladder;
  return asked && experiment.runs[asked.run] && paramOf(experiment.runs[asked.run]!, param, experiment.problem) ? asked : run < 0 ? undefined : { run, count: 7 }; // prettier-ignore
}

export function LadderPage() {
  const page = usePage((it) => it);
  const { experiment } = page;
  const dark = useSyncExternalStore(subscribeDark, isDark);
  const { param } = sweepOf(experiment);
  const ladder = ladderOf(experiment);
  const rungs = ladder ? rungsOf(experiment, ladder) : [];
  const paths = usePaths(experiment, ladder, rungs);
  if (!asSurface(experiment.problem)) return <p className="empty">{words.noSurface}</p>;
  if (!ladder) return <p className="empty">{words.lacks(param)}</p>;
  const name = nameOf(experiment, ladder.run);
  const ink = inksNow(page, dark)[ladder.run]!;
  const losses = paths.map((run) => (run && run.ending?.kind !== 'diverged' ? run.loss[run.rows - 1]! : Infinity));
  const best = losses.indexOf(Math.min(...losses));
  const options = experiment.runs.flatMap((run, index): [string, string][] =>
    paramOf(run, param, experiment.problem) ? [[String(index), nameOf(experiment, index)]] : [],
  );
  const open = (value: number): void => {
    changeRates(new Map([[ladder.run, value]]), param);
    look({ place: 'race', show: undefined });
  };
  return (
    <>
      <p className="rates-intro">{words.intro.ladder(name, param)}</p>
      <div className="rates-options">
        <Choice label={words.ladder.run} value={String(ladder.run)} options={options} onChange={(it) => changeStudy({ ladder: { ...ladder, run: Number(it) } })} />
        <NumberField label={words.ladder.rungs} param={countParam} value={ladder.count} onChange={(it) => changeStudy({ ladder: { ...ladder, count: it } })} />
      </div>
      <ol className="ladder" data-count={rungs.length}>
        {rungs.map((value, rung) => {
          const trajectory = paths[rung];
          const ending = trajectory ? stateText(trajectory.ending, false) : words.ladder.waiting;
          const kind = !trajectory || rung === best ? 'good' : rung < best ? 'small' : 'large';
          return (
            <li key={value}>
              <button type="button" aria-label={`${words.ladder.picture(name, numeral(value), ending)}. ${words.ladder.open(numeral(value))}`} title={words.ladder.open(numeral(value))} onClick={() => open(value)}>
                <span className="rung-head">
                  <b>{numeral(value)}</b>
                  {trajectory && <span className={`rung-kind ${kind}`}>{words.ladder.kinds[kind]}</span>}
                </span>
                <Rung run={trajectory && { label: name, trajectory, ink, dimmed: false }} ink={ink} />
                <span className="rung-foot">
                  {ending}
                  {trajectory && trajectory.ending?.kind !== 'diverged' && <span>{words.ladder.loss(formatValue(trajectory.loss[trajectory.rows - 1]!))}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
} // prettier-ignore

type Paths = readonly (DrawnRun['trajectory'] | undefined)[];

/** The paths of all rungs, computed as one race. */
function usePaths(experiment: Experiment, ladder: Ladder | undefined, rungs: readonly number[]): Paths {
  const [known, setKnown] = useState<{ readonly key: string; readonly paths: Paths }>();
  const { param } = sweepOf(experiment);
  const run = ladder && experiment.runs[ladder.run];
  const { study: _study, ...bare } = experiment;
  const runs = run ? rungs.map((value) => turnedTo(run, experiment.problem, [[param, value]]).run) : [];
  const key = JSON.stringify({ ...bare, runs });
  useEffect(() => {
    const asked = JSON.parse(key) as Experiment;
    pool.paths('ladder', asked, (paths) => setKnown({ key, paths: paths.map((path) => trajectoryOf(path, asked.steps)) })); // prettier-ignore
    return () => pool.drop('ladder');
  }, [key]);
  return known?.key === key ? known.paths : [];
}

function Rung({ run, ink }: { readonly run: DrawnRun | undefined; readonly ink: Ink }) {
  const host = useRef<HTMLSpanElement>(null);
  const shown = useRef<readonly DrawnRun[]>([]);
  useEffect(() => {
    const before = shown.current[0];
    if (before?.trajectory === run?.trajectory && before?.ink === ink) return;
    shown.current = run ? [run] : [];
    requestFrame();
  });
  useEffect(() => mountSmallMap(host.current!, () => shown.current), []);
  return <span ref={host} className="rung-map" />;
}
