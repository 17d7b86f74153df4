/** Between a number parameter's value and its slider: by differences, by factors, or by factors of the distance to 1. */
import type { NumberParam } from '../../lab/describe/param.ts';

/** Places along a slider. */
export const PLACES = 1000;

/** What is drawn evenly along the slider, and back. */
const axes = {
  linear: { of: (value: number) => value, back: (at: number) => at },
  log: { of: Math.log10, back: (at: number) => 10 ** at },
  'one-minus': { of: (value: number) => -Math.log10(1 - value), back: (at: number) => 1 - 10 ** -at },
} as const;

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** The slider's place for a value; values beyond the slider's stretch sit at its ends. */
export function placeOf({ scale, range: [low, high] }: NumberParam, value: number): number {
  const { of } = axes[scale];
  const share = (of(within(value, low, high)) - of(low)) / (of(high) - of(low));
  return Number.isFinite(share) ? Math.round(share * PLACES) : 0;
}

/** The value at a place, rounded to what a hand can aim at. */
export function valueAt(param: NumberParam, place: number): number {
  const { of, back } = axes[param.scale];
  const [low, high] = param.range;
  const raw = back(of(low) + (place / PLACES) * (of(high) - of(low)));
  return legal(param, within(rounded(param, raw), low, high));
}

function rounded({ scale, range: [low, high] }: NumberParam, value: number): number {
  if (scale === 'log') return Number(value.toPrecision(2));
  if (scale === 'one-minus') return tidy(1 - Number((1 - value).toPrecision(2)));
  const step = roundStep((high - low) / 200);
  return tidy(Math.round(value / step) * step);
}

/** 1, 2 or 5 times a power of ten, at least as large as asked. */
function roundStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return power * ([1, 2, 5, 10].find((it) => it * power >= atLeast * 0.999) ?? 10);
}

/** Without the dust of binary fractions. */
const tidy = (value: number): number => Number(value.toPrecision(12));

function legal({ integer, min, max, belowMax }: NumberParam, value: number): number {
  const whole = integer ? Math.round(value) : value;
  return belowMax && whole >= max ? max - 1e-4 : within(whole, min, max);
}

const rungs = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The next value up (1) or down (−1) for a press of an arrow key; ten times as far for a big one. */
export function nudged(param: NumberParam, value: number, direction: 1 | -1, big: boolean): number {
  const [low, high] = param.range;
  const next = {
    linear: () => value + direction * Math.max(param.integer ? 1 : 0, roundStep((high - low) / 100)) * (big ? 10 : 1),
    log: () => factor(value > 0 ? value : low, direction, big),
    'one-minus': () => 1 - factor(Math.max(1 - value, 1e-9), direction === 1 ? -1 : 1, big),
  }[param.scale]();
  return legal(param, within(tidy(next), Math.min(low, value), Math.max(high, value)));
}

function factor(value: number, direction: 1 | -1, big: boolean): number {
  if (big) return Number((value * 10 ** direction).toPrecision(3));
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const share = value / power;
  const next = direction === 1 ? rungs.find((it) => it > share * 1.001) : rungs.findLast((it) => it < share * 0.999);
  return Number(((next ?? 0.8) * power).toPrecision(3));
}
