/** The colours of runs and of the paper they are drawn on; no run is told apart by colour alone. */
import { color, rgb } from 'd3';
import type { Ink, Paper } from '../view.ts';

const SOLID: readonly number[] = [];
const DASHED: readonly number[] = [9, 5];
const DOTTED: readonly number[] = [2, 4.5];

const shapes: readonly Pick<Ink, 'dash' | 'marker'>[] = [
  { dash: SOLID, marker: 'circle' },
  { dash: SOLID, marker: 'square' },
  { dash: SOLID, marker: 'triangle' },
  { dash: SOLID, marker: 'diamond' },
  { dash: SOLID, marker: 'star' },
  { dash: SOLID, marker: 'cross' },
  { dash: DASHED, marker: 'circle' },
  { dash: DASHED, marker: 'square' },
  { dash: DASHED, marker: 'triangle' },
  { dash: DASHED, marker: 'diamond' },
  { dash: DOTTED, marker: 'circle' },
  { dash: DOTTED, marker: 'square' },
];

/** The first eight stay apart for colour-blind eyes (a test simulates them); the rest lean on dash and marker. */
const colours = {
  light: [
    '#d00636', '#027a3b', '#8f2ff5', '#2a34d6', '#9a4500', '#161a22',
    '#0270a4', '#d3046f', '#5d6a00', '#5b6472', '#7a2f52', '#00686b',
  ],
  dark: [
    '#ff5f61', '#17e070', '#e25bff', '#a9b6ff', '#fd8700', '#f0f4fa',
    '#16c9c7', '#ff56a7', '#d8d24a', '#aab4c3', '#ffb8a0', '#7fd0ff',
  ],
}; // prettier-ignore

const radford = {
  light: [
    '#ff0000', '#007f00', '#bf00bf', '#0000ff', '#bfbf00', '#000000',
    '#007f7f', '#7f3f00', '#ff7f00', '#7f007f', '#5f5f5f', '#00bfbf',
  ],
  dark: [
    '#ff0000', '#007f00', '#bf00bf', '#0000ff', '#bfbf00', '#ffffff',
    '#00bfbf', '#c08040', '#ff7f00', '#a060ff', '#a0a0a0', '#7fff7f',
  ],
}; // prettier-ignore

/** Twelve inks: `lab` is safe for colour-blind eyes, `radford` has the colours of the 2014 animations. */
export const inks = (palette: 'lab' | 'radford', dark: boolean): readonly Ink[] => {
  const list = (palette === 'lab' ? colours : radford)[dark ? 'dark' : 'light'];
  return shapes.map((shape, index) => ({ ...shape, colour: list[index]! }));
};

/** Which of the Radford inks an optimizer had in the animations, by optimizer id. */
const places: Readonly<Record<string, number>> = {
  sgd: 0,
  momentum: 1,
  nesterov: 2,
  adagrad: 3,
  adadelta: 4,
  rmsprop: 5,
};

/** The ink of an optimizer in the animations of 2014; undefined for those that were not in them. */
export const radfordInk = (id: string, dark: boolean): Ink | undefined => {
  const place = Object.hasOwn(places, id) ? places[id] : undefined;
  return place === undefined ? undefined : inks('radford', dark)[place];
};

const fonts = {
  sans: "'Inter Variable', Inter, system-ui, sans-serif",
  mono: "'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, monospace",
};

/** The values the stylesheet gives its custom properties, and what is drawn with where it gives none. */
export const papers: { readonly light: Paper; readonly dark: Paper } = {
  light: {
    dark: false,
    ground: '#fcfcfa',
    text: '#1a1d23',
    quiet: '#5c6470',
    hairline: '#e3e5e6',
    casing: '#ffffff',
    low: '#b4c7dc',
    high: '#eff3f7',
    contour: '#8ea5bf',
    accent: '#2f5be0',
    ...fonts,
  },
  dark: {
    dark: true,
    ground: '#16181d',
    text: '#eceef2',
    quiet: '#9aa3b0',
    hairline: '#2a2e36',
    casing: '#0f1318',
    low: '#2f4a6b',
    high: '#171d26',
    contour: '#47638a',
    accent: '#7c9cff',
    ...fonts,
  },
};

const properties = {
  ground: '--ground',
  text: '--text',
  quiet: '--quiet',
  hairline: '--hairline',
  casing: '--casing',
  low: '--map-low',
  high: '--map-high',
  contour: '--contour',
  accent: '--accent',
} as const;

const brightness = (colour: string): number => {
  const { r, g, b } = rgb(colour);
  return 0.299 * r + 0.587 * g + 0.114 * b;
};

/** The paper of an element's theme: its custom properties, and the defaults where one is missing or not a colour. */
export const readPaper = (element: HTMLElement): Paper => {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  const ground = read(properties.ground);
  const dark = color(ground) !== null ? brightness(ground) < 128 : style.colorScheme === 'dark';
  const paper = { ...papers[dark ? 'dark' : 'light'] };
  for (const [key, name] of Object.entries(properties) as [keyof typeof properties, string][]) {
    const value = read(name);
    if (color(value) !== null) paper[key] = value;
  }
  return { ...paper, sans: read('--sans') || paper.sans, mono: read('--mono') || paper.mono };
};
