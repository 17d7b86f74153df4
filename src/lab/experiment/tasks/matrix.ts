/** A matrix problem as a task: its loss from its start, with the experiment's noise; it is convex, so rest is arrival. */
import type { Experiment, MatrixProblem } from '../experiment.ts';
import { formOf, matrixLoss } from '../matrix-loss.ts';
import { gradientNoise } from '../noise.ts';
import { advance } from '../run.ts';
import { plainRun, type Task, TURN } from '../task.ts';
import { CONVERGED, since } from '../trajectory.ts';

export function matrixTask({ matrix }: MatrixProblem, { seed, noise, steps }: Experiment): Task {
  const form = formOf(matrix, seed);
  const loss = matrixLoss(form, JSON.stringify([matrix, seed]));
  const drawn = gradientNoise(seed, noise, loss.dimension, steps);
  return {
    rows: TURN,
    begin: (run) =>
      plainRun(advance(run, loss, form.start.entries, drawn, seed), ({ rows, slope }) => {
        const arrived = since(rows, (row) => slope[row]! <= CONVERGED);
        return arrived < rows ? { kind: 'converged', at: arrived } : { kind: 'steps', at: rows - 1 };
      }),
  };
}
