/** The sweep's chart: curves as they become known, a read-out and a path for the point under the pointer. */
import { asSurface, type Experiment } from '../../../lab/experiment/experiment.ts';
import { surfaceAt } from '../../../lab/experiment/problem.ts';
import { bottomOf, type Curve, measureOf, sweepOf, thresholdOf } from '../../../lab/study/plan.ts';
import { type BorderLine, nearestCell, paintPointed, paintSweep, type SweepScales, sweepScales, type SweptCurve } from '../../draw/sweep.ts'; // prettier-ignore
import { formatValue } from '../../draw/text.ts';
import { requestFrame } from '../../state/frames.ts';
import { droppedNow } from '../../state/dropped.ts';
import { bordersOf, curvesOf, nameOf, sweptParam } from '../../state/rates.ts';
import { sheets } from '../../state/sheets.ts';
import { changeRates, look, type Look, type Page, store } from '../../state/store.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import type { Ink, Paper } from '../../view.ts';
import { inksOf, pointAtRun, presentPaper } from '../drawn.ts';
import { followPointer, keepPainted, Layer, placeBeside, placeOn, type Size } from '../layer.ts';
import { turnedTo } from '../../../lab/experiment/knobs.ts';
import { numeral } from '../../../lab/experiment/numeral.ts';
import { mountHandles } from './handles.ts';
import { endPreview, preview } from './preview.ts';

/** How near the pointer must come to a point to read it. */
const NEAR = 42;

/** The inks of all runs, hidden ones too. */
export const inksNow = ({ experiment, slots, look: seen }: Page, dark: boolean): readonly Ink[] =>
  inksOf(experiment.runs.map((run) => run.id), slots, seen, dark); // prettier-ignore

interface Chart {
  readonly experiment: Experiment;
  readonly curves: readonly Curve[];
  readonly drawn: readonly SweptCurve[];
  readonly borders: readonly BorderLine[];
  readonly scales: SweepScales;
  readonly paper: Paper;
}

let pointedSlot: number | undefined;

export const curvePointedAt = (): number | undefined => pointedSlot;

/** The curve of the run whose card is under the pointer stands out. */
export function pointAtCurve(slot: number | undefined): void {
  pointedSlot = slot;
  pointAtRun(slot);
}

/** Curves as they are drawn: those of other runs than the one that stands out are dimmed. */
export function drawnCurves(page: Page, curves: readonly Omit<Curve, 'gone'>[], paper: Paper): SweptCurve[] {
  const { experiment, slots, look: seen } = page;
  const inks = inksNow(page, paper.dark);
  const chosen = seen.solo ?? pointedSlot;
  return curves.map(({ run, ...curve }) => ({
    ...curve,
    label: nameOf(experiment, run),
    ink: inks[run]!,
    dimmed: chosen !== undefined && slots.includes(chosen) && slots[run] !== chosen,
  }));
}

export const visible = <Own extends { readonly run: number }>(
  { slots, look: { runs } }: Page,
  curves: readonly Own[],
): readonly Own[] => curves.filter(({ run }) => !runs[slots[run]!]?.hidden);

function chartOf(page: Page, size: Size, paper: Paper): Chart | undefined {
  const { experiment } = page;
  const [param, axis, surface] = [sweptParam(experiment), sweepOf(experiment), asSurface(experiment.problem)];
  if (!param) return undefined;
  const curves = visible(page, curvesOf(experiment));
  const drawn = drawnCurves(page, curves, paper);
  const steps = measureOf(experiment) === 'reach';
  const limits = {
    bottom: steps || !surface ? undefined : bottomOf(surface),
    start: steps || !surface ? undefined : surfaceAt(surface.surface).value(Float64Array.from(surface.start)),
  };
  const inks = inksNow(page, paper.dark);
  const { borders, bowl } = bordersOf(experiment);
  const lines = borders.map(({ run, lr, formula }) => ({
    at: lr,
    label: bowl ? formula : words.sweep.atStart(formula),
    ink: inks[run]!,
  }));
  return {
    experiment,
    curves,
    drawn,
    borders: merged(lines),
    scales: sweepScales(drawn, axis, param, size, limits),
    paper,
  };
}

/** Lines at the same place are one. */
const merged = (lines: readonly BorderLine[]): BorderLine[] =>
  lines.filter(({ at, label }, i) => !lines.slice(0, i).some((it) => it.at === at && it.label === label));

function namesOf({ experiment, scales: { shift } }: Chart): { x: string; y: string; gone: string } {
  const { sweep } = words;
  const measure = measureOf(experiment);
  const y = measure === 'reach' ? sweep.axis.reach(formatValue(thresholdOf(experiment))) : sweep.axis[measure](experiment.steps); // prettier-ignore
  return {
    x: words.parameter(sweepOf(experiment).param),
    y: shift === 0 ? y : sweep.above(y, formatValue(shift)),
    gone: measure === 'reach' ? sweep.never : sweep.gone,
  };
}

export interface SweepParts {
  readonly host: HTMLElement;
  readonly readout: HTMLElement;
}

/** Paints with the frame loop until disposed. */
export function mountSweep({ host, readout }: SweepParts): () => void {
  const [still, over] = [new Layer(host), new Layer(host)];
  let size: Size | undefined;
  let pointer: readonly [number, number] | undefined;
  let chart: Chart | undefined;
  let painted: readonly unknown[] = [];
  let pointed: readonly unknown[] = [];
  const handles = mountHandles(host, () => chart);

  const paint = (): void => {
    const page = store.getState();
    if (!size || size.width < 160 || size.height < 100) return;
    const parts = [page.experiment, page.slots, page.look.runs, page.look.solo, page.look.palette, pointedSlot, sheets.changes(), droppedNow(), size, presentPaper()]; // prettier-ignore
    if (parts.some((part, i) => part !== painted[i])) {
      painted = parts;
      chart = chartOf(page, size, presentPaper());
      if (chart) paintSweep(still.context, chart.scales, chart.drawn, chart.borders, namesOf(chart), chart.paper);
      else still.clear();
      if (chart) handles.place(page, chart, inksNow(page, chart.paper.dark));
    }
    const now = [chart, pointer];
    if (now.every((part, i) => part === pointed[i])) return;
    pointed = now;
    over.clear();
    const cell = chart && pointer && nearestCell(chart.scales, chart.drawn, pointer, NEAR);
    readout.hidden = !cell;
    if (!cell || !chart || !pointer) return endPreview();
    const curve = chart.drawn[cell.curve]!;
    paintPointed(over.context, chart.scales, curve, cell.cell, chart.paper);
    show(chart, curve, cell.cell);
    placeBeside(readout, pointer, size);
  };

  const show = ({ experiment, curves, drawn }: Chart, curve: SweptCurve, cell: number): void => {
    const { run } = curves[drawn.indexOf(curve)]!;
    const { param } = sweepOf(experiment);
    const value = curve.values[cell]!;
    const height = curve.middle[cell]!;
    const said = Number.isFinite(height) ? formatValue(height) : measureOf(experiment) === 'reach' ? words.sweep.never : words.sweep.diverges; // prettier-ignore
    readout.textContent = [curve.label, words.sweep.point(`${param} ${numeral(value)}`, said), words.sweep.open].join('\n'); // prettier-ignore
    const { study: _, ...bare } = experiment;
    const alone = turnedTo(experiment.runs[run]!, experiment.problem, [[param, value]]);
    preview('sweep', { ...bare, problem: alone.problem, runs: [alone.run] }, curve.label, curve.ink);
  };

  /** Opens the run under the pointer in the race. */
  const click = (event: MouseEvent): void => {
    const cell = chart && nearestCell(chart.scales, chart.drawn, placeOn(host, event), NEAR);
    if (!chart || !cell) return;
    const { run, values } = chart.curves[cell.curve]!;
    changeRates(new Map([[run, values[cell.cell]!]]), sweepOf(chart.experiment).param);
    look({ place: 'race', show: undefined } satisfies Partial<Look>);
  };

  const listening = new AbortController();
  const { signal } = listening;
  followPointer(host, signal, (place) => {
    pointer = place;
    requestFrame();
  });
  host.addEventListener('click', click, { signal });
  return keepPainted(
    host,
    [still, over],
    (now) => {
      size = now;
      painted = pointed = [];
      paint();
    },
    paint,
    [
      store.subscribe(requestFrame),
      sheets.subscribe(requestFrame),
      () => listening.abort(),
      handles.dispose,
      endPreview,
    ],
  );
}
