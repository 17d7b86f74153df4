import { describe, expect, test } from 'vitest';
import {
  explain,
  parse,
  parseLine,
  type Problem,
  ruleVocabulary,
  surfaceVocabulary,
  type Vocabulary,
} from './parse.ts';
import type { ProblemCode } from './problems.ts';
import type { Expression } from './syntax.ts';

const surface = surfaceVocabulary(['a', 'b', 'alpha']);
const rule = ruleVocabulary(['x', 'm', 'v', 'g', 't', 'e', 'lr', 'beta1', 'beta2', 'beta12', 'weight_decay']);

/** The tree as text with every grouping spelled out: parentheses for operators, brackets for calls. */
function grouped(node: Expression): string {
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'symbol':
      return node.name;
    case 'call':
      return `${node.name}[${node.args.map(grouped).join(',')}]`;
    case 'unary':
      return `(${node.op}${grouped(node.of)})`;
    case 'binary':
      return `(${grouped(node.left)}${node.op}${grouped(node.right)})`;
  }
}

function read(text: string, vocabulary: Vocabulary): string {
  const result = parse(text, vocabulary);
  return result.ok ? grouped(result.expression) : explain(result.problem);
}

function problemOf(text: string, vocabulary: Vocabulary = surface): Problem {
  const result = parse(text, vocabulary);
  if (result.ok) throw new Error(`${text} was read as ${grouped(result.expression)}`);
  return result.problem;
}

describe('the grammar of surfaces', () => {
  test.each([
    // sums, products, quotients: left to right
    ['x+y', '(x+y)'],
    ['x-y-a', '((x-y)-a)'],
    ['x-y+a', '((x-y)+a)'],
    ['x-(y+a)', '(x-(y+a))'],
    ['x+y*a', '(x+(y*a))'],
    ['x*y+a', '((x*y)+a)'],
    ['x*y*a', '((x*y)*a)'],
    ['x/y/a', '((x/y)/a)'],
    ['x/y*a', '((x/y)*a)'],
    ['x*y/a', '((x*y)/a)'],
    ['(x+y)*a', '((x+y)*a)'],
    // a product without its sign is a product
    ['2x', '(2*x)'],
    ['2 x', '(2*x)'],
    ['2x y', '((2*x)*y)'],
    ['2(x+1)', '(2*(x+1))'],
    ['(x)(y)', '(x*y)'],
    ['(x+1)(y-1)', '((x+1)*(y-1))'],
    ['x(y+1)', '(x*(y+1))'],
    ['x (y+1)', '(x*(y+1))'],
    ['1/2x', '((1/2)*x)'],
    ['1/2 x^2', '((1/2)*(x^2))'],
    ['1/x y', '((1/x)*y)'],
    ['a/b(x)', '((a/b)*x)'],
    ['2a x + b y', '(((2*a)*x)+(b*y))'],
    ['3(2)', '(3*2)'],
    // signs
    ['-x', '(-x)'],
    ['+x', '(+x)'],
    ['--x', '(-(-x))'],
    ['-x^2', '(-(x^2))'],
    ['-2^2', '(-(2^2))'],
    ['(-2)^2', '((-2)^2)'],
    ['-x y', '(-(x*y))'],
    ['-x*y', '(-(x*y))'],
    ['-x/y', '(-(x/y))'],
    ['-x+y', '((-x)+y)'],
    ['x+-y', '(x+(-y))'],
    ['x--y', '(x-(-y))'],
    ['x*-y', '(x*(-y))'],
    ['a/-b x', '((a/(-b))*x)'],
    ['a*-b*x', '((a*(-b))*x)'],
    ['x*-y^2', '(x*(-(y^2)))'],
    ['a + -b x', '(a+(-(b*x)))'],
    ['2 -x', '(2-x)'],
    // powers: right to left
    ['x^2', '(x^2)'],
    ['2^3^2', '(2^(3^2))'],
    ['(2^3)^2', '((2^3)^2)'],
    ['2^-1', '(2^(-1))'],
    ['2^-x^2', '(2^(-(x^2)))'],
    ['2^-x y', '((2^(-x))*y)'],
    ['2^+x', '(2^(+x))'],
    ['2x^2', '(2*(x^2))'],
    ['2^x y', '((2^x)*y)'],
    ['x^2y', '((x^2)*y)'],
    ['x^2/y^2', '((x^2)/(y^2))'],
    ['x**2', '(x^2)'],
    ['x^y^-a', '(x^(y^(-a)))'],
    ['x^(y+1)', '(x^(y+1))'],
    ['e^x', '(e^x)'],
    ['e^-x', '(e^(-x))'],
    ['e^-(x^2+y^2)', '(e^(-((x^2)+(y^2))))'],
    // superscripts
    ['x²', '(x^2)'],
    ['x²y³', '((x^2)*(y^3))'],
    ['x¹²', '(x^12)'],
    ['x⁻¹', '(x^(-1))'],
    ['x²^3', '((x^2)^3)'],
    ['x^y²', '(x^(y^2))'],
    ['-x²', '(-(x^2))'],
    ['(x+y)²', '((x+y)^2)'],
    ['|x|²', '(abs[x]^2)'],
    // names
    ['xy', '(x*y)'],
    ['xyx', '((x*y)*x)'],
    ['axy', '((a*x)*y)'],
    ['xsin(y)', '(x*sin[y])'],
    ['asin(x)', 'asin[x]'],
    ['a sin(x)', '(a*sin[x])'],
    ['alphax', '(alpha*x)'],
    ['αx', '(alpha*x)'],
    ['2πx', '((2*pi)*x)'],
    ['pix', '(pi*x)'],
    ['πx²', '(pi*(x^2))'],
    ['τ/2', '(tau/2)'],
    ['2e', '(2*e)'],
    ['2ex', '((2*e)*x)'],
    ['2e-x', '((2*e)-x)'],
    ['2e3', '2000'],
    ['2e3x', '(2000*x)'],
    ['exp x', 'exp[x]'],
    ['ex', '(e*x)'],
    ['log2x', 'log2[x]'],
    ['ln x', 'log[x]'],
    ['arcsin(x)', 'asin[x]'],
    ['arctan2(y, x)', 'atan2[y,x]'],
    ['sgn(x)', 'sign[x]'],
    // numbers
    ['1', '1'],
    ['.5', '0.5'],
    ['1.', '1'],
    ['1.5x', '(1.5*x)'],
    ['1e3', '1000'],
    ['1E3', '1000'],
    ['1e-3', '0.001'],
    ['1.e+2', '100'],
    ['0.1', '0.1'],
    ['0x', '(0*x)'],
    ['0e0', '0'],
    // functions
    ['sin(x)', 'sin[x]'],
    ['sin (x)', 'sin[x]'],
    ['sin(x)^2', '(sin[x]^2)'],
    ['sin (x+1)^2', '(sin[(x+1)]^2)'],
    ['sin(x)y', '(sin[x]*y)'],
    ['sin(x)/2', '(sin[x]/2)'],
    ['2 sin(x)', '(2*sin[x])'],
    ['sin x', 'sin[x]'],
    ['sinx', 'sin[x]'],
    ['sin 1', 'sin[1]'],
    ['sin 2x', 'sin[(2*x)]'],
    ['sin 2x^2', 'sin[(2*(x^2))]'],
    ['sin x^2', 'sin[(x^2)]'],
    ['sin x²', 'sin[(x^2)]'],
    ['sin x^-1', 'sin[(x^(-1))]'],
    ['sin x cos y', '(sin[x]*cos[y])'],
    ['2 sin x cos 2y', '((2*sin[x])*cos[(2*y)])'],
    ['sin x * y', '(sin[x]*y)'],
    ['sin x + 1', '(sin[x]+1)'],
    ['-sin x', '(-sin[x])'],
    ['sin |x|', 'sin[abs[x]]'],
    ['ln cos x', 'log[cos[x]]'],
    ['xcosy', '(x*cos[y])'],
    ['sin^2 x', '(sin[x]^2)'],
    ['sin^2(x)', '(sin[x]^2)'],
    ['sin²x', '(sin[x]^2)'],
    ['sin² x cos² y', '((sin[x]^2)*(cos[y]^2))'],
    ['sin^2(x) y', '((sin[x]^2)*y)'],
    ['x^sin(y)', '(x^sin[y])'],
    ['max(x, y, 1)', 'max[x,y,1]'],
    ['pow(x, 2)', 'pow[x,2]'],
    ['√x', 'sqrt[x]'],
    ['√(x+1)', 'sqrt[(x+1)]'],
    ['2√2', '(2*sqrt[2])'],
    ['√2 sin x', '(sqrt[2]*sin[x])'],
    ['∛x', 'cbrt[x]'],
    ['sqrt x + 1', '(sqrt[x]+1)'],
    // bars
    ['|x|', 'abs[x]'],
    ['|x - |y||', 'abs[(x-abs[y])]'],
    ['||x| - y|', 'abs[(abs[x]-y)]'],
    ['||x||', 'abs[abs[x]]'],
    ['2|x|y', '((2*abs[x])*y)'],
    ['|x||y|', '(abs[x]*abs[y])'],
    ['|x|y|a|', '((abs[x]*y)*abs[a])'],
    ['|2(x|y|)|', 'abs[(2*(x*abs[y]))]'],
    ['|x|^2', '(abs[x]^2)'],
    ['-|x|', '(-abs[x])'],
    ['|-x|', 'abs[(-x)]'],
    ['|x+|', 'a value is missing after | at 4'],
    // typed signs
    ['x − y', '(x-y)'],
    ['x – y', '(x-y)'],
    ['x × y', '(x*y)'],
    ['x·y', '(x*y)'],
    ['x⋅y', '(x*y)'],
    ['x ÷ y', '(x/y)'],
    ['x\u00a0+\n\ty', '(x+y)'],
    // whole formulas
    ['(a - x)^2 + b (y - x^2)^2', '(((a-x)^2)+(b*((y-(x^2))^2)))'],
    ['x^2 + y^2 - a cos(2pi x)', '(((x^2)+(y^2))-(a*cos[((2*pi)*x)]))'],
    ['exp(-x²−y²)', 'exp[((-(x^2))-(y^2))]'],
    ['(x²+y−11)²+(x+y²−7)²', '(((((x^2)+y)-11)^2)+(((x+(y^2))-7)^2))'],
  ])('%s reads as %s', (text, expected) => {
    expect(read(text, surface)).toBe(expected);
  });
});

describe('the grammar of rules', () => {
  test.each([
    ['beta1 m + (1 - beta1) g', '((beta1*m)+((1-beta1)*g))'],
    ['β₁ m', '(beta1*m)'],
    ['β1m', '(beta1*m)'],
    ['beta12 m', '(beta12*m)'],
    ['m / (1 - beta1^t)', '(m/(1-(beta1^t)))'],
    ['g + weight_decay x', '(g+(weight_decay*x))'],
    ['e + 1', '(e+1)'],
    ['2e', '(2*e)'],
    ['lr sign(m)', '(lr*sign[m])'],
    ['where(g m > 0, g, 0)', 'where[((g*m)>0),g,0]'],
    ['where(t == 1, g, m)', 'where[(t==1),g,m]'],
    ['t + 1 <= 2 t', '((t+1)<=(2*t))'],
    ['t ≥ 1', '(t>=1)'],
    ['t ≤ 1', '(t<=1)'],
    ['(t < 1) == 0', '((t<1)==0)'],
    ['norm(g)', 'norm[g]'],
    ['dot(g, m) / (norm(g) norm(m))', '(dot[g,m]/(norm[g]*norm[m]))'],
    ['gradient(x + beta1 m)', 'gradient[(x+(beta1*m))]'],
    ['clamp(g, -1, 1)', 'clamp[g,(-1),1]'],
    ['max(beta2 v, |g|)', 'max[(beta2*v),abs[g]]'],
    ['pi', '“pi” at 1 is not known; the names are x, m, v, g, t, e, lr, beta1, beta2, beta12, weight_decay'],
    ['beta3', '“beta3” at 1 is not known; did you mean “beta1”?'],
    ['weightdecay', '“weightdecay” at 1 is not known; did you mean “weight_decay”?'],
    ['m1', '“m1” at 1 is not known; write m*1 or m^1'],
    ['m < g < v', '< at 7 compares a comparison; compare two values at a time'],
  ])('%s reads as %s', (text, expected) => {
    expect(read(text, rule)).toBe(expected);
  });
});

describe('lines', () => {
  test.each([
    ['m = beta1 m + (1 - beta1) g', 'm', '((beta1*m)+((1-beta1)*g))'],
    ['  m_hat=m', 'm_hat', 'm'],
    ['β₁ = 1', 'beta1', '1'],
    ['c = t == 1', 'c', '(t==1)'],
    ['c = t <= 1', 'c', '(t<=1)'],
  ])('%s assigns', (text, target, expected) => {
    const result = parseLine(text, rule);
    expect(result.ok && [result.line.target, grouped(result.line.expression)]).toEqual([target, expected]);
  });

  test.each<[string, ProblemCode, string, string]>([
    ['m', 'missing-assignment', 'm', 'the line must read “name = formula”'],
    ['t == 1', 'missing-assignment', 't == 1', 'the line must read “name = formula”'],
    ['', 'missing-assignment', '', 'the line must read “name = formula”'],
    ['m + 1 = g', 'bad-target', 'm + 1', '“m + 1” at 1 is not a name that can be given a value'],
    ['= g', 'bad-target', '', '“” at 1 is not a name that can be given a value'],
    ['1m = g', 'bad-target', '1m', '“1m” at 1 is not a name that can be given a value'],
    ['norm = g', 'bad-target', 'norm', '“norm” at 1 is not a name that can be given a value'],
    ['m = q', 'unknown-name', 'q', expect.stringContaining('“q” at 5 is not known')],
    ['m = g +', 'missing-value', '+', 'a value is missing after + at 7'],
    ['m =', 'empty', '', 'there is no formula yet'],
    ['m = g = v', 'unexpected-character', '=', '“=” at 7 has no meaning in a formula'],
  ])('%s is refused as %s', (text, code, culprit, sentence) => {
    const result = parseLine(text, rule);
    if (result.ok) throw new Error('was read');
    const { problem } = result;
    expect([problem.code, text.slice(problem.at.start, problem.at.end)]).toEqual([code, culprit]);
    expect(explain(problem)).toEqual(sentence);
  });
});

describe('problems point at the culprit', () => {
  test.each<[string, ProblemCode, string, string]>([
    ['', 'empty', '', 'there is no formula yet'],
    ['   ', 'empty', '   ', 'there is no formula yet'],
    ['x + $', 'unexpected-character', '$', '“$” at 5 has no meaning in a formula'],
    ['x.y', 'unexpected-character', '.', '“.” at 2 has no meaning in a formula; names have no parts'],
    ['"x"', 'unexpected-character', '"', '“"” at 1 has no meaning in a formula'],
    ["x + 'y'", 'unexpected-character', "'", "“'” at 5 has no meaning in a formula"],
    ['[x]', 'unexpected-character', '[', '“[” at 1 has no meaning in a formula; write ( and )'],
    ['x!', 'unexpected-character', '!', '“!” at 2 has no meaning in a formula'],
    ['∞', 'unexpected-character', '∞', '“∞” at 1 has no meaning in a formula'],
    ['x + 😀', 'unexpected-character', '😀', '“😀” at 5 has no meaning in a formula'],
    ['é', 'unexpected-character', 'é', '“é” at 1 has no meaning in a formula'],
    ['x⁻', 'unexpected-character', '⁻', '“⁻” at 2 has no meaning in a formula'],
    ['_x', 'unexpected-character', '_', '“_” at 1 has no meaning in a formula'],
    ['x != y', 'unexpected-character', '!', '“!” at 3 has no meaning in a formula'],
    ['x; y', 'unexpected-character', ';', '“;” at 2 has no meaning in a formula'],
    ['x + sinn(y)', 'unknown-name', 'sinn', '“sinn” at 5 is not known; did you mean “sin”?'],
    ['z', 'unknown-name', 'z', '“z” at 1 is not known; the names are x, y, pi, e, tau, a, b, alpha'],
    ['x2', 'digits-after-name', 'x2', '“x2” at 1 is not known; write x*2 or x^2'],
    ['axy12 + 1', 'digits-after-name', 'y12', '“y12” at 3 is not known; write y*12 or y^12'],
    ['sin2x', 'digits-after-name', 'sin2', '“sin2” at 1 is not known; write sin(2…)'],
    ['0x10', 'digits-after-name', 'x10', '“x10” at 2 is not known; write x*10 or x^10'],
    ['x + 1..2', 'malformed-number', '1..2', '“1..2” at 5 is not a number'],
    ['1.2.3', 'malformed-number', '1.2.3', '“1.2.3” at 1 is not a number'],
    ['x + 1e999', 'number-too-large', '1e999', 'the number “1e999” at 5 is too large'],
    ['1e-999', 'number-too-small', '1e-999', 'the number “1e-999” at 1 is too close to zero'],
    ['x^', 'missing-value', '^', 'the exponent is missing after ^ at 2'],
    ['x^ + 1 + ', 'missing-value', '+', 'a value is missing after + at 8'],
    ['x**', 'missing-value', '**', 'the exponent is missing after ** at 2'],
    ['sin^', 'missing-value', '^', 'the exponent is missing after ^ at 4'],
    ['x + * y', 'missing-value', '+', 'a value is missing after + at 3'],
    ['* x', 'missing-value', '*', 'a value is missing before * at 1'],
    ['(* x)', 'missing-value', '*', 'a value is missing before * at 2'],
    ['(x + )', 'missing-value', '+', 'a value is missing after + at 4'],
    ['-', 'missing-value', '-', 'a value is missing after - at 1'],
    ['max(x,)', 'missing-value', ',', 'a value is missing after , at 6'],
    ['max(,x)', 'missing-value', ',', 'a value is missing before , at 5'],
    ['²', 'missing-value', '²', 'a value is missing before ² at 1'],
    ['x + ()', 'empty-parentheses', '()', 'the parentheses at 5 are empty'],
    ['(x + (y)', 'missing-close', '(', 'a closing parenthesis is missing for the one at 1'],
    ['x + (', 'missing-close', '(', 'a closing parenthesis is missing for the one at 5'],
    ['sin(x', 'missing-close', '(', 'a closing parenthesis is missing for the one at 4'],
    ['1 + |x', 'missing-close', '|', 'a closing bar is missing for the one at 5'],
    ['(|x)', 'missing-close', '|', 'a closing bar is missing for the one at 2'],
    ['x + y)', 'unexpected-close', ')', 'the closing parenthesis at 6 has no opening one'],
    [')', 'unexpected-close', ')', 'the closing parenthesis at 1 has no opening one'],
    [
      '1,5 x',
      'unexpected-comma',
      ',',
      'the comma at 2 is outside a function’s parentheses; a decimal number is written with a point',
    ],
    ['(x, y)', 'unexpected-comma', ',', expect.stringContaining('the comma at 3')],
    ['1 + sin(x, y)', 'wrong-argument-count', 'sin(x, y)', 'sin at 5 needs 1 value, got 2'],
    ['sin()', 'wrong-argument-count', 'sin()', 'sin at 1 needs 1 value, got 0'],
    ['atan2(x)', 'wrong-argument-count', 'atan2(x)', 'atan2 at 1 needs 2 values, got 1'],
    ['max(x)', 'wrong-argument-count', 'max(x)', 'max at 1 needs 2 to 8 values, got 1'],
    ['x + sin', 'missing-parentheses', 'sin', 'sin at 5 needs its values in parentheses, as in sin(…)'],
    ['sin -x', 'missing-parentheses', 'sin', 'sin at 1 needs its values in parentheses, as in sin(…)'],
    ['max x', 'missing-parentheses', 'max', 'max at 1 needs its values in parentheses, as in max(…)'],
    [
      'sin x y',
      'ambiguous-argument',
      'y',
      'it is not clear where the value of sin ends, at 7; write sin(x) or put more inside the parentheses',
    ],
    ['sin x/2', 'ambiguous-argument', '/', expect.stringContaining('write sin(x) or')],
    ['sin x(y+1)', 'ambiguous-argument', '(', expect.stringContaining('write sin(x) or')],
    ['sin 2x y', 'ambiguous-argument', 'y', expect.stringContaining('write sin(2x) or')],
    ['sin 2(x)', 'ambiguous-argument', '(', expect.stringContaining('write sin(2) or')],
    ['sin 2πx', 'ambiguous-argument', 'x', expect.stringContaining('write sin(2π) or')],
    ['sin x|y|', 'ambiguous-argument', '|', expect.stringContaining('write sin(x) or')],
    ['√2x', 'ambiguous-argument', 'x', expect.stringContaining('write sqrt(2) or')],
    ['√x²', 'ambiguous-argument', '²', expect.stringContaining('write sqrt(x) or')],
    ['sqrt x^2', 'ambiguous-argument', '^', expect.stringContaining('write sqrt(x) or')],
    [
      'sin^-1 x',
      'ambiguous-function-power',
      'sin^',
      'only a positive number may follow sin^ at 1; write sin(…)^(…), and the inverse function by its own name',
    ],
    ['sin⁻¹(x)', 'ambiguous-function-power', 'sin⁻¹', expect.stringContaining('its own name')],
    ['sin^a x', 'ambiguous-function-power', 'sin^', expect.stringContaining('its own name')],
    ['x 2', 'number-after-value', '2', 'a sign is missing before 2 at 3; write * for a product or ^ for a power'],
    ['2 3', 'number-after-value', '3', expect.stringContaining('before 3 at 3')],
    ['(x)2', 'number-after-value', '2', expect.stringContaining('before 2 at 4')],
    ['x<y', 'comparison-not-allowed', '<', '< at 2 compares, which this formula cannot use'],
    ['x==y', 'comparison-not-allowed', '==', '== at 2 compares, which this formula cannot use'],
    ['z = x^2', 'assignment-not-allowed', 'z =', 'write the formula alone, without “z =”'],
    ['f(x, y) = x^2', 'assignment-not-allowed', 'f(x, y) =', 'write the formula alone, without “f(x, y) =”'],
  ])('%j is refused as %s', (text, code, culprit, sentence) => {
    const problem = problemOf(text);
    expect([problem.code, text.slice(problem.at.start, problem.at.end)]).toEqual([code, culprit]);
    expect(explain(problem)).toEqual(sentence);
  });

  test('the first problem of the text is the one reported', () => {
    expect(problemOf('x + * $').code).toBe('missing-value');
    expect(problemOf('$ + *').code).toBe('unexpected-character');
  });
});

describe('suggestions', () => {
  test.each([
    ['X', 'x'],
    ['Sin(x)', 'sin'],
    ['SIN(x)', 'sin'],
    ['XY', 'xy'],
    ['xSin(y)', 'xsin'],
    ['PI', 'pi'],
    ['Π', 'pi'],
    ['sinn(x)', 'sin'],
    ['sni(x)', 'sin'],
    ['xsinn(y)', 'sin'],
    ['coz(x)', 'cos'],
    ['sqr(x)', 'sqrt'],
    ['squrt(x)', 'sqrt'],
    ['artcan(x)', 'arctan'],
    ['arcsinn(x)', 'arcsin'],
    ['florr(x)', 'floor'],
    ['alhpa', 'alpha'],
    ['α + β', undefined],
    ['q', undefined],
    ['xq', undefined],
    ['foobarbaz', undefined],
  ])('%s suggests %s', (text, suggestion) => {
    const problem = problemOf(text);
    expect(problem.code === 'unknown-name' && problem.suggestion).toBe(suggestion);
  });
});

describe('limits', () => {
  test('512 characters', () => {
    expect(parse('x'.padEnd(512), surface).ok).toBe(true);
    const problem = problemOf('x'.padEnd(513));
    expect(problem).toEqual({ code: 'too-long', at: { start: 512, end: 513 }, found: 513, limit: 512 });
    expect(explain(problem)).toBe('the formula has 513 characters; the limit is 512');
    expect(parseLine('m = '.padEnd(513, 'x'), rule)).toMatchObject({ problem: { code: 'too-long' } });
  });

  test.each([
    ['parentheses', '(', ')'],
    ['bars', '|', '|'],
    ['functions', 'sin(', ')'],
    ['signs', '-', ''],
    ['exponents', 'x^', ''],
    ['functions without parentheses', 'sin ', ''],
  ])('64 levels of %s', (_, open, close) => {
    expect(parse(`${open.repeat(64)}x${close.repeat(64)}`, surface).ok).toBe(true);
    const problem = problemOf(`${open.repeat(65)}x${close.repeat(65)}`);
    expect(problem).toMatchObject({ code: 'too-deep', limit: 64 });
    expect(problem.at.start).toBeGreaterThanOrEqual(64 * open.length);
    expect(explain(problem)).toMatch(/^the formula is nested more than 64 levels deep at \d+$/);
  });

  test('long sums are not deep', () => {
    expect(parse(`x${'+x'.repeat(255)}`, surface).ok).toBe(true);
  });

  test('512 nodes', () => {
    expect(parse('x'.repeat(256), surface).ok).toBe(true);
    const problem = problemOf('x'.repeat(257));
    expect(problem).toMatchObject({ code: 'too-many-nodes', limit: 512 });
    expect(explain(problem)).toBe('the formula has more than 512 numbers, names and operations');
  });

  test('can be given', () => {
    const small = { characters: 9, depth: 2, nodes: 3 };
    expect(parse('((x))', surface, small).ok).toBe(true);
    expect(parse('(((x)))', surface, small)).toMatchObject({ problem: { code: 'too-deep', limit: 2 } });
    expect(parse('x+x+x', surface, small)).toMatchObject({ problem: { code: 'too-many-nodes', limit: 3 } });
    expect(parse('x + x + x ', surface, small)).toMatchObject({ problem: { code: 'too-long', limit: 9 } });
  });
});

describe('spans of the tree', () => {
  test('cover the source of each part', () => {
    const text = ' (a - x)^2 + b sin|y|';
    const sources: string[] = [];
    const visit = (node: Expression): void => {
      sources.push(text.slice(node.at.start, node.at.end));
      if (node.kind === 'binary') [node.left, node.right].forEach(visit);
      if (node.kind === 'unary') visit(node.of);
      if (node.kind === 'call') node.args.forEach(visit);
    };
    const result = parse(text, surface);
    if (result.ok) visit(result.expression);
    expect(sources).toEqual([
      '(a - x)^2 + b sin|y|',
      '(a - x)^2',
      '(a - x)',
      'a',
      'x',
      '2',
      'b sin|y|',
      'b',
      'sin|y|',
      '|y|',
      'y',
    ]);
  });
});

describe('vocabularies', () => {
  test('nothing of the language’s own objects is a name', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'prototype']) {
      expect(parse(name, surface).ok).toBe(false);
      expect(parse(`${name}(x)`, rule).ok).toBe(false);
    }
  });

  test('every alias stands for a function of its vocabulary', () => {
    for (const { aliases, functions } of [surface, rule]) {
      for (const name of aliases.values()) expect(functions.has(name), name).toBe(true);
    }
  });
});
