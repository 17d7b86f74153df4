/** What the lab accepts at most: one table for knob, link, file, worker and command line. */
import { MOST_ROWS } from '../dataset.ts';
import { formulaLimits } from '../formula/parse.ts';

export const limits = {
  /** Characters of a link that are read. */
  linkRead: 8192,
  /** Characters of a link that is written without a warning. */
  linkWritten: 2000,
  /** Characters of a link that holds rows of one's own; there must be room for an address in front. */
  linkRows: 7500,
  /** Characters of a file with an experiment. */
  file: 10_000_000,
  formula: formulaLimits,
  runs: { min: 0, max: 12 },
  steps: { min: 1, max: 10_000 },
  seed: { min: 0, max: 4_294_967_295 },
  noise: { min: 0, max: 1e6 },
  /** Largest magnitude of a start's coordinate. */
  start: 1e9,
  /** Of a table that is pasted, dropped or drawn. */
  table: { rows: MOST_ROWS, columns: 100, classes: 20, characters: 4_000_000 },
  /** Numbers that all rows of a step have on their way through a network: bounds the memory of a run. */
  network: { work: 1_500_000 },
  /** Points of a map along one side. */
  grid: 512,
  /** Values of a swept parameter, values along one side of a plane, starts along one side of a map, seeds, rungs of a ladder. */
  sweep: { min: 2, max: 1000 },
  plane: { min: 2, max: 256 },
  basins: { min: 8, max: 1024 },
  seeds: { min: 1, max: 25 },
  ladder: { min: 3, max: 9 },
  /** Learning rates that are cross-validated, and on how many folds. */
  finder: { min: 2, max: 100 },
  folds: { min: 2, max: 20 },
} as const;
