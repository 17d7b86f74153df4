/** A surface as a task: its loss from its start, with the experiment's noise; a run may leave its domain or rest on a saddle. */
import { surfaces } from '../../catalogues.ts';
import { interpret } from '../../graph/interpret.ts';
import type { Region } from '../../surface.ts';
import type { Experiment, SurfaceProblem } from '../experiment.ts';
import { gradientNoise } from '../noise.ts';
import { answers, type Loss, surfaceLoss } from '../problem.ts';
import { advance } from '../run.ts';
import { plainRun, type Task, TURN } from '../task.ts';
import { CONVERGED, type Ending, since, type Trajectory } from '../trajectory.ts';

export function surfaceTask({ surface, start }: SurfaceProblem, { seed, noise, steps }: Experiment): Task {
  const { domain } = surfaces.get(surface.id);
  const loss = surfaceLoss(surface);
  const drawn = gradientNoise(seed, noise, loss.dimension, steps);
  return {
    rows: TURN,
    begin: (run) =>
      plainRun(advance(run, loss, Float64Array.from(start), drawn, seed), (trajectory) =>
        ending(trajectory, domain, loss),
      ),
  };
}

/** What a flat place is, if it bends down somewhere: by the eigenvalues of its Hessian [a b; b d]. */
function flatPlace([a, b, , d]: Float64Array): 'saddle' | 'maximum' | undefined {
  const middle = (a! + d!) / 2;
  const spread = Math.sqrt(((a! - d!) / 2) * ((a! - d!) / 2) + b! * b!);
  if (!(middle - spread < 0)) return undefined;
  return middle + spread < 0 ? 'maximum' : 'saddle';
}

/** How a run that stayed finite ended. */
function ending(trajectory: Trajectory, [xmin, xmax, ymin, ymax]: Region, loss: Loss): Ending {
  const { rows, x, slope } = trajectory;
  const outside = (row: number): boolean => {
    const [a, b] = [x[2 * row]!, x[2 * row + 1]!];
    return a < xmin || a > xmax || b < ymin || b > ymax;
  };
  const left = since(rows, outside);
  if (left < rows) return { kind: 'left', at: left };
  const arrived = since(rows, (row) => slope[row]! <= CONVERGED);
  if (arrived < rows) {
    const rest = flatPlace(answers(loss, interpret).hessian(x.slice(2 * rows - 2, 2 * rows)));
    return { kind: 'converged', at: arrived, ...(rest ? { rest } : {}) };
  }
  return { kind: 'steps', at: rows - 1 };
}
