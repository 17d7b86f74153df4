/**
 * Random trees: the printed text reads back as the same tree, its value is the one mathjs computes for the same text,
 * and its TeX renders. Read differently by mathjs, and therefore left out of the comparison: `a/b c` and `1/2x` (there
 * the implicit product binds more tightly, except between numbers), `x(y)` (a call there), `|x|`, `sin x`, `xy` and
 * superscripts (not read there), floor, ceil and comparisons (rounded to twelve digits there), and values that are
 * complex there.
 */
import fc from 'fast-check';
import katex from 'katex';
import { all, create } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { parse, ruleVocabulary, surfaceVocabulary, type Vocabulary } from './parse.ts';
import { print } from './print.ts';
import { simplify } from './simplify.ts';
import type { BinaryOperator, Expression } from './syntax.ts';
import { typeset } from './typeset.ts';

const at = { start: 0, end: 0 };
const surface = surfaceVocabulary(['a', 'beta1', 'weight_decay']);
const rule = ruleVocabulary(['x', 'm', 'g', 'beta1', 'weight_decay']);
const mathjs = create(all ?? {});

const numbers = fc.oneof(
  fc.integer({ min: 0, max: 12 }),
  fc.double({ min: 0, max: 9, noNaN: true }).map((value) => Math.abs(Math.round(value * 100) / 100)),
);
const anyNumbers = fc.oneof(numbers, fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(Math.abs));

function trees(
  vocabulary: Vocabulary,
  operators: readonly BinaryOperator[],
  leaves: fc.Arbitrary<number>,
  without: readonly string[] = [],
): fc.Arbitrary<Expression> {
  const functions = [...vocabulary.functions].filter(([name]) => !without.includes(name));
  const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      leaves.map((value): Expression => ({ kind: 'number', value, at })),
      fc.constantFrom(...vocabulary.symbols).map((name): Expression => ({ kind: 'symbol', name, at })),
      fc
        .tuple(fc.constantFrom(...operators), tie('tree'), tie('tree'))
        .map(([op, left, right]): Expression => ({ kind: 'binary', op, left, right, at })),
      fc
        .tuple(fc.constantFrom('-' as const, '+' as const), tie('tree'))
        .map(([op, of]): Expression => ({ kind: 'unary', op, of, at })),
      fc
        .constantFrom(...functions)
        .chain(([name, { min, max }]) =>
          fc
            .array(tie('tree'), { minLength: min, maxLength: Math.min(max, 3) })
            .map((args): Expression => ({ kind: 'call', name, args, at })),
        ),
    ),
  }));
  return tree;
}

const arithmetic: BinaryOperator[] = ['+', '-', '*', '/', '^'];
const surfaceTrees = trees(surface, arithmetic, anyNumbers);
const ruleTrees = trees(rule, [...arithmetic, '<', '<=', '>', '>=', '=='], anyNumbers);
const wide = { characters: 100_000, depth: 1000, nodes: 100_000 };

/** The tree without the places it was read from. */
function bare(node: Expression): unknown {
  return JSON.parse(JSON.stringify(node, (key, value: unknown) => (key === 'at' ? undefined : value)));
}

function read(text: string, vocabulary: Vocabulary): Expression {
  const result = parse(text, vocabulary, wide);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.problem)}`);
  return result.expression;
}

describe.each([
  ['surfaces', surface, surfaceTrees],
  ['rules', rule, ruleTrees],
] as const)('%s', (_, vocabulary, arbitrary) => {
  test('printed text reads back as the same tree', () => {
    fc.assert(
      fc.property(arbitrary, (tree) => {
        expect(bare(read(print(tree), vocabulary))).toEqual(bare(tree));
      }),
      { numRuns: 3000 },
    );
  });

  test('TeX uses a fixed set of commands and renders', () => {
    const commands = new Set(
      (
        'rightarrow downarrow left right lVert rVert lfloor rfloor lceil rceil langle rangle frac sqrt cdot operatorname mathrm text begin end le ge ' +
        'sin cos tan arcsin arccos arctan sinh cosh tanh exp ln log min max sigma nabla pi tau beta'
      ).split(' '),
    );
    fc.assert(
      fc.property(arbitrary, (tree) => {
        const tex = typeset(tree);
        for (const [, command] of tex.matchAll(/\\([A-Za-z]+)/g)) expect(commands).toContain(command);
        expect(tex).toMatch(/^(\\[A-Za-z]+|\\[,\\]|[A-Za-z0-9 .,&=<>|()[\]{}^_+\-/])*$/);
        katex.renderToString(tex, { throwOnError: true, strict: 'error' });
      }),
      { numRuns: 500 },
    );
  });
});

const values = { x: 0.7, y: -1.3, a: 2.25, beta1: 0.9, weight_decay: 0.01 };
const coordinates = fc.integer({ min: -3000, max: 3000 }).map((value) => value / 1000);
const points = fc.record({ x: coordinates, y: coordinates });

/** The value by mathjs, which calls complex and undefined what is not a number here. */
function byMathjs(text: string, scope: Record<string, number>): number {
  const value: unknown = mathjs.evaluate(text, { ...scope });
  return typeof value === 'number' ? value : Number.NaN;
}

function agree(ours: number, theirs: number): boolean {
  if (Number.isNaN(ours) || Number.isNaN(theirs)) return Number.isNaN(ours) === Number.isNaN(theirs);
  return ours === theirs || Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(theirs));
}

/** Whether some step leaves the real numbers, loses all its digits or hangs on the sign of a zero; libraries differ there. */
function isFragile(node: Expression, scope: Record<string, number>): boolean {
  const value = evaluate(node, scope);
  if (!Number.isFinite(value) || Math.abs(value) > 1e6) return true;
  if (node.kind === 'binary') return [node.left, node.right].some((part) => isFragile(part, scope));
  if (node.kind === 'unary') return isFragile(node.of, scope);
  if (node.kind !== 'call') return false;
  if (node.name === 'atan2' && node.args.some((part) => evaluate(part, scope) === 0)) return true;
  return node.args.some((part) => isFragile(part, scope));
}

describe('values', () => {
  test('agree with mathjs', () => {
    const comparable = trees(surface, arithmetic, numbers, ['floor', 'ceil']);
    let compared = 0;
    fc.assert(
      fc.property(comparable, points, (tree, point) => {
        const scope = { ...values, ...point };
        if (isFragile(tree, scope)) return;
        compared += 1;
        const text = print(tree);
        expect([text, agree(evaluate(read(text, surface), scope), byMathjs(text, scope))]).toEqual([text, true]);
      }),
      { numRuns: 3000 },
    );
    expect(compared).toBeGreaterThan(1000);
  });

  test.each([
    '2x',
    '2x y',
    '2(x + 1)',
    '(x + 1)(y - 1)',
    'x y^2',
    '2x^2 y',
    '-2x^2',
    '2 sin(x)',
    'x sin(y) cos(x)',
    'a x^2 + 2 a x y',
    '2^-x^2',
    '-a^-y^2 + 1',
    '(a - x)^2 + 100 (y - x^2)^2',
    '20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y)',
  ])('%s is read alike', (text) => {
    expect(agree(evaluate(read(text, surface), values), byMathjs(text, values))).toBe(true);
  });
});

test('simplifying for given values keeps the value', () => {
  const scopes = fc.record({
    x: fc.constantFrom(0, 1, 2.5),
    y: fc.constantFrom(0, 1, -1.5),
    a: fc.constantFrom(0, 1, 3),
    beta1: fc.constantFrom(0, 0.9),
    weight_decay: fc.constantFrom(0, 1),
  });
  fc.assert(
    fc.property(trees(surface, arithmetic, numbers), scopes, (tree, scope) => {
      const value = evaluate(tree, scope);
      if (isFragile(tree, scope)) return;
      const simplified = simplify(tree, scope);
      expect([print(simplified), agree(evaluate(simplified, scope), value)]).toEqual([print(simplified), true]);
    }),
    { numRuns: 3000 },
  );
});
