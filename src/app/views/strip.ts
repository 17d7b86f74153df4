/**
 * The strip under the curves: every scheduled run's rate, as a share of its highest, under the same cursor. Schedules that
 * are drawn have their points on it: to drag, to move with the arrow keys, to set where their line is pressed.
 */
import { schedules } from '../../lab/catalogues.ts';
import { accepts, type ListParam, numbersIn } from '../../lab/describe/param.ts';
import type { Experiment, Run } from '../../lab/experiment/experiment.ts';
import { numeral } from '../../lab/experiment/numeral.ts';
import {
  CurveLayer,
  type CurveScales,
  momentAt,
  paintCurvesStill,
  scalesFor,
  type Series,
  valueAt,
} from '../draw/curves.ts';
import { formatValue } from '../draw/text.ts';
import { changeScheduleValue } from '../state/around.ts';
import { playhead } from '../state/playhead.ts';
import { stepAt } from '../state/readings.ts';
import { session } from '../state/session.ts';
import { type Look, store } from '../state/store.ts';
import { words } from '../text/words.ts';
import type { Paper } from '../view.ts';
import { drawnRuns, presentPaper, type Slotted } from './drawn.ts';
import { keepPainted, Layer, placeBeside, placeOn, type Size, typeScale } from './layer.ts';

export interface StripParts {
  readonly host: HTMLElement;
  readonly readout: HTMLElement;
  /** Holds the points' handles. */
  readonly handles: HTMLElement;
}

/** A run's rate: drawn as a share of the highest. */
interface Rate {
  readonly slot: number;
  readonly series: Series;
  readonly rates: Float64Array;
  readonly highest: number;
}

interface Still {
  readonly runs: readonly Slotted[];
  readonly rows: number;
  readonly look: Look;
  readonly paper: Paper;
  readonly size: Size;
  readonly experiment: Experiment;
  readonly rates: readonly Rate[];
  readonly series: readonly Series[];
  readonly scales: CurveScales;
}

/** A drawn schedule: its points, and what they are measured in. */
interface Drawing {
  readonly slot: number;
  readonly name: string;
  readonly param: ListParam;
  /** The parameter that holds the points. */
  readonly key: string;
  readonly points: readonly (readonly [number, number])[];
  /** Steps before the first point's clock begins. */
  readonly delay: number;
  /** Share of the strip's height that a share of the rate is. */
  readonly unit: number;
  readonly colour: string;
}

/** How near to a line a press must be to set a point on it (pixels). */
const NEAR = 12;

export function mountStrip({ host, readout, handles }: StripParts): () => void {
  const [still, moving] = [new Layer(host), new Layer(host)];
  const layer = new CurveLayer();
  let size: Size | undefined;
  let shown: Still | undefined;
  let pointer: readonly [number, number] | undefined;
  const held = new Handles(handles, () => shown);

  const paint = (): void => {
    if (!size || size.width < 2 || size.height < 2) return;
    const next = prepare(shown, size);
    if (!next) return;
    const { series, scales, paper } = next;
    if (next !== shown)
      paintCurvesStill(still.context, next.size, series, scales, { x: '', y: words.strip.axis }, paper);
    shown = next;
    held.place();
    layer.paint(moving.context, next.size, series, scales, playhead.shown, paper);
    showRates(readout, next, pointer);
  };
  const point = (event: PointerEvent): void => {
    pointer = placeOn(host, event);
    if (!shown) return;
    if (held.drag(pointer)) return;
    const moment = Math.round(momentAt(shown.series, shown.scales, pointer[0]));
    if (host.hasPointerCapture(event.pointerId)) playhead.seek(moment);
    else playhead.peek(moment);
    paint();
  };
  const press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    host.setPointerCapture(event.pointerId);
    if (held.add(placeOn(host, event))) return;
    playhead.pause();
    playhead.peek(undefined);
    point(event);
  };
  const release = (): void => held.release();
  const leave = (): void => {
    release();
    pointer = undefined;
    playhead.peek(undefined);
    paint();
  };
  const listening = new AbortController();
  const { signal } = listening;
  host.addEventListener('pointerdown', press, { signal });
  host.addEventListener('pointermove', point, { signal });
  host.addEventListener('pointerup', release, { signal });
  host.addEventListener('pointerleave', leave, { signal });
  host.addEventListener('pointercancel', leave, { signal });
  return keepPainted(
    host,
    [still, moving],
    (now) => {
      size = now;
      layer.forget();
      shown = undefined;
      paint();
    },
    paint,
    [() => listening.abort()],
  );
}

function prepare(before: Still | undefined, size: Size): Still | undefined {
  if (!session.race) return undefined;
  const { experiment, slots } = session.race;
  const { look } = store.getState();
  const [runs, paper] = [drawnRuns(), presentPaper()];
  const rows = runs.reduce((sum, run) => sum + run.trajectory.rows + (run.trajectory.ending ? 1 : 0), 0);
  const parts = { runs, rows, look, paper, size, experiment };
  const keys = Object.keys(parts) as (keyof typeof parts)[];
  if (before && keys.every((key) => before[key] === parts[key])) return before;
  const rates = runs.flatMap((run) => rateOf(run, experiment.runs[slots.indexOf(run.slot)]) ?? []);
  const series = rates.map((it) => it.series);
  const options = {
    y: 'linear',
    x: look.scale === 'log-log' ? 'log' : 'linear',
    unit: look.against === 'steps' ? 'steps' : 'cost',
    steps: experiment.steps,
    range: [0, 1.06],
    strip: true,
  } as const;
  return { ...parts, rates, series, scales: scalesFor(series, options, size) };
}

function rateOf({ slot, label, ink, dimmed, trajectory }: Slotted, run: Run | undefined): Rate | undefined {
  const all = trajectory.series['lr'];
  if (!all) return undefined;
  const rates = all.subarray(0, trajectory.rows);
  // A drawn schedule keeps the optimizer's own rate as its measure, so that the strip stands still while it is drawn.
  const own = run && drawingIn(run) ? Number(run.values['lr']) : 0;
  const highest = rates.reduce((most, rate) => (rate > most ? rate : most), own) || 1;
  return {
    slot,
    rates,
    highest,
    series: {
      ...{ label, ink, dimmed },
      values: rates.map((rate) => rate / highest),
      cost: trajectory.cost.subarray(0, trajectory.rows),
      counted: rates.length,
      divergedAt: trajectory.ending?.kind === 'diverged' ? trajectory.ending.at : undefined,
    },
  };
}

/** Every run's rate at the moment under the pointer. */
function showRates(
  readout: HTMLElement,
  { rates, series, scales, size }: Still,
  pointer: readonly [number, number] | undefined,
): void {
  readout.hidden = pointer === undefined || rates.length === 0;
  if (!pointer || readout.hidden) return;
  const moment = Math.round(momentAt(series, scales, pointer[0]));
  const lines = rates.map((it) => {
    const row = document.createElement('div');
    row.style.setProperty('--ink', it.series.ink.colour);
    const [name, rate] = [document.createElement('span'), document.createElement('b')];
    name.textContent = it.series.label;
    rate.textContent = formatValue(valueAt({ ...it.series, values: it.rates }, moment));
    row.append(name, rate);
    return row;
  });
  const head = document.createElement('div');
  head.textContent = words.curves.step(stepAt(moment));
  readout.replaceChildren(head, ...lines);
  placeBeside(readout, [pointer[0], 0], size);
}

/** The list of points in a run's schedule, if it is drawn. */
function drawingIn({ schedule }: Run): { readonly key: string; readonly param: ListParam } | undefined {
  if (!schedule) return undefined;
  const { params } = schedules.get(schedule.id);
  const found = Object.entries(params).find(([, param]) => param.kind === 'list' && param.pairs);
  return found && { key: found[0], param: found[1] as ListParam };
}

/** The handles of all drawn schedules, kept as long as the points they stand for. */
class Handles {
  private readonly box: HTMLElement;
  private readonly strip: () => Still | undefined;
  private dragged: { readonly slot: number; readonly index: number } | undefined;
  private made = new Map<string, HTMLButtonElement>();
  private placed: Still | undefined;

  constructor(box: HTMLElement, strip: () => Still | undefined) {
    this.box = box;
    this.strip = strip;
  }

  /** Puts every handle where its point is. */
  place(): void {
    const still = this.strip();
    if (!still || still === this.placed) return;
    this.placed = still;
    const keys = new Set<string>();
    for (const drawing of drawingsOf(still))
      for (const [index, point] of drawing.points.entries()) {
        const key = `${drawing.slot} ${index}`;
        keys.add(key);
        this.dress(this.handle(key, drawing.slot, index), drawing, index, point, still);
      }
    for (const [key, handle] of this.made) {
      if (keys.has(key)) continue;
      handle.remove();
      this.made.delete(key);
    }
  }

  /** Sets a point on the drawn line that was pressed, and lets it be dragged; false where no line is near. */
  add([px, py]: readonly [number, number]): boolean {
    const still = this.strip();
    if (!still) return false;
    const near = drawingsOf(still).find((it) => {
      const rate = still.rates.find(({ slot }) => slot === it.slot);
      const moment = momentAt(still.series, still.scales, px);
      return (
        rate && it.points.length < it.param.most && Math.abs(still.scales.y(valueAt(rate.series, moment)) - py) < NEAR
      );
    });
    if (!near) return false;
    const point = pointAt(near, still, px, py);
    const index = near.points.filter(([step]) => step < point[0]).length;
    if (near.points[index]?.[0] === point[0]) return false;
    write(near, near.points.toSpliced(index, 0, point));
    this.dragged = { slot: near.slot, index };
    return true;
  }

  /** Moves the point just set along with the pointer; false where there is none. */
  drag([px, py]: readonly [number, number]): boolean {
    const [still, point] = [this.strip(), this.dragged];
    const drawing = point && this.drawing(point.slot);
    if (!still || !drawing) return false;
    move(drawing, point.index, pointAt(drawing, still, px, py));
    return true;
  }

  release(): void {
    this.dragged = undefined;
  }

  /** A run's drawing as the experiment has it now, which may be newer than what is shown. */
  private drawing(slot: number): Drawing | undefined {
    const still = this.strip();
    return still && drawingsOf(still).find((it) => it.slot === slot);
  }

  private handle(key: string, slot: number, index: number): HTMLButtonElement {
    const before = this.made.get(key);
    if (before) return before;
    const handle = document.createElement('button');
    handle.type = 'button';
    handle.className = 'handle';
    const drawing = (): Drawing | undefined => this.drawing(slot);
    handle.addEventListener('pointerdown', (event) => {
      event.stopPropagation();
      handle.setPointerCapture(event.pointerId);
    });
    handle.addEventListener('pointermove', (event) => {
      const [still, now] = [this.strip(), drawing()];
      if (!still || !now || !handle.hasPointerCapture(event.pointerId)) return;
      event.stopPropagation();
      move(now, index, pointAt(now, still, ...placeOn(this.box, event)));
    });
    handle.addEventListener('dblclick', () => remove(drawing(), index));
    handle.addEventListener('keydown', (event) => {
      const now = drawing();
      const by = moves[event.key];
      const gone = event.key === 'Delete' || event.key === 'Backspace';
      if (!now || !(by || gone)) return;
      event.preventDefault();
      event.stopPropagation();
      if (gone) return remove(now, index);
      const many = event.shiftKey ? 10 : 1;
      const [step, share] = now.points[index]!;
      move(now, index, [step + by![0] * many, rounded(share + (by![1] * many) / 100)]);
    });
    this.box.append(handle);
    this.made.set(key, handle);
    return handle;
  }

  private dress(
    handle: HTMLButtonElement,
    drawing: Drawing,
    index: number,
    [step, share]: readonly [number, number],
    { scales, rates }: Still,
  ): void {
    const rate = rates.find(({ slot }) => slot === drawing.slot)!;
    const row = step + drawing.delay;
    const amount =
      scales.options.unit === 'steps' ? row : rate.series.cost[Math.min(row, rate.series.cost.length - 1)]!;
    const [x, y] = [scales.x(amount), scales.y(share * drawing.unit)];
    const by = typeScale();
    handle.hidden = x > scales.right + 1;
    handle.style.left = `${(x * by).toFixed(1)}px`;
    handle.style.top = `${(Math.max(scales.top, y) * by).toFixed(1)}px`;
    handle.style.setProperty('--ink', drawing.colour);
    handle.setAttribute('aria-label', words.strip.point(index + 1, drawing.name, step, share));
    handle.title = words.strip.hint;
  }
}

const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

function drawingsOf({ rates, experiment }: Still): readonly Drawing[] {
  const { slots } = store.getState();
  const now = store.getState().experiment;
  return rates.flatMap(({ slot, highest, series }): Drawing[] => {
    const run = now.runs[slots.indexOf(slot)] ?? experiment.runs[slots.indexOf(slot)];
    const found = run && drawingIn(run);
    if (!run?.schedule || !found) return [];
    const { values } = run.schedule;
    const numbers = numbersIn(values[found.key]!);
    return [
      {
        ...found,
        slot,
        name: series.label,
        points: Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!] as const),
        delay: Number(values['warmup'] ?? 0),
        unit: Number(run.values['lr']) / highest,
        colour: series.ink.colour,
      },
    ];
  });
}

const rounded = (share: number): number => Math.round(share * 100) / 100;

/** The point of a drawing at a place of the strip: a whole step, a hundredth of the rate. */
function pointAt(
  { delay, unit }: Drawing,
  { series, scales }: Still,
  px: number,
  py: number,
): readonly [number, number] {
  const step = Math.max(0, Math.round(momentAt(series, scales, px)) - delay);
  const [low, high] = scales.yDomain;
  const height = low + ((scales.bottom - py) / (scales.bottom - scales.top)) * (high - low);
  return [step, rounded(Math.min(1, Math.max(0, height)) / (unit || 1))];
}

/** Moves a point, never past its neighbours. */
function move(drawing: Drawing, index: number, [step, share]: readonly [number, number]): void {
  const [low, high] = drawing.param.limits;
  const first = Math.max(low, (drawing.points[index - 1]?.[0] ?? low - 1) + 1);
  const last = Math.min(high, (drawing.points[index + 1]?.[0] ?? high + 1) - 1);
  const [least, most] = drawing.param.heights;
  const point = [Math.min(last, Math.max(first, step)), Math.min(most, Math.max(least, share))] as const;
  write(drawing, drawing.points.with(index, point));
}

function remove(drawing: Drawing | undefined, index: number): void {
  if (drawing && drawing.points.length > 1) write(drawing, drawing.points.toSpliced(index, 1));
}

function write({ slot, key, param }: Drawing, points: readonly (readonly [number, number])[]): void {
  const value = points.flat().map(numeral).join(',');
  if (accepts(param, value)) changeScheduleValue(slot, key, value);
}
