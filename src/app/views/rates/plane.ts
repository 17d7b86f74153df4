/** The plane: a heat map over two hyper-parameters, theory's lines over it, a cross to drag, a path for the pair pointed at. */
import { contour } from '../../../lab/experiment/contour.ts';
import { asSurface, type Experiment } from '../../../lab/experiment/experiment.ts';
import { type Turned, turnedTo } from '../../../lab/experiment/knobs.ts';
import { numeral } from '../../../lab/experiment/numeral.ts';
import { surfaceAt } from '../../../lab/experiment/problem.ts';
import { type Plane, shareOf, valueAtShare } from '../../../lab/experiment/study.ts';
import { endingOf, type SurfaceEnding } from '../../../lab/study/batch.ts';
import { behaviourOf, bowlOf, type Curvatures, isBare } from '../../../lab/study/closed.ts';
import { bottomOf, convergence, measured, measureOf, paramOf, planeOf } from '../../../lab/study/plan.ts';
import { goneColour, gridPicture, packed, scaleShades } from '../../draw/heat.ts';
import { formatTick, formatValue } from '../../draw/text.ts';
import { requestFrame } from '../../state/frames.ts';
import { nameOf, planeKnown, valueIn } from '../../state/rates.ts';
import { sheets } from '../../state/sheets.ts';
import { change, store } from '../../state/store.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import type { Paper } from '../../view.ts';
import { presentPaper } from '../drawn.ts';
import { keepPainted, Layer, placeBeside, placeOn, type Size, typeScale } from '../layer.ts';
import { endPreview, preview } from './preview.ts';
import { inksNow } from './sweep.ts';

export const planeColours = ['rate', 'final', 'ending'] as const;
export type PlaneColour = (typeof planeColours)[number];

const EDGES = { left: 64, right: 16, top: 12, bottom: 40 } as const;
export const endingColours: Readonly<Record<Exclude<SurfaceEnding, 'diverged'>, string>> = { converged: '#2f6fb4', steps: '#e8c84a', left: '#c8622a' }; // prettier-ignore

/** The values of the plane under one choice of colour: lower is better; NaN unknown, Infinity diverged. */
export interface PlaneValues {
  readonly columns: Float64Array;
  readonly rows: Float64Array;
  readonly values: Float64Array;
  readonly endings: readonly (SurfaceEnding | undefined)[];
  readonly low: number;
  readonly high: number;
  readonly best: number | undefined;
}

let made: { readonly parts: readonly unknown[]; readonly answer: PlaneValues } | undefined;

/** Everything the picture and its table say. */
export function planeValues(experiment: Experiment, plane: Plane, colour: PlaneColour): PlaneValues | undefined {
  const known = planeKnown(experiment, plane);
  const surface = asSurface(experiment.problem);
  if (!known) return undefined;
  const { plan, sheet } = known;
  const parts = [sheet.outcomes, sheet.known, colour, experiment.study?.measure, experiment.problem];
  if (made && parts.every((part, i) => part === made!.parts[i])) return made.answer;
  const { gone, loss } = sheet.outcomes;
  const bottom = surface && bottomOf(surface);
  const start = surface ? surfaceAt(surface.surface).value(Float64Array.from(surface.start)) : NaN;
  const endingAt = (cell: number): SurfaceEnding =>
    surface ? endingOf(sheet.outcomes, cell, surface) : gone![cell]! >= 0 ? 'diverged' : 'steps';
  const values = Float64Array.from(loss!, (last, cell) => {
    if (Number.isNaN(gone![cell]!)) return NaN;
    if (colour === 'rate' && bottom !== undefined) return convergence(gone![cell]! >= 0 ? Infinity : last, start, bottom, experiment.steps); // prettier-ignore
    return measured(sheet.outcomes, cell, measureOf(experiment));
  });
  const endings = Array.from(gone!, (step, cell) => (Number.isNaN(step) ? undefined : endingAt(cell))); // prettier-ignore
  let best: number | undefined;
  values.forEach((value, cell) => {
    if (Number.isFinite(value) && (best === undefined || value < values[best]!)) best = cell;
  });
  const finite = values.filter((value) => Number.isFinite(value) && (colour !== 'rate' || value <= 1)).sort();
  const answer = { columns: plan.columns, rows: plan.rows, values, endings, low: finite[0] ?? 0, high: finite[Math.floor(0.98 * (finite.length - 1))] ?? 1, best }; // prettier-ignore
  made = { parts, answer };
  return answer;
}

/** A value's place on the colour scale: by factors, of what is lost per step or of the loss itself. */
export function shadeOf(value: number, { low, high }: PlaneValues, colour: PlaneColour): number {
  if (colour === 'rate') {
    const slowest = 1e-4;
    const pace = (it: number): number => Math.log10(Math.max(slowest, 1 - it));
    return 1 - (pace(value) - pace(1)) / Math.max(1e-9, pace(Math.max(0, low)) - pace(1));
  }
  const shift = low > 0 ? 0 : low;
  const tall = Math.max(high - shift, 1e-300);
  const height = (it: number): number => Math.log10(Math.max(it - shift, tall * 1e-16));
  return (height(value) - height(low)) / Math.max(1e-9, height(high) - height(low));
}

function pictureOf(shown: PlaneValues, colour: PlaneColour, paper: Paper): OffscreenCanvas {
  const shades = scaleShades();
  const gone = packed(goneColour(paper));
  const ends = Object.fromEntries(Object.entries(endingColours).map(([kind, it]) => [kind, packed(it)]));
  return gridPicture(shown.columns.length, shown.rows.length, (cell) => {
    const value = shown.values[cell]!;
    if (Number.isNaN(value)) return 0;
    if (colour === 'ending') return ends[shown.endings[cell]!] ?? gone;
    if (!Number.isFinite(value) || (colour === 'rate' && value > 1)) return gone;
    return shades[Math.round(Math.min(1, Math.max(0, shadeOf(value, shown, colour))) * 255)]!;
  });
}

/** Points along one side at which theory is asked. */
const FINE = 160;

/** Whether theory knows the lines of a plane: of a run by itself on a bowl, over its own numbers. */
export function isClosed({ problem, runs }: Experiment, { run: index, across, up }: Plane): boolean {
  const surface = asSurface(problem);
  const bowl = surface && bowlOf(surface);
  const run = runs[index]!;
  const own = [across, up].every(({ param }) => Object.hasOwn(run.values, param));
  return bowl !== undefined && own && isBare(run) && behaviourOf(run, bowl.high) !== undefined;
}

/** Lines of theory: where a run diverges, and where it is critically damped for each curvature; as shares of the plane. */
function theory(
  experiment: Experiment,
  plane: Plane,
): { readonly border: Line; readonly critical: readonly Line[] } | undefined {
  const surface = asSurface(experiment.problem);
  const bowl = surface && bowlOf(surface);
  const run = experiment.runs[plane.run]!;
  const [across, up] = [
    paramOf(run, plane.across.param, experiment.problem),
    paramOf(run, plane.up.param, experiment.problem),
  ];
  if (!bowl || !across || !up || !isClosed(experiment, plane)) return undefined;
  const grid = (of: (values: Record<string, number>) => number): Float64Array =>
    Float64Array.from({ length: FINE * FINE }, (_, i) => {
      const [u, v] = [(i % FINE) / (FINE - 1), Math.floor(i / FINE) / (FINE - 1)];
      return of({
        [plane.across.param]: valueAtShare(plane.across, across, u),
        [plane.up.param]: valueAtShare(plane.up, up, v),
      });
    });
  const at = (values: Record<string, number>, curvature: number) =>
    behaviourOf({ id: run.id, values: { ...run.values, ...values } }, curvature);
  const line = (heights: Float64Array, level: number): Line => contour(heights, FINE, FINE, [0, 1, 0, 1], level);
  const curvatures = [...new Set<number>(Object.values(bowl satisfies Curvatures) as number[])];
  const growth = grid((values) => Math.max(...curvatures.map((it) => at(values, it)?.growth ?? NaN)));
  const bends = curvatures.map((it) => grid((values) => at(values, it)?.bend ?? NaN));
  return { border: line(growth, 1), critical: bends.map((it) => line(it, 0)) };
}

type Line = ReturnType<typeof contour>;

export interface PlaneParts {
  readonly host: HTMLElement;
  readonly cross: HTMLElement;
  readonly readout: HTMLElement;
}

/** The plane's run, and its problem, with another pair. */
const pairOf = ({ runs, problem }: Experiment, { run, across, up }: Plane, x: number, y: number): Turned =>
  turnedTo(runs[run]!, problem, [[across.param, x], [up.param, y]]); // prettier-ignore

/** Sets both values of the plane's run. */
function setPair(plane: Plane, x: number, y: number): void {
  const { experiment } = store.getState();
  const { run, problem } = pairOf(experiment, plane, x, y);
  change({ ...experiment, problem, runs: experiment.runs.with(plane.run, run) }, { coalesce: `plane ${plane.run}` });
}

const MOVES: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }; // prettier-ignore

const nearest = (values: Float64Array, value: number): number => {
  let best = 0;
  values.forEach((it, i) => {
    if (Math.abs(it - value) < Math.abs(values[best]! - value)) best = i;
  });
  return best;
};

/** Paints with the frame loop until disposed. */
export function mountPlane({ host, cross, readout }: PlaneParts, colour: () => PlaneColour): () => void {
  const layer = new Layer(host);
  let size: Size | undefined;
  let pointer: readonly [number, number] | undefined;
  let painted: readonly unknown[] = [];
  let lines: { readonly parts: readonly unknown[]; readonly made: ReturnType<typeof theory> } | undefined;

  const box = (): { left: number; top: number; width: number; height: number } | undefined =>
    size && {
      left: EDGES.left,
      top: EDGES.top,
      width: size.width - EDGES.left - EDGES.right,
      height: size.height - EDGES.top - EDGES.bottom,
    };

  const here = (): { experiment: Experiment; plane: Plane; shown: PlaneValues } | undefined => {
    const { experiment } = store.getState();
    const plane = planeOf(experiment);
    const shown = plane && planeValues(experiment, plane, colour());
    return plane && shown && { experiment, plane, shown };
  };

  const theoryOf = (experiment: Experiment, plane: Plane): ReturnType<typeof theory> => {
    const run = experiment.runs[plane.run]!;
    const others = Object.entries(run.values).filter(([name]) => name !== plane.across.param && name !== plane.up.param); // prettier-ignore
    const parts = [JSON.stringify([plane, run.id, others]), experiment.problem];
    if (!lines || parts.some((part, i) => part !== lines!.parts[i])) lines = { parts, made: theory(experiment, plane) };
    return lines.made;
  };

  const paint = (): void => {
    const now = here();
    const place = box();
    if (!now || !place || !size || place.width < 40 || place.height < 40) return;
    const { experiment, plane, shown } = now;
    const paper = presentPaper();
    const parts = [shown, colour(), paper, size, theoryOf(experiment, plane)];
    if (parts.some((part, i) => part !== painted[i])) {
      painted = parts;
      paintAll(layer.context, size, place, experiment, plane, shown, colour(), theoryOf(experiment, plane), paper);
    }
    placeCross(now, place);
    tell(now, place);
  };

  const placeCross = (
    { experiment, plane }: NonNullable<ReturnType<typeof here>>,
    place: NonNullable<ReturnType<typeof box>>,
  ): void => {
    const run = experiment.runs[plane.run]!;
    const share = (which: 'across' | 'up'): number =>
      shareOf(
        plane[which],
        paramOf(run, plane[which].param, experiment.problem)!,
        valueIn(experiment, plane.run, plane[which].param),
      );
    const within = (it: number): number => Math.min(1, Math.max(0, Number.isNaN(it) ? 0 : it));
    const [x, y] = [place.left + within(share('across')) * place.width, place.top + (1 - within(share('up'))) * place.height]; // prettier-ignore
    cross.style.transform = `translate(${(x * typeScale()).toFixed(1)}px, ${(y * typeScale()).toFixed(1)}px)`;
    const said = words.plane.cross(plane.across.param, numeral(valueIn(experiment, plane.run, plane.across.param)), plane.up.param, numeral(valueIn(experiment, plane.run, plane.up.param))); // prettier-ignore
    if (cross.getAttribute('aria-label') !== said) cross.setAttribute('aria-label', said);
  };

  const cellUnder = (
    { shown }: NonNullable<ReturnType<typeof here>>,
    [px, py]: readonly [number, number],
    place: NonNullable<ReturnType<typeof box>>,
  ): number | undefined => {
    const [u, v] = [(px - place.left) / place.width, 1 - (py - place.top) / place.height];
    if (u < 0 || u >= 1 || v < 0 || v >= 1) return undefined;
    return Math.floor(v * shown.rows.length) * shown.columns.length + Math.floor(u * shown.columns.length);
  };

  const tell = (now: NonNullable<ReturnType<typeof here>>, place: NonNullable<ReturnType<typeof box>>): void => {
    const cell = pointer && cellUnder(now, pointer, place);
    readout.hidden = cell === undefined;
    if (cell === undefined || !pointer || !size) return endPreview();
    const { experiment, plane, shown } = now;
    const [x, y] = [shown.columns[cell % shown.columns.length]!, shown.rows[Math.floor(cell / shown.columns.length)]!];
    const value = shown.values[cell]!;
    const ending = shown.endings[cell];
    const height = !Number.isFinite(value) ? words.plane.endings.diverged : colour() === 'ending' && ending ? words.plane.endings[ending] : formatValue(value); // prettier-ignore
    readout.textContent = `${words.plane.cross(plane.across.param, numeral(x), plane.up.param, numeral(y))}\n${words.plane.point(height)}`;
    placeBeside(readout, pointer, size);
    if (!asSurface(experiment.problem)) return;
    const { study: _study, ...bare } = experiment;
    const { run, problem } = pairOf(experiment, plane, x, y);
    preview('plane', { ...bare, problem, runs: [run] }, nameOf(experiment, plane.run), inksNow(store.getState(), presentPaper().dark)[plane.run]!); // prettier-ignore
  };

  const setTo = (event: MouseEvent): void => {
    const now = here();
    const place = box();
    const cell = now && place && cellUnder(now, placeOn(host, event), place);
    if (!now || cell === undefined) return;
    const { plane, shown } = now;
    setPair(plane, shown.columns[cell % shown.columns.length]!, shown.rows[Math.floor(cell / shown.columns.length)]!);
  };
  const press = (event: KeyboardEvent): void => {
    const now = here();
    const move = MOVES[event.key];
    if (!now || !move) return;
    event.preventDefault();
    event.stopPropagation();
    const { experiment, plane, shown } = now;
    const by = event.shiftKey ? 10 : 1;
    const moved = (list: Float64Array, name: string, step: number): number => {
      const value = valueIn(experiment, plane.run, name);
      return step === 0 ? value : list[Math.min(list.length - 1, Math.max(0, nearest(list, value) + step * by))]!;
    };
    setPair(plane, moved(shown.columns, plane.across.param, move[0]), moved(shown.rows, plane.up.param, move[1]));
  };

  const listening = new AbortController();
  const { signal } = listening;
  let dragging = false;
  host.addEventListener('pointermove', (event) => { pointer = placeOn(host, event); if (dragging) setTo(event); requestFrame(); }, { signal }); // prettier-ignore
  host.addEventListener('pointerleave', () => { pointer = undefined; requestFrame(); }, { signal }); // prettier-ignore
  host.addEventListener('pointerdown', (event) => { dragging = true; host.setPointerCapture(event.pointerId); setTo(event); }, { signal }); // prettier-ignore
  for (const name of ['pointerup', 'pointercancel'] as const) host.addEventListener(name, () => (dragging = false), { signal }); // prettier-ignore
  cross.addEventListener('keydown', press, { signal });
  return keepPainted(
    host,
    [layer],
    (now) => {
      size = now;
      painted = [];
      paint();
    },
    paint,
    [store.subscribe(requestFrame), sheets.subscribe(requestFrame), () => listening.abort(), endPreview],
  );
}

/** Round values of one side, as shares of it. */
function ticksOf(plane: Plane, which: 'across' | 'up', experiment: Experiment): { share: number; label: string }[] {
  const axis = plane[which];
  const param = paramOf(experiment.runs[plane.run]!, axis.param, experiment.problem)!;
  const candidates =
    param.scale === 'log'
      ? Array.from({ length: 30 }, (_, i) => 10 ** (i - 20))
      : param.scale === 'one-minus'
        ? [0, 0.5, 0.9, 0.99, 0.999, 0.9999]
        : [0, 0.25, 0.5, 0.75, 1].map((it) => Number((axis.from + it * (axis.to - axis.from)).toPrecision(3)));
  return candidates
    .filter((it) => it >= axis.from * (1 - 1e-9) && it <= axis.to * (1 + 1e-9))
    .map((it) => ({ share: shareOf(axis, param, it), label: formatTick(Number(it.toPrecision(6))) }));
}

function paintAll(
  context: CanvasRenderingContext2D,
  size: Size,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  experiment: Experiment,
  plane: Plane,
  shown: PlaneValues,
  colour: PlaneColour,
  lines: ReturnType<typeof theory>,
  paper: Paper,
): void {
  context.clearRect(0, 0, size.width, size.height);
  context.imageSmoothingEnabled = false;
  context.drawImage(pictureOf(shown, colour, paper), left, top, width, height);
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  const draw = (line: Line, colour: string, casing: string, thick: number): void => {
    context.beginPath();
    for (let piece = 0; piece + 1 < line.starts.length; piece++)
      for (let point = line.starts[piece]!; point < line.starts[piece + 1]!; point++) {
        const [x, y] = [left + line.points[2 * point]! * width, top + (1 - line.points[2 * point + 1]!) * height];
        if (point === line.starts[piece]) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
    context.lineCap = 'round';
    context.strokeStyle = casing;
    context.lineWidth = thick + 1.6;
    context.stroke();
    context.strokeStyle = colour;
    context.lineWidth = thick;
    context.stroke();
  };
  for (const line of lines?.critical ?? []) draw(line, '#ffffff', '#14161a', 1.4);
  if (lines) draw(lines.border, '#14161a', '#ffffff', 2);
  context.restore();
  context.font = `11px ${paper.mono}`;
  context.fillStyle = paper.quiet;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  for (const { share, label } of ticksOf(plane, 'across', experiment)) {
    context.fillRect(Math.round(left + share * width) - 0.5, top + height, 1, 4);
    context.fillText(label, left + share * width, top + height + 16);
  }
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const { share, label } of ticksOf(plane, 'up', experiment)) {
    context.fillRect(left - 4, Math.round(top + (1 - share) * height) - 0.5, 4, 1);
    context.fillText(label, left - 8, top + (1 - share) * height);
  }
  context.font = `11.5px ${paper.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillText(words.parameter(plane.across.param), left + width / 2, size.height - 7);
  context.save();
  context.translate(13, top + height / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(words.parameter(plane.up.param), 0, 0);
  context.restore();
} // prettier-ignore
