/** Two single numbers as one vector, where a machine takes as long for one as for both: quotients and roots. */
import { type Arithmetic, simd } from './arithmetic.ts';

type Reads = readonly number[];

/** Operations that two numbers can share. */
export type Shared = 'neg' | 'abs' | 'sqrt' | 'floor' | 'ceil' | 'sign' | 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max';

/** Vectors beside single numbers; a vector's two numbers are handles of their own, put together again at no cost. */
export class Twins {
  private readonly arithmetic: Arithmetic;
  /** The numbers that are lanes of a vector. */
  private readonly lanes = new Map<number, { readonly of: number; readonly lane: number }>();

  constructor(arithmetic: Arithmetic) {
    this.arithmetic = arithmetic;
  }

  /** The operation on two numbers as one, if that is quicker: it takes long, or has its numbers from such a one. */
  both(op: Shared, first: Reads, second: Reads): readonly [number, number] | undefined {
    const { scribe } = this.arithmetic;
    if ([...first, ...second].every((read) => scribe.isSteady(read))) return undefined;
    const isLong = op === 'sqrt' || (op === 'div' && scribe.definition(first[1]!)?.number === undefined);
    if (!isLong && !first.some((read, i) => this.whole(read, second[i]!) !== undefined)) return undefined;
    const operation = this.arithmetic[op].bind(this.arithmetic) as (...reads: Reads) => number;
    const both = operation(...first.map((read, i) => this.pack(read, second[i]!)));
    return [this.lane(both, 0), this.lane(both, 1)];
  }

  /** One of a vector's numbers. */
  private lane(of: number, lane: 0 | 1): number {
    const number = this.arithmetic.scribe.define('f64', `lane ${lane}`, simd(0x21, lane), of);
    this.lanes.set(number, { of, lane });
    return number;
  }

  /** The vector that two numbers are the lanes of. */
  private whole(a: number, b: number): number | undefined {
    const [first, second] = [this.lanes.get(a), this.lanes.get(b)];
    return first?.lane === 0 && second?.lane === 1 && first.of === second.of ? first.of : undefined;
  }

  private pack(a: number, b: number): number {
    const whole = this.whole(a, b);
    if (whole !== undefined) return whole;
    const { scribe } = this.arithmetic;
    const number = scribe.definition(a)?.number;
    if (a === b && number !== undefined) return this.arithmetic.constant(number);
    const first = scribe.define('v128', 'splat', simd(0x14), a);
    return a === b ? first : scribe.define('v128', 'second', simd(0x22, 1), first, b);
  }
}
