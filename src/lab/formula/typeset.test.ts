import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { parse, parseLine, ruleVocabulary, surfaceVocabulary, type Vocabulary } from './parse.ts';
import { typeset, typesetLine } from './typeset.ts';

function texOf(text: string, vocabulary: Vocabulary, letters?: Record<string, string>): string {
  const result = parse(text, vocabulary);
  if (!result.ok) throw new Error(`${text}: ${result.problem.code}`);
  const tex = typeset(result.expression, letters);
  katex.renderToString(tex, { throwOnError: true, strict: 'error' });
  return tex;
}

test.each([
  ['x + y', 'x + y'],
  ['x - (y + 1)', 'x - (y + 1)'],
  ['x - (y - 1)', 'x - (y - 1)'],
  ['x + (y - 1)', 'x + y - 1'],
  ['x + -y', 'x + (-y)'],
  ['-x', '-x'],
  ['-(x + y)', '-(x + y)'],
  ['-x y', '-x\\,y'],
  ['-x^2', '-x^{2}'],
  ['(-x)^2', '(-x)^{2}'],
  ['(-x) y', '-x\\,y'],
  ['x (-y)', 'x\\,(-y)'],
  ['(a - x)^2 + b (y - x^2)^2', '(a - x)^{2} + b\\,(y - x^{2})^{2}'],
  ['2x y', '2x\\,y'],
  ['2 * 3x', '2 \\cdot 3\\,x'],
  ['x * 2', 'x \\cdot 2'],
  ['2^x * 3', '2^{x} \\cdot 3'],
  ['(x + 1)(y - 1)', '(x + 1)\\,(y - 1)'],
  ['x(y + 1)', 'x\\,(y + 1)'],
  ['0.5(x + y)', '0.5(x + y)'],
  ['x/2', '\\frac{x}{2}'],
  ['1/2x', '\\frac{1}{2}\\,x'],
  ['2 (1/3)', '2 \\cdot \\frac{1}{3}'],
  ['(x + 1)/(y - 1)', '\\frac{x + 1}{y - 1}'],
  ['-x/2', '-\\frac{x}{2}'],
  ['x/y/2', '\\frac{\\frac{x}{y}}{2}'],
  ['x^-2', 'x^{-2}'],
  ['x^(1/2)', 'x^{1/2}'],
  ['x^(-1/2)', 'x^{-1/2}'],
  ['x^(y + 1)', 'x^{y + 1}'],
  ['2^3^2', '2^{3^{2}}'],
  ['(x^2)^3', '(x^{2})^{3}'],
  ['(x y)^2', '(x\\,y)^{2}'],
  ['(x/y)^2', '\\left( \\frac{x}{y} \\right)^{2}'],
  ['sin x', '\\sin x'],
  ['sin(x + 1)', '\\sin(x + 1)'],
  ['sin x cos y', '\\sin x \\cos y'],
  ['sin(x) y', '\\sin(x)\\,y'],
  ['sin^2 x', '\\sin^{2}(x)'],
  ['sin(x)^n', '(\\sin x)^{n}'],
  ['2 sin(2x)', '2\\sin(2x)'],
  ['asin x + acos x + atan x', '\\arcsin x + \\arccos x + \\arctan x'],
  ['atan2(y, x)', '\\operatorname{atan2}(y, x)'],
  ['ln x', '\\ln x'],
  ['log2(x) + log10(x)', '\\log_{2} x + \\log_{10} x'],
  ['exp(-x^2)', 'e^{-x^{2}}'],
  ['exp(x)^2', '(e^{x})^{2}'],
  ['exp(-(x^2 + y^2)/(2a^2))', '\\exp\\left( -\\frac{x^{2} + y^{2}}{2a^{2}} \\right)'],
  ['e^(-x)', 'e^{-x}'],
  ['sqrt(x^2 + y^2)', '\\sqrt{x^{2} + y^{2}}'],
  ['hypot(x - 1, -y)', '\\sqrt{(x - 1)^{2} + (-y)^{2}}'],
  ['cbrt(x)', '\\sqrt[3]{x}'],
  ['|x - |y||', '\\left| x - \\left| y \\right| \\right|'],
  ['|x|^2', '\\left| x \\right|^{2}'],
  ['2|x|y', '2\\left| x \\right|\\,y'],
  ['floor(x/2) + ceil(x)', '\\left\\lfloor \\frac{x}{2} \\right\\rfloor + \\left\\lceil x \\right\\rceil'],
  ['min(x, y, 1)', '\\min(x, y, 1)'],
  ['max(x/2, y)', '\\max\\left( \\frac{x}{2}, y \\right)'],
  ['sign(x)', '\\operatorname{sign}(x)'],
  ['log1p(x)', '\\operatorname{log1p}(x)'],
  ['pow(x, 2)', 'x^{2}'],
  ['pi x', '\\pi\\,x'],
  ['2pi x', '2\\pi\\,x'],
  ['alpha tau', '\\alpha\\,\\tau'],
  ['A n + A n cos(2pi x)', 'A\\,n + A\\,n \\cos(2\\pi\\,x)'],
  ['1e-8x', '10^{-8}\\,x'],
  ['2.5e-7', '2.5 \\cdot 10^{-7}'],
  ['1e21', '10^{21}'],
  ['(x + y)^2/4', '\\frac{(x + y)^{2}}{4}'],
  ['+x', '+x'],
])('surface %s', (text, expected) => {
  expect(texOf(text, surfaceVocabulary(['a', 'b', 'n', 'A', 'alpha']))).toBe(expected);
});

test.each([
  ['beta1 m + (1 - beta1) g', '\\beta_1\\,m + (1 - \\beta_1)\\,g'],
  ['m / (1 - beta1^t)', '\\frac{m}{1 - \\beta_1^{t}}'],
  ['x - lr m_hat / (sqrt(v) + epsilon)', 'x - \\frac{\\mathrm{lr}\\,m_{\\mathrm{hat}}}{\\sqrt{v} + \\varepsilon}'],
  ['beta12', '\\beta_{12}'],
  ['weight_decay x', '\\mathrm{weight}_{\\mathrm{decay}}\\,x'],
  ['v_max2', 'v_{\\mathrm{max2}}'],
  ['x_0', 'x_0'],
  ['Delta x', '\\Delta\\,x'],
  ['norm(g)', '\\left\\lVert g \\right\\rVert'],
  ['norm(g / 2)^2', '\\left\\lVert \\frac{g}{2} \\right\\rVert^{2}'],
  ['dot(g, d)', '\\left\\langle g, d \\right\\rangle'],
  ['sum(g) / 2', '\\frac{\\operatorname{sum}(g)}{2}'],
  ['mean(g^2)', '\\operatorname{mean}(g^{2})'],
  ['rms(g)', '\\operatorname{rms}(g)'],
  ['gradient(x + momentum d)', '\\nabla f(x + \\mathrm{momentum}\\,d)'],
  ['lr gradient(x)', '\\mathrm{lr}\\,\\nabla f(x)'],
  ['sigmoid(x)^2', '(\\sigma(x))^{2}'],
  ['clamp(x, -1, 1)', '\\operatorname{clamp}(x, -1, 1)'],
  ['sign(m) lr', '\\operatorname{sign}(m)\\,\\mathrm{lr}'],
  ['max(v, |g|)', '\\max(v, \\left| g \\right|)'],
  [
    'where(t < 1, g, momentum m + g)',
    '\\begin{cases} g & \\text{if } t < 1 \\\\ \\mathrm{momentum}\\,m + g & \\text{otherwise} \\end{cases}',
  ],
  [
    'x - lr where(nesterov == 1, g, m)',
    'x - \\mathrm{lr}\\,\\left( \\begin{cases} g & \\text{if } \\mathrm{nesterov} = 1 \\\\ m & \\text{otherwise} \\end{cases} \\right)',
  ],
  ['t >= 1', 't \\ge 1'],
  ['t <= 1', 't \\le 1'],
  ['m > 0', 'm > 0'],
  ['(t < 1) == 1', '(t < 1) = 1'],
])('rule %s', (text, expected) => {
  const symbols = 'x m m_hat v g t d lr momentum nesterov beta1 beta12 weight_decay v_max2 x_0 Delta epsilon';
  expect(texOf(text, ruleVocabulary(symbols.split(' ')))).toBe(expected);
});

describe('letters', () => {
  test.each([
    ['lr m_hat', { lr: '\\eta', m_hat: '\\hat{m}' }, '\\eta\\,\\hat{m}'],
    ['x^2', { x: 'x^{*}' }, '(x^{*})^{2}'],
    ['x^2 - x m', { x: '-0.5', m: '3' }, '(-0.5)^{2} - (-0.5 \\cdot 3)'],
    ['m x', { x: '-0.5', m: '3' }, '3(-0.5)'],
    ['m x + x', { x: '2', m: '3' }, '3 \\cdot 2 + 2'],
    ['sin(x)', {}, '\\sin x'],
  ])('%s', (text, letters, expected) => {
    const vocabulary = text.startsWith('sin') ? surfaceVocabulary([]) : ruleVocabulary(['x', 'm', 'lr', 'm_hat']);
    expect(texOf(text, vocabulary, letters)).toBe(expected);
  });
});

test('a line points at its target', () => {
  const result = parseLine('m_hat = beta1 m', ruleVocabulary(['m', 'beta1']));
  if (!result.ok) throw new Error(result.problem.code);
  expect(typesetLine(result.line)).toBe('m_{\\mathrm{hat}} \\leftarrow \\beta_1\\,m');
  expect(typesetLine(result.line, { m_hat: '\\hat{m}' })).toBe('\\hat{m} \\leftarrow \\beta_1\\,m');
});
