/** What a step's letters come to, for eyes and for sentences: no optimizer by name, only what its letters are. */
import { optimizers } from '../../lab/catalogues.ts';
import type { Experiment } from '../../lab/experiment/experiment.ts';
import type { Inspection } from '../../lab/experiment/inspect.ts';
import { lettersOf, rolesOf } from '../../lab/experiment/roles.ts';
import type { Role } from '../../lab/optimizer.ts';

export interface NamedVector {
  readonly letter: string;
  readonly value: Float64Array;
}

/** The facts of one step. */
export interface StepFacts {
  /** The slope the step worked with, noise and coupled weight decay included. */
  readonly slope: Float64Array;
  /** False for methods that never ask for a slope. */
  readonly asks: boolean;
  readonly velocities: readonly NamedVector[];
  readonly squares: readonly NamedVector[];
  readonly directions: readonly NamedVector[];
  readonly points: readonly NamedVector[];
  readonly move: Float64Array | undefined;
  /** The rate in force. */
  readonly rate: number | undefined;
  /** What one unit of slope moved each coordinate by, downhill. */
  readonly effective: Float64Array | undefined;
}

/** The letter's last value in the step: after its line, or as it was read. */
function valueOf(letter: string, own: Inspection['lines'], state: Inspection['state']): Float64Array | undefined {
  const last = own.findLast(({ line }) => line.target === letter);
  if (last) return last.value;
  return own.findLast(({ reads }) => Object.hasOwn(reads, letter))?.reads[letter] ?? state[letter];
}

export function factsOf({ runs }: Experiment, index: number, inspection: Inspection): StepFacts {
  const run = runs[index]!;
  const entry = optimizers.get(run.id);
  const own = inspection.lines.filter(({ whose }) => whose === 'optimizer');
  const lines = own.map(({ line }) => line);
  const roles = rolesOf(entry, lines);
  const { x, next, gradient } = inspection;
  const named = (role: Role, sizes: (size: number) => boolean): NamedVector[] =>
    lettersOf(role, roles, lines).flatMap((letter) => {
      const value = valueOf(letter, own, inspection.state);
      return value && sizes(value.length) ? [{ letter, value }] : [];
    });
  const alike = (size: number): boolean => size === x.length;
  const slope = named('gradient', alike)[0]?.value ?? gradient;
  const move = next?.map((entry2, i) => entry2 - x[i]!);
  return {
    slope,
    asks: inspection.questions.length === 0 || inspection.questions.some(({ what }) => what !== 'value'),
    velocities: named('velocity', alike).filter(({ value }) => value.some((entry, i) => entry !== slope[i])),
    squares: named('square', alike),
    directions: named('direction', alike),
    points: [...named('points', (size) => size % x.length === 0), ...named('point', alike)],
    move,
    rate: own.find(({ reads }) => Object.hasOwn(reads, 'lr'))?.reads['lr']?.[0],
    effective: move?.map((it, i) => -it / slope[i]!),
  };
}

const length = (vector: ArrayLike<number>): number => Math.hypot(...Array.from(vector));

/** Degrees between two vectors. */
export function angleBetween(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const both = Array.from(a).reduce((sum, entry, i) => sum + entry * b[i]!, 0) / (length(a) * length(b));
  return (Math.acos(Math.max(-1, Math.min(1, both))) * 180) / Math.PI;
}

export { length as lengthOf };
