/** Writes nests of loops over memory: pointers that move by fixed steps, several axes merged where they lie in one row. */
import { type Body, unsigned } from '../wasm/encoder.ts';

/** How far a tensor's entries lie apart along each axis of a nest, outermost first; 0 where it stays. */
export type Steps = readonly number[];

export interface Axes {
  readonly sides: readonly number[];
  /** For each tensor, by the same index as given. */
  readonly steps: readonly Steps[];
}

/** Merges neighbouring axes along which every tensor runs on as if they were one. */
export function merge(sides: readonly number[], steps: readonly Steps[]): Axes {
  const kept: number[] = [];
  const keptSteps: number[][] = steps.map(() => []);
  sides.forEach((side, axis) => {
    const last = kept.length - 1;
    const runsOn = last >= 0 && steps.every((own, i) => keptSteps[i]![last] === own[axis]! * side);
    if (runsOn) {
      kept[last]! *= side;
      steps.forEach((own, i) => (keptSteps[i]![last] = own[axis]!));
    } else {
      kept.push(side);
      steps.forEach((own, i) => keptSteps[i]!.push(own[axis]!));
    }
  });
  if (kept.length === 0) return { sides: [1], steps: steps.map(() => [0]) };
  return { sides: kept, steps: keptSteps };
}

/** Pushes where a pointer points; one that never moves points at 0. */
export function push(body: Body, pointer: number | undefined): void {
  if (pointer === undefined) body.integer(0);
  else body.get(pointer);
}

/** Repeats code so many times: once without a loop, else counted down. */
export function repeat(body: Body, times: number, code: () => void): void {
  if (times <= 0) return;
  if (times === 1) {
    code();
    return;
  }
  const counter = body.local('i32');
  body.integer(times);
  body.set(counter);
  body.loop();
  code();
  body.get(counter);
  body.integer(1);
  body.emit(0x6b, 0x22, unsigned(counter), 0x0d, 0x00, 0x0b);
}

/** Moves a pointer by bytes, if it moves at all. */
export function advance(body: Body, pointer: number | undefined, bytes: number): void {
  if (pointer !== undefined && bytes !== 0) body.move(pointer, bytes);
}

/** One pointer for all tensors that move alike; none for those that never move. */
export class Pointers {
  readonly of: readonly (number | undefined)[];
  private readonly moving = new Map<string, { pointer: number; steps: Steps }>();
  private readonly body: Body;
  private readonly bytes: number;

  constructor(body: Body, steps: readonly Steps[], bytes: number) {
    this.body = body;
    this.bytes = bytes;
    this.of = steps.map((own) => {
      if (own.every((step) => step === 0)) return undefined;
      const known = this.moving.get(own.join());
      if (known) return known.pointer;
      const pointer = body.local('i32');
      this.moving.set(own.join(), { pointer, steps: own });
      return pointer;
    });
  }

  /** All back to their beginning. */
  reset(): void {
    for (const { pointer } of this.moving.values()) {
      this.body.integer(0);
      this.body.set(pointer);
    }
  }

  /** Moves all by so many entries of an axis, and back over what they went along the axis inside it. */
  move(axis: number, entries: number, back = 0): void {
    for (const { pointer, steps } of this.moving.values())
      advance(this.body, pointer, this.bytes * (entries * steps[axis]! - back * (steps[axis + 1] ?? 0)));
  }
}
