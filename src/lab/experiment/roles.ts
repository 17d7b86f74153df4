/** What the letters of a rule are to somebody who watches a step, read off its own lines: an entry need not say it. */
import type { Expression, Line } from '../formula/syntax.ts';
import type { OptimizerEntry, Role } from '../optimizer.ts';

/** What the states that methods name usually are. */
const usual: Readonly<Record<string, Role>> = {
  g: 'gradient',
  m: 'velocity',
  d: 'direction',
  p: 'direction',
  y: 'point',
  simplex: 'points',
  swarm: 'points',
};

function* partsOf(expression: Expression): Generator<Expression> {
  yield expression;
  if (expression.kind === 'call') for (const arg of expression.args) yield* partsOf(arg);
  else if (expression.kind === 'unary') yield* partsOf(expression.of);
  else if (expression.kind === 'binary') {
    yield* partsOf(expression.left);
    yield* partsOf(expression.right);
  }
}

const squares = (part: Expression): boolean =>
  part.kind === 'binary' && part.op === '^' && part.right.kind === 'number' && part.right.value === 2;

const mixes = (part: Expression): boolean =>
  part.kind === 'call' && !['where', 'max', 'min', 'clamp', 'gradient'].includes(part.name);

/** The role of a letter that a line assigns, by the roles of what it reads. */
function assigned(
  { target, expression }: Line,
  own: boolean,
  roles: Readonly<Record<string, Role | undefined>>,
): Role | undefined {
  const parts = [...partsOf(expression)];
  const read = parts.flatMap((part) => (part.kind === 'symbol' ? [part.name] : []));
  const reads = (role: Role): boolean => read.some((name) => roles[name] === role);
  if (own && parts.some(squares)) return 'square';
  if (parts.some(mixes)) return undefined;
  if (reads('square')) return reads('gradient') || reads('velocity') ? undefined : 'square';
  if (reads('velocity')) return 'velocity';
  return own && read.includes(target) && reads('gradient') ? 'velocity' : undefined;
}

/**
 * The roles of all letters: `g` is the gradient; state that begins at x is a point; state that takes in squares is a
 * square, state that takes in gradients a velocity; what is made of these alone is what they are.
 */
export function rolesOf(entry: OptimizerEntry, lines: readonly Line[]): Readonly<Record<string, Role | undefined>> {
  if (entry.kind === 'method') return { ...usual, ...entry.roles };
  const state = Object.entries(entry.state);
  const points = state.flatMap(([name, { shape, init }]) => (shape === 'vector' && init === 'x' ? [name] : []));
  const vectors = new Set(state.flatMap(([name, { shape }]) => (shape === 'vector' ? [name] : [])));
  const roles: Record<string, Role | undefined> = { g: 'gradient' };
  for (const name of points) roles[name] = 'point';
  for (const line of lines) {
    const { target } = line;
    if (target === 'x' || target === 'g' || points.includes(target)) continue;
    roles[target] = assigned(line, vectors.has(target), roles);
  }
  return { ...roles, ...entry.roles };
}

/** Letters of a role, without those that another of the same role has taken in since (m, once there is m̂). */
export function lettersOf(
  role: Role,
  roles: Readonly<Record<string, Role | undefined>>,
  lines: readonly Line[],
): readonly string[] {
  const mine = Object.keys(roles).filter((name) => roles[name] === role);
  const taken = new Set(
    lines.flatMap(({ target, expression }) =>
      mine.includes(target)
        ? [...partsOf(expression)].flatMap((part) =>
            part.kind === 'symbol' && part.name !== target && mine.includes(part.name) ? [part.name] : [],
          )
        : [],
    ),
  );
  return mine.filter((name) => !taken.has(name));
}
