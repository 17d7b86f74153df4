/** The picture of a matrix problem: the singular values of one run's W at the moment on show, beside those it should have. */
import { matrices } from '../../lab/catalogues.ts';
import type { Experiment, MatrixProblem } from '../../lab/experiment/experiment.ts';
import { formOf } from '../../lab/experiment/matrix-loss.ts';
import { matrix, singularValues } from '../../lab/numeric/matrices.ts';
import { paintSpectrum } from '../draw/spectrum.ts';
import { formatValue } from '../draw/text.ts';
import { playhead } from '../state/playhead.ts';
import { stepAt, trajectoryOf } from '../state/readings.ts';
import { session } from '../state/session.ts';
import { words } from '../text/words.ts';
import { drawnRuns, presentPaper } from './drawn.ts';
import { keepPainted, Layer, type Size } from './layer.ts';

export interface SpectrumParts {
  readonly host: HTMLElement;
  /** Where the largest and the least value are written. */
  readonly numbers: HTMLElement;
}

/** What every panel measures with: the sides of W, the values it should have, and the axis for all. */
interface Yardstick {
  readonly sides: readonly [number, number];
  readonly targets: Float64Array;
  readonly top: number;
}

/** Above the largest value that is aimed at or begun with, there is room for this much more. */
const ROOM = 1.35;

/** Two decimals, as long as that says something. */
const short = (value: number): string => (value < 100 ? value.toFixed(2) : formatValue(value));

const yardsticks = new WeakMap<Experiment, Yardstick>();

function yardstickOf(experiment: Experiment, problem: MatrixProblem): Yardstick {
  const known = yardsticks.get(experiment);
  if (known) return known;
  const { target, start } = formOf(problem.matrix, experiment.seed);
  const targets = singularValues(target);
  const most = Math.max(targets[0] ?? 0, singularValues(start)[0] ?? 0);
  const made = {
    sides: matrices.get(problem.matrix.id).sides(problem.matrix.values),
    targets,
    top: ROOM * (most || 1),
  };
  yardsticks.set(experiment, made);
  return made;
}

/** Draws the run in a slot, frame by frame. */
export function mountSpectrum({ host, numbers }: SpectrumParts, slot: number): () => void {
  const layer = new Layer(host);
  let size: Size | undefined;
  let shown: readonly unknown[] = [];

  const paint = (): void => {
    const { race } = session;
    const run = drawnRuns().find((it) => it.slot === slot);
    const trajectory = trajectoryOf(slot);
    const problem = race?.experiment.problem;
    if (!size || !run || !trajectory || trajectory.rows === 0 || problem?.kind !== 'matrix') return;
    const row = Math.min(trajectory.rows - 1, stepAt(playhead.shown));
    const paper = presentPaper();
    const now = [trajectory, row, size, paper, run.ink];
    if (now.every((it, i) => it === shown[i])) return;
    shown = now;
    const { sides, targets, top } = yardstickOf(race!.experiment, problem);
    const { dimension, x } = trajectory;
    const values = singularValues(matrix(...sides, x.slice(row * dimension, (row + 1) * dimension)));
    paintSpectrum(layer.context, size, { values, targets, top }, run.ink, paper);
    numbers.textContent = words.matrix.range(short(values[0]!), short(values.at(-1)!));
  };

  return keepPainted(
    host,
    [layer],
    (now) => {
      size = now;
      shown = [];
      paint();
    },
    paint,
  );
}

/** A matrix problem's stamp: how much of each direction is asked for, the singular values of C. */
export function paintStamp(layer: Layer, size: Size, { matrix: choice }: MatrixProblem, seed: number): void {
  const values = singularValues(formOf(choice, seed).C);
  const paper = presentPaper();
  layer.resize(size);
  const ink = { colour: paper.accent, dash: [], marker: 'circle' } as const;
  paintSpectrum(layer.context, size, { values, targets: values, top: 1.15 * (values[0] || 1) }, ink, paper);
}
