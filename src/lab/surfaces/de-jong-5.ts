import { surface } from '../surface.ts';

/** Coordinates of the holes, in either direction. */
const grid = [-32, -16, 0, 16, 32];
const from = (letter: string, at: number): string =>
  at === 0 ? letter : `(${letter} ${at < 0 ? '+' : '-'} ${Math.abs(at)})`;
const holes = grid.flatMap((y, row) =>
  grid.map((x, column) => `1 / (${5 * row + column + 1} + ${from('x', x)}^6 + ${from('y', y)}^6)`),
);

export default surface({
  title: 'De Jong 5',
  aliases: ['Shekel’s foxholes'],
  group: 'plateau',
  idea: 'Twenty-five narrow holes in a plain: beside one there is no slope that tells of it.',
  formula: `1 / (0.002 + ${holes.join(' + ')})`,
  domain: [-65.536, 65.536, -65.536, 65.536],
  minima: () => [{ at: [-31.97833483565697, -31.9783348373008], value: 0.99800383779444979, global: true }],
  start: [-20, -19],
  source: 'De Jong 1975, function 5; Shekel 1971',
});
