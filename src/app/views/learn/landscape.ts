/** The loss over a plane through the space of all weights, with the ways the optimizers took; what the plane hides is said. */
import { asClassifier } from '../../../lab/experiment/experiment.ts';
import { finish } from '../../../lab/experiment/finish.ts';
import { drawnHeights } from '../../../lab/experiment/heights.ts';
import { type Frame, placeOf } from '../../../lab/experiment/landscape.ts';
import type { Landscape } from '../../../lab/experiment/landscape-look.ts';
import { learnt } from '../../../lab/experiment/learning-shape.ts';
import type { Field } from '../../../lab/experiment/protocol.ts';
import { Trajectory } from '../../../lab/experiment/trajectory.ts';
import { coarseFirst, STRIDES } from '../../../lab/study/plan.ts';
import { paintGround } from '../../draw/map.ts';
import { paintPaths } from '../../draw/paths.ts';
import { formatValue } from '../../draw/text.ts';
import { requestFrame } from '../../state/frames.ts';
import type { Shown } from '../../state/learning-show.ts';
import { playhead } from '../../state/playhead.ts';
import { type Piece, pool, slicePiece } from '../../state/pool.ts';
import { type Race, session } from '../../state/session.ts';
import { learning } from '../../text/en-learning.ts';
import type { Moment, Viewport } from '../../view.ts';
import { drawnRuns, presentPaper } from '../drawn.ts';
import { keepPainted, Layer, type Size } from '../layer.ts';

export interface LandscapeParts {
  readonly host: HTMLElement;
  /** Says what of the paths the plane shows, and how far it is from the truth. */
  readonly facts: HTMLElement;
}

/** What to draw: the plane, and the run in whose slot it ends. */
export interface Seen extends Pick<Shown, 'plane' | 'pair'> {
  readonly slot: number;
}

/** Points of a path that are laid on the plane, at most. */
const POINTS = 40;
/** Multiplications of one piece of work: some ten milliseconds. */
const PIECE = 3e7;

interface Ready {
  readonly race: Race;
  readonly landscape: Landscape;
  readonly paths: ReadonlyMap<number, Trajectory>;
  /** Steps between two points of a path. */
  readonly stride: number;
  /** The finest picture whose points are all known. */
  field: Field | undefined;
}

/** Paints with the frame loop until disposed. */
export function mountLandscape({ host, facts }: LandscapeParts, { slot, plane, pair }: Seen): () => void {
  const [ground, ways] = [new Layer(host), new Layer(host)];
  let size: Size | undefined;
  let asked: Race | undefined;
  let ready: Ready | undefined;
  let painted: readonly unknown[] = [];

  const ask = (race: Race): void => {
    asked = race;
    const run = Math.max(0, race.slots.indexOf(slot));
    const stride = Math.max(1, Math.ceil(race.experiment.steps / POINTS));
    const paths = race.trajectories.map(({ rows }, at) => ({ run: at, rows: rowsOf(rows, stride) }));
    const row = race.trajectories[run]!.rows - 1;
    const question = { of: 'landscape', axes: plane, pair, seed: race.experiment.seed, paths } as const;
    session.requestGlance('landscape', { race, run, row, question }, (answer) => {
      if (answer?.of !== 'landscape' || asked !== race) return;
      const now: Ready = { race, landscape: answer, paths: trajectoriesOf(answer), stride, field: undefined };
      compute(now, () => {
        ready = now;
        requestFrame();
      });
    });
  };

  const paint = (): void => {
    const { race } = session;
    if (!size || size.width < 2 || !race) return;
    if (race.done && asked !== race && race.trajectories.every(({ rows }) => rows > 0)) ask(race);
    const shown = ready?.race === race ? ready : undefined;
    const name = race.slots.indexOf(slot) < 0 ? '' : (drawnRuns().find((it) => it.slot === slot)?.label ?? '');
    const text = shown ? factsOf(shown.landscape, name) : learning.stage.waiting;
    if (facts.textContent !== text) facts.textContent = text;
    if (!ready) return;
    const { field, stride, paths } = ready;
    if (!field) return;
    const viewport: Viewport = { region: field.region, ...size };
    const [paper, runs] = [presentPaper(), drawnRuns()];
    const moment: Moment = playhead.shown / stride;
    const now = [field, size, paper, runs, moment];
    if (now.every((it, index) => it === painted[index])) return;
    if (painted[0] !== field || painted[1] !== size || painted[2] !== paper)
      paintGround(ground.context, viewport, field, paper, axesOf(ready.landscape, plane));
    painted = now;
    ways.clear();
    const drawn = runs.flatMap((run) => {
      const trajectory = paths.get(race.slots.indexOf(run.slot));
      return trajectory ? [{ ...run, trajectory }] : [];
    });
    paintPaths(ways.context, viewport, drawn, moment, paper);
  };

  return keepPainted(
    host,
    [ground, ways],
    (now) => {
      size = now;
      requestFrame();
    },
    paint,
    [() => session.cancelField('landscape'), () => pool.drop('landscape')],
  );
}

/** Every stride-th row, and the last one. */
function rowsOf(rows: number, stride: number): number[] {
  const chosen = Array.from({ length: Math.ceil(rows / stride) }, (_, at) => at * stride);
  return chosen.at(-1) === rows - 1 ? chosen : [...chosen, rows - 1];
}

/** Has the losses on the plane computed, the coarse picture first; tells whenever a finer one is complete. */
function compute(ready: Ready, tell: () => void): void {
  const { race, landscape } = ready;
  const { plane, statistics, frame } = landscape;
  const problem = asClassifier(race.experiment.problem)!;
  const heights = new Float64Array(frame.columns * frame.rows).fill(NaN);
  const each = Math.max(1, Math.floor(PIECE / (learnt(problem.dataset) * plane.origin.length)));
  const pieces = coarseFirst(frame.columns, frame.rows).flatMap((cells, level) => {
    let missing = cells.length;
    return Array.from({ length: Math.ceil(cells.length / each) }, (_, at): Piece => {
      const own = cells.subarray(at * each, (at + 1) * each);
      const places = Float64Array.from([...own].flatMap((cell) => placeOf(frame, cell)));
      return slicePiece({ problem, seed: race.experiment.seed, plane, statistics, places }, (known) => {
        for (const [i, cell] of own.entries()) heights[cell] = known[i]!;
        missing -= own.length;
        if (missing > 0) return;
        ready.field = fieldOf(heights, frame, STRIDES[level]!);
        tell();
      });
    });
  });
  pool.run('landscape', pieces);
}

/** Every stride-th point each way. */
function fieldOf(heights: Float64Array, { region, columns, rows }: Frame, stride: number): Field {
  const [across, up] = [(columns - 1) / stride + 1, (rows - 1) / stride + 1];
  const some = Float64Array.from(
    { length: across * up },
    (_, i) => heights[Math.floor(i / across) * stride * columns + (i % across) * stride]!,
  );
  return finish(drawnHeights(some, region, across, up));
}

const axesOf = ({ names }: Landscape, plane: Seen['plane']): { x: string; y: string } =>
  plane === 'weights' ? { x: names![0], y: names![1] } : learning.landscape.axes[plane];

/** Paths on the plane, as the map draws them. */
function trajectoriesOf({ paths }: Landscape): Map<number, Trajectory> {
  return new Map(
    paths.map(({ run, rows, places }) => {
      const trajectory = new Trajectory(Math.max(0, rows.length - 1), 2);
      const none = new Float64Array(rows.length);
      const x = Float64Array.from(places);
      trajectory.append({ from: 0, rows: rows.length, x, loss: none, slope: none, cost: none, series: {} });
      return [run, trajectory];
    }),
  );
}

function factsOf({ plane: { explained }, names, gap, paths }: Landscape, name: string): string {
  const { landscape, percent } = learning;
  const farthest = Math.max(0, ...paths.flatMap(({ distances }) => [...distances]));
  const [true_, shown, off] = [gap.loss, gap.shown, Math.abs(gap.shown - gap.loss)].map(formatValue) as [string, string, string]; // prettier-ignore
  return [
    names
      ? landscape.pair(names[0], names[1], name)
      : explained
        ? landscape.explained(percent(explained[0] + explained[1]), percent(explained[0]), percent(explained[1]))
        : landscape.random,
    landscape.gap(name, true_, shown, off),
    landscape.far(formatValue(farthest)),
  ].join(' ');
}
