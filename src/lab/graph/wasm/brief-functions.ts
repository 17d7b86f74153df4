/** Elementary functions of four float32 side by side: short ones where there are, float64's rounded for all others. */
import { brief } from '../../numeric/brief.ts';
import type { Kit } from '../../numeric/kit.ts';
import type { BinaryName, UnaryName } from '../node.ts';
import { Arithmetic, quad, simd } from './arithmetic.ts';
import { vectorKit } from './bits.ts';
import { common } from './pool.ts';
import { Body, unsigned } from './encoder.ts';
import type { FunctionShelf } from './functions.ts';
import { Scribe } from './scribe.ts';

type Name = UnaryName | BinaryName;
type Short = ReturnType<typeof brief<number, number>>;

const PROMOTE = simd(0x5f);
export const DEMOTE = simd(0x5e);
const bytes = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);
/** The upper half of a vector below, and two lower halves as one. */
const upper = simd(0x0d, ...bytes(8, 8), ...bytes(8, 8));
export const JOIN = simd(0x0d, ...bytes(0, 8), ...bytes(16, 8));

/** The float32 functions of one module; each is written when first called. */
export class BriefShelf {
  private readonly wide: FunctionShelf;
  private readonly made = new Map<string, number>();

  constructor(wide: FunctionShelf) {
    this.wide = wide;
  }

  /** The function that gives several elementary functions of the same arguments. */
  index(names: readonly Name[]): number {
    return this.known(names.join(' '), () => (isShort(names) ? once(names, 1) : this.rounded(names)));
  }

  /** The same for several lists of arguments side by side. */
  indexOfSeveral(names: readonly Name[], lists: number): number {
    return this.known(`${lists} ${names.join(' ')}`, () =>
      isShort(names) ? once(names, lists) : this.repeated(names, lists, this.index(names)),
    );
  }

  private known(key: string, write: () => Body): number {
    const before = this.made.get(key);
    if (before !== undefined) return before;
    const body = write();
    const index = this.wide.bodies.push(body) - 1;
    this.made.set(key, index);
    return index;
  }

  /** Both halves as float64, and what comes back rounded. */
  private rounded(names: readonly Name[]): Body {
    const arity = this.wide.arity(names[0]!);
    const called = this.wide.indexOfSeveral(names, 2);
    const body = vectors(arity, names.length);
    for (const half of [[], upper])
      for (let i = 0; i < arity; i++) {
        body.get(i);
        if (half.length > 0) body.get(i);
        body.emit(half, PROMOTE);
      }
    body.emit(0x10, unsigned(called));
    const results = Array.from({ length: 2 * names.length }, () => body.local('v128'));
    for (const local of results.toReversed()) body.set(local);
    for (let i = 0; i < names.length; i++) {
      for (const local of [results[i]!, results[names.length + i]!]) {
        body.get(local);
        body.emit(DEMOTE);
      }
      body.emit(JOIN);
    }
    return body;
  }

  private repeated(names: readonly Name[], lists: number, index: number): Body {
    const arity = this.wide.arity(names[0]!);
    const body = vectors(lists * arity, lists * names.length);
    for (let list = 0; list < lists; list++) {
      for (let i = 0; i < arity; i++) body.get(list * arity + i);
      body.emit(0x10, unsigned(index));
    }
    return body;
  }
}

const shorts = new Map<string, Body>();

/** A short function calls no other: it is written once for all modules. */
function once(names: readonly (keyof Short)[], copies: number): Body {
  const key = `${copies} ${names.join(' ')}`;
  const body = shorts.get(key) ?? written(names, copies);
  shorts.set(key, body);
  return body;
}

function written(names: readonly (keyof Short)[], copies: number): Body {
  const body = vectors(copies, copies * names.length);
  const scribe = new Scribe(body);
  const functions = brief(kit(new Arithmetic(scribe, quad, common)));
  const lists = body.parameters.map((_, local) => [scribe.bind(local)]);
  const all = scribe.sideBySide(lists, ([x]) => names.map((name) => functions[name](x!))).flat();
  scribe.write(all);
  for (const handle of all) scribe.get(handle);
  return body;
}

const vectors = (parameters: number, results: number): Body => {
  const list = (length: number) => Array.from({ length }, () => 'v128' as const);
  return new Body(list(parameters), list(results));
};

const short = new Set<Name>(['exp', 'log', 'tanh', 'sigmoid', 'softplus']);
const isShort = (names: readonly Name[]): names is readonly (keyof Short)[] => names.every((name) => short.has(name));

const none = (): never => {
  throw new RangeError('the short functions look nothing up');
};
const kit = (arithmetic: Arithmetic): Kit<number, number> => ({
  ...vectorKit(() => arithmetic, quad),
  table: none,
  row: none,
  rare: none,
});
