/** Reads golden numbers: computed by software outside this project, packed as they came. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** NaN and infinities are stored as strings. */
const special: Record<string, number> = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity };

export function golden<T>(name: string): T {
  const packed = readFileSync(new URL(`../golden/${name}.json.gz`, import.meta.url));
  return JSON.parse(gunzipSync(packed).toString('utf8'), (_, value: unknown) =>
    typeof value === 'string' && Object.hasOwn(special, value) ? special[value] : value,
  ) as T;
}
