/** All rows of a data set, by the seed. */
import type { DatasetEntry, Sample } from '../dataset.ts';
import type { Values } from '../describe/param.ts';
import { cos, sin } from '../numeric/elementary.ts';
import { stream } from '../numeric/random.ts';

/** `packed` is the text of the file that the entry names. */
export const rowsOf = (entry: DatasetEntry, values: Values, seed: number, packed = ''): Sample =>
  entry.rows(values, { luck: (purpose) => stream(seed, `data ${purpose}`), sin, cos, packed });
