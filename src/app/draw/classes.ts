/** How classes look: a colour and a form each, and how shares of them blend over paper. */
import { rgb } from 'd3';
import type { Ink, Paper } from '../view.ts';

/** Apart for colour-blind eyes in their first four (a test simulates them); forms tell the rest. */
const colours = {
  light: [
    '#0b5cad', '#d95f02', '#0b7a4b', '#b0268f', '#7a6200',
    '#5b3fc0', '#007f89', '#b3261e', '#56616d', '#74481d',
  ],
  dark: [
    '#58aefc', '#ff9d47', '#4bd39b', '#f27bdc', '#e2c64a',
    '#ab9cff', '#4dd3dc', '#ff8178', '#b5bfca', '#d1a273',
  ],
}; // prettier-ignore

const forms: readonly Ink['marker'][] = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross'];

export const classColour = (index: number, dark: boolean): string => {
  const list = colours[dark ? 'dark' : 'light'];
  return list[index % list.length]!;
};

export const classForm = (index: number): Ink['marker'] => forms[index % forms.length]!;

type Colour = readonly [number, number, number];

const parts = (colour: string): Colour => {
  const { r, g, b } = rgb(colour);
  return [r, g, b];
};

/** How strongly the field is coloured where nothing is sure, and how much more where all is. */
const PALEST = 0.08;
const STRONGER = { light: 0.34, dark: 0.36 };

/**
 * Pixels (as the bytes of an ImageData lie in memory) for shares of classes, points × classes from ymin up: the classes'
 * colours blended by their shares, the paper shining through where none of them is sure.
 */
export function shadeShares(
  values: Float32Array,
  classes: number,
  columns: number,
  rows: number,
  paper: Paper,
): ImageData {
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  const inks = Array.from({ length: classes }, (_, index) => parts(classColour(index, paper.dark)));
  const ground = parts(paper.ground);
  const stronger = STRONGER[paper.dark ? 'dark' : 'light'];
  for (let point = 0; point < columns * rows; point++) {
    let [r, g, b, most] = [0, 0, 0, 0];
    for (let own = 0; own < classes; own++) {
      const share = values[point * classes + own]!;
      const ink = inks[own]!;
      r += share * ink[0];
      g += share * ink[1];
      b += share * ink[2];
      if (share > most) most = share;
    }
    const sure = (most - 1 / classes) / (1 - 1 / classes);
    const strength = PALEST + stronger * sure;
    const [column, row] = [point % columns, Math.floor(point / columns)];
    pixels[(rows - 1 - row) * columns + column] = packed(
      ground[0] + strength * (r - ground[0]),
      ground[1] + strength * (g - ground[1]),
      ground[2] + strength * (b - ground[2]),
    );
  }
  return image;
}

/** The same for one number per point between two ends: from the paper's low shade to its high one. */
export function shadeNumbers(
  values: Float32Array,
  columns: number,
  rows: number,
  [low, high]: readonly [number, number],
  paper: Paper,
): ImageData {
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  const [from, middle, to] = numberInks(paper);
  for (let point = 0; point < columns * rows; point++) {
    const place = Math.min(1, Math.max(0, (values[point]! - low) / (high - low || 1)));
    const [a, b, share] = place < 0.5 ? [from, middle, 2 * place] : [middle, to, 2 * place - 1];
    const [column, row] = [point % columns, Math.floor(point / columns)];
    pixels[(rows - 1 - row) * columns + column] = packed(
      a[0] + share * (b[0] - a[0]),
      a[1] + share * (b[1] - a[1]),
      a[2] + share * (b[2] - a[2]),
    );
  }
  return image;
}

/** Below, in the middle of, and above what is to be met: two class colours with paper between them. */
const numberInks = (paper: Paper): readonly [Colour, Colour, Colour] => {
  const ground = parts(paper.ground);
  const [low, high] = [0, 1].map((index) => {
    const ink = parts(classColour(index, paper.dark));
    return ink.map((entry, at) => ground[at]! + 0.7 * (entry - ground[at]!)) as unknown as Colour;
  }) as [Colour, Colour];
  return [low, ground, high];
};

/** The colour of a number between two ends, as in the field. */
export function numberColour(value: number, [low, high]: readonly [number, number], paper: Paper): string {
  const place = Math.min(1, Math.max(0, (value - low) / (high - low || 1)));
  const [from, middle, to] = numberInks(paper);
  const [a, b, share] = place < 0.5 ? [from, middle, 2 * place] : [middle, to, 2 * place - 1];
  return `rgb(${a.map((entry, at) => Math.round(entry + share * (b[at]! - entry))).join(' ')})`;
}

const packed = (r: number, g: number, b: number): number =>
  ((255 << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0;
