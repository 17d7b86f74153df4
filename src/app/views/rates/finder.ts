/** The finder's chart: averages or means over the learning rate as they become known, and a read-out under the pointer. */
import { rate } from '../../../lab/describe/param.ts';
import { asClassifier, type Experiment } from '../../../lab/experiment/experiment.ts';
import { numeral } from '../../../lab/experiment/numeral.ts';
import { finderOf } from '../../../lab/study/finder.ts';
import { paintSteps, type Steps } from '../../draw/finder.ts';
import { type BorderLine, nearestCell, paintPointed, paintSweep, type SweepScales, sweepScales, type SweptCurve } from '../../draw/sweep.ts'; // prettier-ignore
import { formatValue } from '../../draw/text.ts';
import { findingsOf, ratesFound, type Shown, shownOf } from '../../state/finder.ts';
import { requestFrame } from '../../state/frames.ts';
import { sheets } from '../../state/sheets.ts';
import { changeRates, look, type Page, store } from '../../state/store.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import type { Paper } from '../../view.ts';
import { presentPaper } from '../drawn.ts';
import { followPointer, keepPainted, Layer, placeBeside, placeOn, type Size } from '../layer.ts';
import { curvePointedAt, drawnCurves, inksNow, type SweepParts, visible } from './sweep.ts';

/** How near the pointer must come to a point to read it. */
const NEAR = 42;

interface Chart {
  readonly experiment: Experiment;
  readonly shown: readonly Shown[];
  readonly drawn: readonly SweptCurve[];
  readonly steps: readonly Steps[];
  readonly found: readonly BorderLine[];
  readonly scales: SweepScales;
  readonly paper: Paper;
}

function chartOf(page: Page, size: Size, paper: Paper): Chart {
  const { experiment } = page;
  const findings = findingsOf(experiment);
  const shown = visible(page, shownOf(findings));
  const drawn = drawnCurves(page, shown, paper);
  const inks = inksNow(page, paper.dark);
  const place = (run: number): number => shown.findIndex((it) => it.run === run);
  const steps = visible(page, findings.range).map(({ run, rates, losses }) => ({ rates, losses, ink: inks[run]!, dimmed: drawn[place(run)]!.dimmed })); // prettier-ignore
  const found = [...ratesFound(experiment)].filter(([run]) => place(run) >= 0).map(([run, at]) => ({ at, label: numeral(at), ink: inks[run]! })); // prettier-ignore
  const { from, to, count } = finderOf(experiment);
  const begin = drawn.flatMap(({ middle }) => [...middle].find(Number.isFinite) ?? []);
  const start = begin.length > 0 ? Math.max(...begin) : undefined;
  const scales = sweepScales(drawn, { param: 'lr', from, to, count }, rate(1e-3), size, { bottom: undefined, start });
  return { experiment, shown, drawn, steps, found, scales, paper };
}

function namesOf({ experiment, scales: { shift } }: Chart): { x: string; y: string; gone: string } {
  const { axis } = words.finder;
  const { steps, problem } = experiment;
  const stops = asClassifier(problem)?.regularisation['patience'] !== 0;
  const y = finderOf(experiment).search === 'range' ? axis.range : stops ? axis.stopping(steps) : axis.tuning(steps);
  const above = shift === 0 ? y : words.sweep.above(y, formatValue(shift));
  return { x: words.parameter('lr'), y: above, gone: words.sweep.gone };
}

/** What a point of a curve says. */
function saidAt({ experiment }: Chart, curve: SweptCurve, cell: number): string {
  const height = curve.middle[cell]!;
  const spread = curve.high[cell]! - height;
  if (!Number.isFinite(height)) return words.sweep.diverges;
  const tuned = finderOf(experiment).search !== 'range';
  return tuned ? words.finder.spread(formatValue(height), formatValue(spread)) : formatValue(height);
}

/** A rate as it is set: to two digits where it is one of a run's thousand. */
const rateAt = ({ experiment }: Chart, { values }: SweptCurve, cell: number): number =>
  finderOf(experiment).search === 'range' ? Number(values[cell]!.toPrecision(2)) : values[cell]!;

/** Paints with the frame loop until disposed. */
export function mountFinder({ host, readout }: SweepParts): () => void {
  const [still, over] = [new Layer(host), new Layer(host)];
  let size: Size | undefined;
  let pointer: readonly [number, number] | undefined;
  let chart: Chart | undefined;
  let painted: readonly unknown[] = [];
  let pointed: readonly unknown[] = [];

  const paint = (): void => {
    const page = store.getState();
    if (!size || size.width < 160 || size.height < 100) return;
    const { experiment, slots, look: seen } = page;
    const parts = [experiment, slots, seen.runs, seen.solo, seen.palette, curvePointedAt(), sheets.changes(), size, presentPaper()]; // prettier-ignore
    if (parts.some((part, i) => part !== painted[i])) {
      painted = parts;
      chart = chartOf(page, size, presentPaper());
      paintSweep(still.context, chart.scales, chart.drawn, chart.found, namesOf(chart), chart.paper);
      paintSteps(still.context, chart.scales, chart.steps);
    }
    const now = [chart, pointer];
    if (now.every((part, i) => part === pointed[i])) return;
    pointed = now;
    over.clear();
    const cell = chart && pointer && nearestCell(chart.scales, chart.drawn, pointer, NEAR);
    readout.hidden = !cell;
    if (!cell || !chart || !pointer) return;
    const curve = chart.drawn[cell.curve]!;
    paintPointed(over.context, chart.scales, curve, cell.cell, chart.paper);
    const point = words.finder.point(numeral(rateAt(chart, curve, cell.cell)), saidAt(chart, curve, cell.cell));
    readout.textContent = [curve.label, point, words.sweep.open].join('\n');
    placeBeside(readout, pointer, size);
  };

  /** Opens the run under the pointer in the race, at that rate. */
  const click = (event: MouseEvent): void => {
    const cell = chart && nearestCell(chart.scales, chart.drawn, placeOn(host, event), NEAR);
    if (!chart || !cell) return;
    const { run } = chart.shown[cell.curve]!;
    changeRates(new Map([[run, rateAt(chart, chart.drawn[cell.curve]!, cell.cell)]]), 'lr');
    look({ place: 'race', show: undefined });
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
    [store.subscribe(requestFrame), sheets.subscribe(requestFrame), () => listening.abort()],
  );
}
