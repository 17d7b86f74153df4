import { expect, test } from 'vitest';
import { parse, ruleVocabulary } from './parse.ts';
import { print } from './print.ts';
import { simplify } from './simplify.ts';

const symbols = [
  'x',
  'g',
  'm',
  'v',
  't',
  'lr',
  'momentum',
  'dampening',
  'nesterov',
  'weight_decay',
  'beta1',
  'epsilon',
];
const vocabulary = ruleVocabulary(symbols);

test.each<[string, Record<string, number>, string]>([
  ['g + weight_decay x', { weight_decay: 0 }, 'g'],
  ['g + weight_decay x', { weight_decay: 1 }, 'g + x'],
  ['g + weight_decay x', { weight_decay: 0.1 }, 'g + weight_decay * x'],
  ['momentum m + (1 - dampening) g', { dampening: 0 }, 'momentum * m + g'],
  ['momentum m + (1 - dampening) g', { dampening: 1 }, 'momentum * m'],
  ['momentum m + (1 - dampening) g', { momentum: 0, dampening: 0 }, 'g'],
  ['x - lr (g + weight_decay x)', { weight_decay: 0, lr: 1 }, 'x - g'],
  ['x - weight_decay x', { weight_decay: 0 }, 'x'],
  ['weight_decay x - g', { weight_decay: 0 }, '-g'],
  ['weight_decay x + g', { weight_decay: 0 }, 'g'],
  ['x - (weight_decay m - g)', { weight_decay: 0 }, 'x + g'],
  ['x + (weight_decay m - g)', { weight_decay: 0 }, 'x - g'],
  ['-(weight_decay x)', { weight_decay: 0 }, '0'],
  ['-(weight_decay - g)', { weight_decay: 0 }, 'g'],
  ['weight_decay / v', { weight_decay: 0 }, '0'],
  ['v / lr', { lr: 1 }, 'v'],
  ['v^lr', { lr: 1 }, 'v'],
  ['v^lr', { lr: 0 }, '1'],
  ['lr^v', { lr: 1 }, '1'],
  ['m / (1 - beta1^t)', { beta1: 0 }, 'm'],
  ['beta1^(t - 1)', { beta1: 0 }, '0^(t - 1)'],
  ['0^(1 - lr)', { lr: 1 }, '1'],
  ['sqrt(weight_decay v) + epsilon', { weight_decay: 0 }, 'epsilon'],
  ['m / (sqrt(v) + epsilon)', { epsilon: 0 }, 'm / sqrt(v)'],
  ['norm(weight_decay x)', { weight_decay: 0 }, '0'],
  ['dot(weight_decay x, g)', { weight_decay: 0 }, '0'],
  ['max(weight_decay x, g)', { weight_decay: 0 }, 'max(0, g)'],
  ['where(nesterov == 1, g + momentum m, m)', { nesterov: 1 }, 'g + momentum * m'],
  ['where(nesterov == 1, g + momentum m, m)', { nesterov: 0 }, 'm'],
  ['where(nesterov, g, m)', { nesterov: 0 }, 'm'],
  ['where(nesterov, g, m)', { nesterov: 1 }, 'g'],
  ['where(weight_decay > 0, g + weight_decay x, g)', { weight_decay: 0.1 }, 'g + weight_decay * x'],
  ['where(-weight_decay >= 0, m, g)', { weight_decay: 0.1 }, 'g'],
  ['where(t < 2, weight_decay x + g, m)', { weight_decay: 0 }, 'where(t < 2, g, m)'],
  ['where(t < 2, g, momentum m + g)', { momentum: 0 }, 'g'],
  ['where(g > 0, m, v)', {}, 'where(g > 0, m, v)'],
  ['1 + lr', { lr: 1 }, '2'],
  ['lr - 2', { lr: 1 }, '-1'],
  ['2 m + 3', {}, '2 * m + 3'],
  ['0.5 - 0.25 + m', {}, '0.5 - 0.25 + m'],
])('%s with %j is %s', (text, known, expected) => {
  const result = parse(text, vocabulary);
  if (!result.ok) throw new Error(result.problem.code);
  expect(print(simplify(result.expression, known))).toBe(expected);
});
