/** Colours of maps made of cells: hues for places, one scale from much to little, the same for eyes that see fewer colours. */
import { interpolateLab, lab, lch, rgb } from 'd3';
import type { Paper } from '../view.ts';

/** An opaque colour as the bytes of an ImageData lie in memory. */
export const packed = (colour: string): number => {
  const { r, g, b } = rgb(colour);
  return ((255 << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0;
};

/**
 * Hues of places, by how far they lie apart for eyes that lack a kind of cone (after Okabe & Ito, and Tol's muted set);
 * neighbours in this list differ in lightness too.
 */
const HUES = [
  '#c1443c', '#2f6fb4', '#e0a100', '#1c8f74', '#8b4fb0', '#5bb4e5',
  '#a7622a', '#6f8f1e', '#d671a6', '#3d4f8f', '#b9b04a', '#5f6f74',
] as const; // prettier-ignore

/** What a place's strongest shade is lighter than the others', so that eyes that miss its hue still tell it apart. */
const LIGHTER = [0, 0, 0, 0, -16, 14, -14, 10, 0, 0, 0, 0] as const;

export const placeColour = (place: number): string => HUES[place % HUES.length]!;

/** Steps of a scale. */
const FINE = 64;

/** The shades of one place, from the soonest (strong) to the latest (pale, or dark on dark paper). */
export function placeShades(place: number, paper: Paper): Uint32Array {
  const base = lch(placeColour(place));
  const soon = lab(lch((paper.dark ? 66 : 50) + LIGHTER[place % LIGHTER.length]!, base.c, base.h));
  const late = lab(lch(paper.dark ? 24 : 90, base.c * 0.35, base.h));
  const mix = interpolateLab(soon.toString(), late.toString());
  return Uint32Array.from({ length: FINE }, (_, i) => packed(mix(i / (FINE - 1))));
}

/** From little (dark blue) over green to much (pale yellow): lightness alone tells them apart. */
const STOPS = ['#14315f', '#1f5b8f', '#2f8a9c', '#63b38d', '#b5d77c', '#f7f0b0'] as const;

export const scaleColour = (share: number): string => {
  const at = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
  const from = Math.min(STOPS.length - 2, Math.floor(at));
  return interpolateLab(STOPS[from]!, STOPS[from + 1]!)(at - from);
};

export const scaleShades = (): Uint32Array => Uint32Array.from({ length: 256 }, (_, i) => packed(scaleColour(i / 255)));

/** What diverged, and what is nowhere in particular. */
export const goneColour = (paper: Paper): string => (paper.dark ? '#050608' : '#1d2027');
export const elsewhereColour = (paper: Paper): string => (paper.dark ? '#4d535c' : '#b9bec5');

/** Distances between cells that are known, from coarse to fine. */
const STRIDES = [1, 2, 4, 8] as const;

/**
 * A picture of a grid that is still being filled, the lowest row at the bottom: a cell that is not known takes the colour
 * of the nearest coarser one that is. `colour` gives a cell's packed colour, 0 where it is not known.
 */
export function gridPicture(columns: number, rows: number, colour: (cell: number) => number): OffscreenCanvas {
  const picture = new OffscreenCanvas(columns, rows);
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  const known = new Uint32Array(columns * rows);
  for (let cell = 0; cell < known.length; cell++) known[cell] = colour(cell);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let found = 0;
      for (const stride of STRIDES) {
        found = known[(row - (row % stride)) * columns + column - (column % stride)]!;
        if (found !== 0) break;
      }
      pixels[(rows - 1 - row) * columns + column] = found;
    }
  picture.getContext('2d')?.putImageData(image, 0, 0);
  return picture;
}
