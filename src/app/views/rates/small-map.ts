/** A map that only shows: the ground, the minima, and some paths whole. */
import { surfaces } from '../../../lab/catalogues.ts';
import { asSurface, type Choice } from '../../../lab/experiment/experiment.ts';
import type { Field } from '../../../lab/experiment/protocol.ts';
import type { Region } from '../../../lab/surface.ts';
import { paintGround, paintMinima, paintStart } from '../../draw/map.ts';
import { paintPaths } from '../../draw/paths.ts';
import { fit } from '../../draw/projection.ts';
import { requestFrame } from '../../state/frames.ts';
import { session } from '../../state/session.ts';
import { store } from '../../state/store.ts';
import type { DrawnRun, Paper, Viewport } from '../../view.ts';
import { presentPaper } from '../drawn.ts';
import { keepPainted, Layer, type Size } from '../layer.ts';

/** Units between two points of the field. */
const GRID = 4;

let slots = 0;

/** Grounds by what they are, so that maps side by side share one. */
const grounds = new Map<string, Field>();
const KEPT = 12;

function keep(key: string, field: Field): void {
  grounds.set(key, field);
  if (grounds.size > KEPT) grounds.delete(grounds.keys().next().value!);
}

interface Painted {
  readonly viewport: Viewport;
  readonly paper: Paper;
  readonly field: Field | undefined;
  readonly runs: readonly DrawnRun[];
  readonly start: readonly [number, number];
  readonly rows: number;
}

/** Paints with the frame loop until disposed. */
export function mountSmallMap(host: HTMLElement, runs: () => readonly DrawnRun[], region?: () => Region): () => void {
  const layer = new Layer(host);
  const slot = `small map ${++slots}`;
  let size: Size | undefined;
  let painted: Painted | undefined;
  let asked = '';
  let field: Field | undefined;

  const ground = (surface: Choice, viewport: Viewport): Field | undefined => {
    const [columns, rows] = [viewport.width, viewport.height].map((it) => Math.max(2, Math.ceil(it / GRID))) as [number, number]; // prettier-ignore
    const key = JSON.stringify([surface, viewport.region, columns, rows]);
    const known = grounds.get(key);
    if (known) field = known;
    if (known || key === asked) return field;
    asked = key;
    session.requestField(slot, { surface, region: viewport.region, columns, rows }, (answer) => {
      keep(key, answer);
      if (asked === key) field = answer;
      requestFrame();
    });
    return field;
  };

  const paint = (): void => {
    const { experiment, look } = store.getState();
    const problem = asSurface(experiment.problem);
    if (!problem || !size || size.width < 4 || size.height < 4) return;
    const entry = surfaces.get(problem.surface.id);
    const viewport = fit(region?.() ?? look.region ?? look.home ?? entry.view ?? entry.domain, size.width, size.height, 'equal'); // prettier-ignore
    const drawn = runs();
    const next: Painted = {
      viewport,
      paper: presentPaper(),
      field: ground(problem.surface, viewport),
      runs: drawn,
      start: problem.start,
      rows: drawn.reduce((sum, { trajectory }) => sum + trajectory.rows, 0),
    };
    if (painted && same(painted, next)) return;
    painted = next;
    const { context } = layer;
    paintGround(context, viewport, next.field, next.paper);
    paintMinima(context, viewport, entry.minima(problem.surface.values), next.paper);
    paintPaths(context, viewport, drawn, experiment.steps, next.paper);
    paintStart(context, viewport, problem.start, next.paper);
  };

  return keepPainted(
    host,
    [layer],
    (now) => {
      size = now;
      painted = undefined;
      paint();
    },
    paint,
    [store.subscribe(requestFrame), () => session.cancelField(slot)],
  );
}

const same = (a: Painted, b: Painted): boolean =>
  String(a.viewport.region) === String(b.viewport.region) &&
  a.viewport.width === b.viewport.width &&
  a.viewport.height === b.viewport.height &&
  a.paper === b.paper &&
  a.field === b.field &&
  a.rows === b.rows &&
  a.start === b.start &&
  a.runs.length === b.runs.length &&
  a.runs.every((run, i) => run.trajectory === b.runs[i]!.trajectory && run.dimmed === b.runs[i]!.dimmed && run.ink === b.runs[i]!.ink); // prettier-ignore
