/** The path of a run that is only pointed at: computed by the pool, drawn faintly where a view shows it. */
import type { Experiment } from '../../../lab/experiment/experiment.ts';
import { Trajectory } from '../../../lab/experiment/trajectory.ts';
import type { Path } from '../../../lab/study/protocol.ts';
import { requestFrame } from '../../state/frames.ts';
import { pool } from '../../state/pool.ts';
import type { DrawnRun, Ink } from '../../view.ts';

/** A path as the record of a run, for all that draws runs. */
export function trajectoryOf({ rows, x, loss, ending }: Path, steps: number): Trajectory {
  const made = new Trajectory(steps);
  const nothing = new Float64Array(rows);
  const columns = { x: x.subarray(0, 2 * rows), loss: loss.subarray(0, rows), slope: nothing, cost: nothing };
  made.append({ from: 0, rows, series: {}, ...columns });
  made.ending = ending;
  return made;
}

export interface Preview {
  /** Who points: only that view's own map shows it. */
  readonly owner: string;
  readonly run: DrawnRun;
}

let shown: Preview | undefined;
let asked: { readonly key: string; readonly experiment: Experiment } | undefined;

export const previewed = (owner: string): DrawnRun | undefined => (shown?.owner === owner ? shown.run : undefined);

/** Shows the path of an experiment's only run. */
export function preview(owner: string, experiment: Experiment, label: string, ink: Ink): void {
  const key = `${owner} ${JSON.stringify([experiment.problem, experiment.runs])}`;
  if (asked?.key === key && asked.experiment.steps === experiment.steps) return;
  asked = { key, experiment };
  pool.paths('preview', experiment, ([path]) => {
    if (!path || asked?.key !== key) return;
    shown = { owner, run: { label, trajectory: trajectoryOf(path, experiment.steps), ink, dimmed: false } };
    requestFrame();
  });
}

export function endPreview(): void {
  if (!asked && !shown) return;
  asked = undefined;
  shown = undefined;
  pool.drop('preview');
  requestFrame();
}
