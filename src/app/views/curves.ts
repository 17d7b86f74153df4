/** The curves: every run's number against its steps, the past in full, the future faint, a cursor to drag and values to read. */
import type { Experiment } from '../../lab/experiment/experiment.ts';
import type { Minimum } from '../../lab/surface.ts';
import {
  CurveLayer,
  curvesOf,
  has,
  type CurveScales,
  momentAt,
  paintCurvesStill,
  scalesFor,
  type Series,
  valueAt,
} from '../draw/curves.ts';
import { formatValue } from '../draw/text.ts';
import { playhead } from '../state/playhead.ts';
import { minimaOf, stepAt } from '../state/readings.ts';
import { session } from '../state/session.ts';
import { type Look, store } from '../state/store.ts';
import { words } from '../text/words.ts';
import type { Moment, Paper } from '../view.ts';
import { drawnRuns, presentPaper, type Slotted } from './drawn.ts';
import { keepPainted, Layer, placeBeside, placeOn, type Size } from './layer.ts';

export interface CurveParts {
  readonly host: HTMLElement;
  readonly readout: HTMLElement;
}

/** What the still layer shows; rebuilt only when one of these has changed. */
interface Still {
  readonly runs: readonly Slotted[];
  readonly rows: number;
  readonly look: Look;
  readonly paper: Paper;
  readonly size: Size;
  readonly experiment: Experiment;
  readonly series: readonly Series[];
  readonly scales: CurveScales;
}

export function mountCurves({ host, readout }: CurveParts): () => void {
  const [still, moving] = [new Layer(host), new Layer(host)];
  const curveLayer = new CurveLayer();
  let size: Size | undefined;
  let shown: Still | undefined;
  let pointer: readonly [number, number] | undefined;

  const paint = (): void => {
    if (!size || size.width < 2 || size.height < 2) return;
    const next = prepare(shown, size);
    if (!next) return;
    if (next !== shown) paintCurvesStill(still.context, next.size, next.series, next.scales, names(next), next.paper);
    shown = next;
    curveLayer.paint(moving.context, next.size, next.series, next.scales, playhead.shown, next.paper);
    showValues(readout, next, pointer);
  };

  const point = (event: PointerEvent): void => {
    pointer = placeOn(host, event);
    if (!shown) return;
    const moment = Math.round(momentAt(shown.series, shown.scales, pointer[0]));
    if (host.hasPointerCapture(event.pointerId)) playhead.seek(moment);
    else playhead.peek(moment);
    paint();
  };
  const press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    host.setPointerCapture(event.pointerId);
    playhead.pause();
    playhead.peek(undefined);
    point(event);
  };
  const leave = (): void => {
    pointer = undefined;
    playhead.peek(undefined);
    paint();
  };

  const listening = new AbortController();
  const { signal } = listening;
  host.addEventListener('pointerdown', press, { signal });
  host.addEventListener('pointermove', point, { signal });
  host.addEventListener('pointerleave', leave, { signal });
  host.addEventListener('pointercancel', leave, { signal });
  return keepPainted(
    host,
    [still, moving],
    (now) => {
      size = now;
      curveLayer.forget();
      shown = undefined;
      paint();
    },
    paint,
    [() => listening.abort()],
  );
}

/** Whether any run of the race on show has these numbers. */
export const hasCurves = (quantity: Look['quantity']): boolean => has(quantity, drawnRuns());

/** The same chart again if nothing it shows has changed. */
function prepare(before: Still | undefined, size: Size): Still | undefined {
  if (!session.race) return undefined;
  const { experiment } = session.race;
  const { look } = store.getState();
  const [runs, paper] = [drawnRuns(), presentPaper()];
  const rows = runs.reduce((sum, run) => sum + run.trajectory.rows + (run.trajectory.ending ? 1 : 0), 0);
  const parts = { runs, rows, look, paper, size, experiment };
  const keys = Object.keys(parts) as (keyof typeof parts)[];
  if (before && keys.every((key) => before[key] === parts[key])) return before;
  const minima = minimaOf(experiment.problem);
  const series = runs.flatMap((run) => curvesOf(look.quantity, run, minima, words.curves.onTest));
  const options = {
    y: isLinear(look) ? 'linear' : 'log',
    x: look.scale === 'log-log' ? 'log' : 'linear',
    unit: look.against === 'steps' ? 'steps' : 'cost',
    steps: experiment.steps,
    ...(look.quantity === 'loss' && lowestOf(minima)),
  } as const;
  return { ...parts, series, scales: scalesFor(series, options, size) };
}

/** Shares are never shown by their logarithms. */
const isLinear = ({ scale, quantity }: Look): boolean => scale === 'linear' || quantity === 'accuracy';

function lowestOf(minima: readonly Minimum[]): { lowest: number } | undefined {
  return minima.length > 0 ? { lowest: Math.min(...minima.map((it) => it.value)) } : undefined;
}

function names({ look, scales }: Still): { x: string; y: string } {
  const { curves } = words;
  const scale = isLinear(look) ? '' : ` (${curves.scales.log})`;
  const shift = scales.shift === undefined ? '' : `, ${curves.shifted(formatValue(-scales.shift))}`;
  const across = curves.againsts[look.against] + (look.scale === 'log-log' ? ` (${curves.scales.log})` : '');
  return { x: across, y: curves.quantities[look.quantity] + scale + shift };
}

/** Every run's exact value at the moment under the pointer. */
function showValues(
  readout: HTMLElement,
  { series, scales, size }: Still,
  pointer: readonly [number, number] | undefined,
): void {
  readout.hidden = pointer === undefined || series.length === 0;
  if (!pointer || readout.hidden) return;
  const moment = Math.round(momentAt(series, scales, pointer[0]));
  listValues(readout, series, moment);
  placeBeside(readout, [pointer[0], 0], size);
}

/** The step and every curve's value there, the lowest first. */
export function listValues(readout: HTMLElement, series: readonly Series[], moment: Moment): void {
  const rows = series
    .map((one) => ({ label: one.label, colour: one.ink.colour, value: valueAt(one, moment) }))
    .sort((a, b) => a.value - b.value || Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value)));
  readout.replaceChildren(
    line(words.curves.step(stepAt(moment))),
    ...rows.map((row) => line(row.label, formatValue(row.value), row.colour)),
  );
}

function line(label: string, value?: string, colour?: string): HTMLElement {
  const row = document.createElement('div');
  const name = document.createElement('span');
  name.textContent = label;
  if (colour) row.style.setProperty('--ink', colour);
  row.append(name);
  if (value !== undefined) {
    const number = document.createElement('b');
    number.textContent = value;
    row.append(number);
  }
  return row;
}
