/** One handle per curve: where the run's own value lies; dragged, or moved by arrow keys, from value to value of the sweep. */
import { numeral } from '../../../lab/experiment/numeral.ts';
import { type Curve, sweepOf } from '../../../lab/study/plan.ts';
import { shareOf } from '../../../lab/experiment/study.ts';
import { type SweepScales, valueUnder } from '../../draw/sweep.ts';
import { formatValue } from '../../draw/text.ts';
import { nameOf, valueIn } from '../../state/rates.ts';
import { changeRates, type Page, store } from '../../state/store.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import type { Ink } from '../../view.ts';
import { placeOn, typeScale } from '../layer.ts';

export interface HandleChart {
  readonly scales: SweepScales;
  readonly curves: readonly Curve[];
}

/** The height of a curve at any value: that of the nearest cell on the axis’s own scale. */
export function heightAt({ values, middle }: Curve, scales: SweepScales, value: number): number {
  const place = (it: number): number => shareOf(scales.axis, scales.param, it);
  const after = values.findIndex((it) => it >= value);
  if (after <= 0) return middle[after < 0 ? values.length - 1 : 0]!;
  const [from, to] = [values[after - 1]!, values[after]!];
  if (to === value) return middle[after]!;
  const share = (place(value) - place(from)) / (place(to) - place(from));
  return middle[share < 0.5 ? after - 1 : after]!;
}

const nearestIn = (values: Float64Array, scales: SweepScales, value: number): number => {
  const at = shareOf(scales.axis, scales.param, value);
  let best = 0;
  values.forEach((it, i) => {
    const [here, there] = [shareOf(scales.axis, scales.param, it), shareOf(scales.axis, scales.param, values[best]!)];
    if (Math.abs(here - at) < Math.abs(there - at)) best = i;
  });
  return best;
};

/** Sets a run's value; all of them where the rule says so. */
export function setRate({ experiment }: Page, run: number, value: number, param = sweepOf(experiment).param): void {
  const together = experiment.study?.fair === 'same' ? experiment.runs.map((_, index) => index) : [run];
  changeRates(new Map(together.map((index) => [index, value])), param, `sweep ${run} ${param}`);
}

const MOVES: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

interface Handle {
  readonly element: HTMLButtonElement;
  curve: Curve;
}

/** Keeps the handles where the chart says; `chart` is asked while one is dragged. */
export function mountHandles(host: HTMLElement, chart: () => HandleChart | undefined) {
  const handles = new Map<number, Handle>();

  const made = (run: number, curve: Curve): Handle => {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'rate-handle';
    element.setAttribute('role', 'slider');
    element.title = words.sweep.handleHint;
    const handle: Handle = { element, curve };
    element.addEventListener('pointerdown', (event) => {
      element.setPointerCapture(event.pointerId);
      event.stopPropagation();
    });
    element.addEventListener('pointermove', (event) => {
      event.stopPropagation();
      const now = chart();
      if (!now || !element.hasPointerCapture(event.pointerId)) return;
      const { values } = handle.curve;
      const value = values[nearestIn(values, now.scales, valueUnder(now.scales, placeOn(host, event)[0]))]!;
      if (value !== valueIn(store.getState().experiment, run, sweepOf(store.getState().experiment).param))
        setRate(store.getState(), run, value);
    });
    element.addEventListener('click', (event) => event.stopPropagation());
    element.addEventListener('keydown', (event) => move(run, handle, event));
    host.append(element);
    handles.set(run, handle);
    return handle;
  };

  const move = (run: number, { curve: { values } }: Handle, event: KeyboardEvent): void => {
    const now = chart();
    const step = MOVES[event.key];
    const end = event.key === 'Home' ? 0 : event.key === 'End' ? values.length - 1 : undefined;
    if (!now || (step === undefined && end === undefined)) return;
    event.preventDefault();
    event.stopPropagation();
    const { experiment } = store.getState();
    const present = valueIn(experiment, run, sweepOf(experiment).param);
    const cell = end ?? nearestIn(values, now.scales, present) + step! * (event.shiftKey ? 10 : 1);
    setRate(store.getState(), run, values[Math.min(values.length - 1, Math.max(0, cell))]!);
  };

  return {
    /** Puts one handle on every curve. */
    place(page: Page, { scales, curves }: HandleChart, inks: readonly Ink[]): void {
      const { experiment } = page;
      const { param, from, to } = sweepOf(experiment);
      for (const [run, { element }] of handles)
        if (!curves.some((curve) => curve.run === run)) {
          element.remove();
          handles.delete(run);
        }
      for (const curve of curves) {
        const handle = handles.get(curve.run) ?? made(curve.run, curve);
        handle.curve = curve;
        const value = valueIn(experiment, curve.run, param);
        const height = heightAt(curve, scales, value);
        const within = Math.min(to, Math.max(from, value));
        const [x, y] = [scales.x(within), scales.y(height)].map((it) => (Number.isNaN(it) ? 0 : it) * typeScale());
        const { element } = handle;
        element.style.transform = `translate(${x!.toFixed(1)}px, ${y!.toFixed(1)}px)`;
        element.style.setProperty('--ink', inks[curve.run]!.colour);
        element.classList.toggle('outside', within !== value);
        element.setAttribute('aria-label', words.sweep.handle(nameOf(experiment, curve.run), param));
        element.setAttribute('aria-valuemin', String(from));
        element.setAttribute('aria-valuemax', String(to));
        element.setAttribute('aria-valuenow', String(value));
        const said = Number.isFinite(height) ? formatValue(height) : words.sweep.diverges;
        element.setAttribute('aria-valuetext', words.sweep.point(numeral(value), said));
      }
    },
    dispose(): void {
      for (const { element } of handles.values()) element.remove();
      handles.clear();
    },
  };
}
