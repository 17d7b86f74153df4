/** Writes results piece by piece: numbers with 17 significant digits, so that they read back exactly. */
import { once } from 'node:events';

/** A number as JSON, with at most 17 significant digits; what JSON has no number for is a text. */
export function exactly(value: number): string {
  if (!Number.isFinite(value)) return `"${value}"`;
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return Object.is(value, -0) ? '-0' : String(value);
  const [digits, power] = value.toPrecision(17).split('e');
  const short = digits!.includes('.') ? digits!.replace(/\.?0+$/, '') : digits!;
  return power === undefined ? short : `${short}e${power}`;
}

/** A list of numbers as JSON. */
export const list = (values: ArrayLike<number>): string => `[${Array.from(values, exactly).join(',')}]`;

const ENOUGH = 65_536;

/** Sends pieces to a stream, no faster than it takes them. */
export async function send(stream: NodeJS.WritableStream, pieces: Iterable<string>): Promise<void> {
  let waiting = '';
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < ENOUGH) continue;
    const taken = stream.write(waiting);
    waiting = '';
    if (!taken) await once(stream, 'drain');
  }
  if (waiting !== '') stream.write(waiting);
}
