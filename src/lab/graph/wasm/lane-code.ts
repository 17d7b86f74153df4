/** Writes the code that runs a program in lanes: two to a vector, several vectors to a round, whole stretches of steps. */
import type { Node } from '../node.ts';
import type { Program } from '../program.ts';
import { Arithmetic, pair, simd } from './arithmetic.ts';
import { type Piece, Places } from './places.ts';
import { common, Pool } from './pool.ts';
import { Assembler } from './assemble.ts';
import { Body, encodeModule, unsigned } from './encoder.ts';
import type { Code } from './memory.ts';
import { FunctionShelf } from './functions.ts';
import { Scribe } from './scribe.ts';

/** What differs from lane to lane and what is asked of each; part of the code, unlike all numbers. */
export interface LanePlan {
  /** Values and state that differ from lane to lane; all other names begin the same in every lane. */
  readonly vary: readonly string[];
  /** Outputs to keep, each as it is after the last step. */
  readonly record: readonly string[];
  /** An output of one number: the first row is found where it is at or below a limit. */
  readonly watch?: string;
}

/** Lanes per call at most, a multiple of every number of lanes a round may have. */
export const TILE = 1920;
/** Rows of feeds that fit in memory at once. */
export const BLOCK = 512;

export interface LaneLayout {
  /** The same in all lanes: values; state before and after a stretch of steps; feeds. */
  readonly values: readonly Piece[];
  readonly common: readonly Piece[];
  readonly commonAfter: readonly Piece[];
  readonly feeds: readonly Piece[];
  readonly limit: number;
  /** A row per lane: values that vary, state that depends on them, what is recorded, the first row that met the limit. */
  readonly varying: readonly Piece[];
  readonly state: readonly Piece[];
  readonly outputs: readonly Piece[];
  readonly first: number;
  readonly bytes: number;
}

/** The nodes that differ from lane to lane. */
function dependents(program: Program, vary: readonly string[]): Set<Node> {
  const found = new Set<Node>();
  for (const name of vary) found.add(program.values[name] ?? program.state[name]!.node);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const node of program.nodes) if (node.inputs.some((needed) => found.has(needed))) found.add(node);
    for (const { node, next } of Object.values(program.state)) if (found.has(next)) found.add(node);
  }
  return found;
}

function layout(program: Program, { vary, record }: LanePlan, differs: ReadonlySet<Node>): LaneLayout {
  const places = new Places();
  const values = Object.entries(program.values);
  const state = Object.entries(program.state).map(([name, { node }]) => [name, node] as const);
  const common = state.filter(([, node]) => !differs.has(node));
  const shared = values.filter(([name]) => !vary.includes(name));
  const own = values.filter(([name]) => vary.includes(name));
  const moving = state.filter(([, node]) => differs.has(node));
  const wanted = record.map((name) => [name, program.outputs[name]!] as const);
  const laid = {
    values: places.of(shared),
    common: places.of(common),
    commonAfter: places.of(common),
    feeds: places.of(Object.entries(program.feeds), BLOCK),
    limit: places.take(1),
    varying: places.of(own, TILE),
    state: places.of(moving, TILE),
    outputs: places.of(wanted, TILE),
    first: places.take(TILE),
  };
  return { ...laid, bytes: places.bytes };
}

const indices = (size: number): number[] => Array.from({ length: size }, (_, i) => i);
const [LOAD_ZERO, LOAD_LANE, STORE_LANE] = [0x5d, 0x57, 0x5b];

/** Vectors per round: as many as keep their state in registers, more or less. */
function vectorsPerRound({ state }: LaneLayout): number {
  const entries = state.reduce((sum, { size }) => sum + size, 0);
  return entries <= 4 ? 6 : entries <= 8 ? 4 : 2;
}

/** A piece of memory in locals. */
interface Held {
  readonly piece: Piece;
  readonly locals: readonly number[];
}

/** One vector of a round: what it has assembled; the values that vary and then the state it holds; its first row. */
interface Vector {
  readonly assembler: Assembler;
  readonly held: readonly Held[];
  readonly first: number;
}

/**
 * A function (lanes, steps, row) over all lanes of a tile. While advancing it moves state on, step after step; at the
 * end it records outputs and moves nothing.
 */
class LaneFunction {
  readonly body = new Body(['i32', 'i32', 'f64'], []);
  private readonly scribe = new Scribe(this.body);
  private readonly lanePointers: Map<number, number>;
  private readonly feedPointers: Map<number, number>;
  private readonly program: Program;
  private readonly plan: LanePlan;
  private readonly places: LaneLayout;
  private readonly differs: ReadonlySet<Node>;
  private readonly arithmetic: Arithmetic;
  private readonly shelf: FunctionShelf;
  private readonly firstPiece: Pick<Piece, 'at' | 'size'>;

  constructor(
    program: Program,
    plan: LanePlan,
    places: LaneLayout,
    differs: ReadonlySet<Node>,
    pool: Pool,
    shelf: FunctionShelf,
  ) {
    this.program = program;
    this.plan = plan;
    this.places = places;
    this.differs = differs;
    this.arithmetic = new Arithmetic(this.scribe, pair, pool);
    this.shelf = shelf;
    const pointers = (sizes: readonly number[]) => new Map(sizes.map((size) => [size, this.body.local('i32')]));
    const { varying, state, outputs, feeds } = places;
    this.firstPiece = { size: 1, at: places.first };
    this.lanePointers = pointers([1, ...[...varying, ...state, ...outputs].map(({ size }) => size)]);
    this.feedPointers = pointers([1, ...feeds.map(({ size }) => size)]);
  }

  write(vectors: number, moves: boolean): Body {
    const { body, scribe, places, program } = this;
    const common = this.common();
    const row = body.local('v128');
    const rowNow = scribe.bind(row);
    const all = indices(vectors).map(() => this.vector(common.assembler));
    const limit = this.held({ at: places.limit, size: 1 })[0]!;
    const after = all.map(({ assembler, first }) => ({
      state: moves ? places.state.map((piece) => assembler.of(program.state[piece.name]!.next)) : [],
      outputs: moves ? [] : places.outputs.map(({ node }) => assembler.of(node)),
      first: this.firstMet(assembler, scribe.bind(first), rowNow, scribe.bind(limit, true)),
    }));
    const commonNext = moves
      ? common.state.map(({ piece }) => common.assembler.of(program.state[piece.name]!.next))
      : [];
    const rowNext = this.arithmetic.add(rowNow, this.arithmetic.constant(1));
    const wanted = after.flatMap(({ state, outputs, first }) => [...state.flat(), ...outputs.flat(), first]);

    const laneEnd = body.local('i32');
    const stepEnd = body.local('i32');
    body.bytes(laneEnd, 0, 8);
    body.bytes(stepEnd, 1, 8);
    scribe.writeLoop([...wanted, ...commonNext.flat(), ...(moves ? [rowNext] : [])], () => {
      body.loop();
      common.state.forEach(({ piece, locals }) => this.fetch(piece.at, locals));
      all.forEach((vector, u) => this.load(vector, u));
      body.get(2);
      body.emit(simd(0x14));
      body.set(row);
      for (const pointer of this.feedPointers.values()) {
        body.integer(0);
        body.set(pointer);
      }
      body.loop();
    });
    const targets = [
      ...all.flatMap(({ held, first }) => [
        ...(moves ? held.slice(places.varying.length).flatMap(({ locals }) => locals) : []),
        first,
      ]),
      ...(moves ? [...common.state.flatMap(({ locals }) => locals), row] : []),
    ];
    const sources = [
      ...after.flatMap(({ state, first }) => [...state.flat(), first]),
      ...(moves ? [...commonNext.flat(), rowNext] : []),
    ];
    for (const source of sources) scribe.get(source);
    for (const target of targets.toReversed()) body.set(target);
    for (const [size, pointer] of this.feedPointers) body.move(pointer, 8 * size);
    body.again(this.feedPointers.get(1)!, stepEnd);
    all.forEach(({ held, first }, u) => {
      const locals = (list: readonly number[]) => list.map((local) => () => body.get(local));
      this.store(this.firstPiece, u, locals([first]));
      if (moves)
        for (const { piece, locals: own } of held.slice(places.varying.length)) this.store(piece, u, locals(own));
      places.outputs.forEach((piece, i) =>
        this.store(
          piece,
          u,
          (after[u]!.outputs[i] ?? []).map((handle) => () => scribe.get(handle)),
        ),
      );
    });
    if (moves) common.state.forEach(({ locals }, i) => this.keep(places.commonAfter[i]!.at, locals));
    for (const [size, pointer] of this.lanePointers) body.move(pointer, 16 * vectors * size);
    body.again(this.lanePointers.get(1)!, laneEnd);
    return body;
  }

  /** What is the same in all lanes, and is computed once for them. */
  private common(): { assembler: Assembler; state: Held[] } {
    const { body, scribe, places, program } = this;
    const assembler = new Assembler(this.arithmetic, this.shelf);
    for (const piece of places.values)
      assembler.bind(
        piece.node,
        this.held(piece).map((local) => scribe.bind(local, true)),
      );
    const state = places.common.map((piece) => {
      const locals = indices(piece.size).map(() => body.local('v128'));
      assembler.bind(
        piece.node,
        locals.map((local) => scribe.bind(local)),
      );
      return { piece, locals };
    });
    for (const { node, size, at } of places.feeds)
      assembler.bind(
        node,
        scribe.moving(
          indices(size).map(() => 'v128'),
          () => {
            for (const i of indices(size)) {
              body.get(this.feedPointers.get(size)!);
              body.emit(pair.fetch(at + 8 * i));
            }
          },
        ),
      );
    assembler.addAll(program.nodes.filter((node) => !this.differs.has(node)));
    return { assembler, state };
  }

  private vector(common: Assembler): Vector {
    const { body, scribe, places, program } = this;
    const assembler = new Assembler(this.arithmetic, this.shelf);
    const held = [...places.varying, ...places.state].map((piece) => {
      const locals = indices(piece.size).map(() => body.local('v128'));
      assembler.bind(
        piece.node,
        locals.map((local) => scribe.bind(local)),
      );
      return { piece, locals };
    });
    for (const node of program.nodes) if (!this.differs.has(node)) assembler.bind(node, common.of(node));
    assembler.addAll(program.nodes);
    return { assembler, held, first: body.local('v128') };
  }

  /** The first row that met the limit: this one where none did before. */
  private firstMet(assembler: Assembler, before: number, row: number, limit: number): number {
    const { watch } = this.plan;
    if (watch === undefined) return before;
    const { arithmetic } = this;
    const met = arithmetic.compare('lessEqual', assembler.of(this.program.outputs[watch]!)[0]!, limit);
    const none = arithmetic.compare('less', before, arithmetic.constant(0));
    return arithmetic.select(met, arithmetic.select(none, row, before), before);
  }

  /** Numbers in all lanes, in locals from before the loop. */
  private held({ at, size }: Pick<Piece, 'at' | 'size'>): number[] {
    const locals = indices(size).map(() => this.body.local('v128'));
    this.fetch(at, locals);
    return locals;
  }

  /** Stores what is the same in both lanes. */
  private keep(at: number, locals: readonly number[]): void {
    locals.forEach((local, i) => {
      this.body.integer(0);
      this.body.get(local);
      this.body.emit(simd(STORE_LANE, 3, ...unsigned(at + 8 * i), 0));
    });
  }

  private fetch(at: number, locals: readonly number[]): void {
    locals.forEach((local, i) => {
      this.body.integer(0);
      this.body.emit(pair.fetch(at + 8 * i));
      this.body.set(local);
    });
  }

  /** The rows of a vector's two lanes, into locals. */
  private load({ held, first }: Vector, vector: number): void {
    const { body } = this;
    const load = (pointer: number, at: number, stride: number, local: number): void => {
      body.get(pointer);
      body.get(pointer);
      body.emit(simd(LOAD_ZERO, 3, ...unsigned(at)), simd(LOAD_LANE, 3, ...unsigned(at + stride), 1));
      body.set(local);
    };
    for (const { piece, locals } of [...held, { piece: this.firstPiece, locals: [first] }])
      locals.forEach((local, i) => {
        const at = piece.at + 8 * (2 * vector * piece.size + i);
        load(this.lanePointers.get(piece.size)!, at, 8 * piece.size, local);
      });
  }

  /** Pushes values and stores them as the rows of a vector's two lanes. */
  private store({ size, at }: Pick<Piece, 'at' | 'size'>, vector: number, push: readonly (() => void)[]): void {
    const { body } = this;
    push.forEach((value, i) => {
      for (const lane of [0, 1]) {
        body.get(this.lanePointers.get(size)!);
        value();
        body.emit(simd(STORE_LANE, 3, ...unsigned(at + 8 * ((2 * vector + lane) * size + i)), lane));
      }
    });
  }
}

/** The module that runs a program in lanes: `advance` moves all lanes' state on, `finish` records. */
export function laneCode(program: Program, plan: LanePlan): { readonly code: Code; readonly places: LaneLayout } {
  const differs = dependents(program, plan.vary);
  const places = layout(program, plan, differs);
  const pool = new Pool(common);
  const shelf = new FunctionShelf();
  const make = (vectors: number, moves: boolean): Body =>
    new LaneFunction(program, plan, places, differs, pool, shelf).write(vectors, moves);
  const bodies = [make(vectorsPerRound(places), true), make(1, false)];
  const functions = [...shelf.bodies, ...bodies];
  const exports = { advance: functions.length - 2, finish: functions.length - 1 };
  const module = encodeModule({ functions, exports, bytes: places.bytes });
  return { code: { module, bytes: places.bytes, contents: pool.numbers }, places };
}
