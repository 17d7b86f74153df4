import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explain, parse, parseLine, ruleVocabulary, surfaceVocabulary } from './parse.ts';

const surface = surfaceVocabulary(['a', 'b']);
const rule = ruleVocabulary(['m', 'g', 'beta1', 'weight_decay']);

const valid = [
  '(a - x)^2 + b (y - x^2)^2',
  '-20exp(-0.2sqrt(0.5(x²+y²))) - exp(0.5(cos 2x + cos(2π y))) + e + 20',
  'sin^2 x + |x - |y|| √2 max(x, 1e-3, .5)',
  'm = beta1 m + (1 - beta1) g',
  'x = where(norm(g) <= 1, g + weight_decay m, clamp(g, -1, 1))',
];
const pieces = [
  ...Array.from('xyabemg0123456789.+-*/^()|,<>=_ $"√²⁻πβ₁−×∞'),
  'sin',
  'max(',
  'exp',
  'beta1',
  '==',
  '1e9',
  '**',
  '𝔸',
];

const character = fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }));
const mutated = fc
  .tuple(fc.constantFrom(...valid), fc.array(fc.tuple(fc.nat(80), fc.nat(3), character), { maxLength: 4 }))
  .map(([text, edits]) => edits.reduce((now, [at, cut, put]) => now.slice(0, at) + put + now.slice(at + cut), text));
const nested = fc
  .tuple(
    fc.array(fc.constantFrom('(', '|', '-', 'sin(', 'max(x,', 'x^', '√', '2', 'sin '), { maxLength: 150 }),
    fc.nat(90),
  )
  .map(([opens, closes]) => `${opens.join('')}x${')'.repeat(closes)}`);
const long = fc
  .tuple(fc.constantFrom(...pieces), fc.nat(1200), fc.constantFrom(...pieces))
  .map(([piece, times, last]) => piece.repeat(times) + last);

const texts = fc.oneof(
  { weight: 3, arbitrary: fc.array(character, { maxLength: 30 }).map((parts) => parts.join('')) },
  { weight: 4, arbitrary: mutated },
  { weight: 2, arbitrary: nested },
  { weight: 1, arbitrary: long },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 600 }) },
);

const runs = 100_000;

test('every text gives a tree or a problem inside the text', { timeout: 60_000 }, () => {
  let read = 0;
  fc.assert(
    fc.property(texts, (text) => {
      for (const result of [parse(text, surface), parse(text, rule), parseLine(text, rule)]) {
        if (result.ok) {
          read += 1;
          continue;
        }
        const { at } = result.problem;
        if (!(0 <= at.start && at.start <= at.end && at.end <= text.length)) throw new Error(JSON.stringify(at));
        if (explain(result.problem) === '') throw new Error('no explanation');
      }
    }),
    { numRuns: runs },
  );
  expect(read).toBeGreaterThan(runs / 20);
});

test('the longest texts are read at once', () => {
  const worst = [
    ...['x', 'sin', 'sin ', 'q', '(', '|', '-', 'x^', '1', '²', 'sinn', 'xq', 'X', 'β', 'sin('].map((piece) =>
      piece.repeat(512),
    ),
    ...['x', '-', 'x^', '|'].map((piece) => piece.repeat(1_000_000)),
  ];
  const start = performance.now();
  for (const text of worst) {
    parse(text.slice(0, 512), surface);
    parse(text, surface);
  }
  expect(performance.now() - start).toBeLessThan(1000);
});
