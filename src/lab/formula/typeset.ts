/** Writes a formula as TeX: fractions, powers, roots, bars and cases, with parentheses only where they are needed. */

import {
  type BinaryNode,
  type BinaryOperator,
  type CallNode,
  type Expression,
  isComparison,
  type Line,
  type UnaryNode,
} from './syntax.ts';

/** TeX for symbols by name. A symbol without an entry is typeset by its spelling: `beta1` as β with subscript 1. */
export type Letters = Readonly<Record<string, string>>;

/** How tightly a form binds; an operand that binds less tightly than its place asks for is put in parentheses. */
const levels = { choice: 0, comparison: 1, sum: 2, sign: 3, product: 4, power: 5, atom: 6 } as const;

type Tex = { readonly tex: string; readonly level: number };

/** A formula as TeX. The output has only fixed commands, numbers, symbol names and the given letters. */
export function typeset(expression: Expression, letters: Letters = {}): string {
  return new Typesetter(letters).render(expression).tex;
}

/** A line of a rule as TeX, with an arrow towards its target. */
export function typesetLine(line: Pick<Line, 'target' | 'expression'>, letters: Letters = {}): string {
  return `${letterOf(line.target, letters)} \\leftarrow ${typeset(line.expression, letters)}`;
}

const greekNames: ReadonlySet<string> = new Set(
  (
    'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi ' +
    'omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega'
  ).split(' '),
);

/** Functions set as an upright name in front of their values. */
const operatorNames: ReadonlyMap<string, string> = new Map([
  ['sin', '\\sin'],
  ['cos', '\\cos'],
  ['tan', '\\tan'],
  ['asin', '\\arcsin'],
  ['acos', '\\arccos'],
  ['atan', '\\arctan'],
  ['sinh', '\\sinh'],
  ['cosh', '\\cosh'],
  ['tanh', '\\tanh'],
  ['exp', '\\exp'],
  ['log', '\\ln'],
  ['log2', '\\log_{2}'],
  ['log10', '\\log_{10}'],
  ['min', '\\min'],
  ['max', '\\max'],
]);

/** Functions whose power may stand on the name: `\sin^{2} x`. */
const takesPower: ReadonlySet<string> = new Set('sin cos tan sinh cosh tanh'.split(' '));

/** Functions set as a pair of delimiters around their value. */
const delimiters: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['abs', ['|', '|']],
  ['norm', ['\\lVert', '\\rVert']],
  ['floor', ['\\lfloor', '\\rfloor']],
  ['ceil', ['\\lceil', '\\rceil']],
  ['dot', ['\\langle', '\\rangle']],
]);

/** Functions set as other mathematics in front of parentheses. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ['gradient', '\\nabla f'],
  ['sigmoid', '\\sigma'],
  ['ns5', '\\operatorname{NS}_5'],
  ['row_means', '\\operatorname{mean}_{\\rightarrow}'],
  ['column_means', '\\operatorname{mean}_{\\downarrow}'],
  ['log_softmax', '\\ln\\operatorname{softmax}'],
  ['total', '\\sum_j'],
]);

const comparisonSigns: Readonly<Partial<Record<BinaryOperator, string>>> = { '<=': '\\le', '>=': '\\ge', '==': '=' };

/** An exponential whose exponent is longer than this, or has a fraction, is written with `\exp`. */
const longestExponent = 48;

function letterOf(name: string, letters: Letters): string {
  return (Object.hasOwn(letters, name) ? letters[name] : undefined) ?? spellLetter(name);
}

/** A name by its spelling: Greek where it is a Greek name, digits and `_` words as subscripts, long names upright. */
function spellLetter(name: string): string {
  const [first = '', ...words] = name.split('_');
  const [, stem = first, digits = ''] = /^(.*?)([0-9]*)$/.exec(first) ?? [];
  const below = [digits, ...words].filter((word) => word !== '').map(spellWord);
  if (below.length === 0) return spellWord(stem);
  const subscript = below.join(',');
  return `${spellWord(stem)}_${subscript.length === 1 ? subscript : `{${subscript}}`}`;
}

function spellWord(word: string): string {
  if (word === 'epsilon') return '\\varepsilon';
  if (greekNames.has(word)) return `\\${word}`;
  return word.length === 1 || /^[0-9]+$/.test(word) ? word : `\\mathrm{${word}}`;
}

function numberTex(value: number): Tex {
  const [digits = '', exponent] = String(value).split('e');
  if (exponent === undefined) return { tex: digits, level: levels.atom };
  const power = `10^{${exponent.replace('+', '')}}`;
  return digits === '1'
    ? { tex: power, level: levels.power }
    : { tex: `${digits} \\cdot ${power}`, level: levels.product };
}

function enclose(open: string, tex: string, close: string): string {
  return `\\left${open} ${tex} \\right${close}`;
}

function parenthesize(tex: string): string {
  return /\\(frac|sqrt|begin)/.test(tex) ? enclose('(', tex, ')') : `(${tex})`;
}

function signed(tex: string): boolean {
  return tex.startsWith('-') || tex.startsWith('+');
}

/** What stands between two factors: a dot between digits, nothing after a number, otherwise a thin space. */
function between(left: string, right: string): string {
  const startsWithNumber = /^[0-9.]/.test(right);
  const endsWithNumber = /(^|[^_0-9.])[0-9.]+$/.test(left);
  if (startsWithNumber || (endsWithNumber && right.startsWith('\\frac'))) return ' \\cdot ';
  if (/^-?[0-9.]+$/.test(left)) return '';
  return startsWithOperator(right) ? ' ' : '\\,';
}

function startsWithOperator(tex: string): boolean {
  return /^\\(operatorname|sin|cos|tan|arc|exp|ln|log|min|max)/.test(tex);
}

function isSimple(expression: Expression): boolean {
  return expression.kind === 'symbol' || expression.kind === 'number';
}

class Typesetter {
  private readonly letters: Letters;

  constructor(letters: Letters) {
    this.letters = letters;
  }

  render(expression: Expression): Tex {
    switch (expression.kind) {
      case 'number':
        return numberTex(expression.value);
      case 'symbol':
        return this.symbol(expression.name);
      case 'call':
        return this.call(expression, true);
      case 'unary':
        return this.unary(expression);
      case 'binary':
        return this.binary(expression);
    }
  }

  /** A letter may carry an exponent of its own, or be a number that was filled in. */
  private symbol(name: string): Tex {
    const tex = letterOf(name, this.letters);
    if (/^(?:\\bigl)?\(.*\)$/.test(tex)) return { tex, level: levels.atom };
    if (signed(tex)) return { tex, level: levels.sign };
    if (tex.includes('\\cdot')) return { tex, level: levels.product };
    return { tex, level: tex.includes('^') ? levels.power : levels.atom };
  }

  private operand(expression: Expression, least: number): string {
    return wrap(this.render(expression), least);
  }

  private unary({ op, of }: UnaryNode): Tex {
    return { tex: op + this.operand(of, levels.product), level: levels.sign };
  }

  private binary(node: BinaryNode): Tex {
    const { op, left, right } = node;
    if (isComparison(op)) {
      const tex = `${this.operand(left, levels.sum)} ${comparisonSigns[op] ?? op} ${this.operand(right, levels.sum)}`;
      return { tex, level: levels.comparison };
    }
    if (op === '+' || op === '-') return this.sum(node);
    if (op === '*') return this.product(node);
    if (op === '/') return { tex: this.fraction(left, right), level: levels.product };
    return this.power(left, right);
  }

  private fraction(above: Expression, below: Expression): string {
    return `\\frac{${this.operand(above, levels.comparison)}}{${this.operand(below, levels.comparison)}}`;
  }

  private sum({ op, left, right }: BinaryNode): Tex {
    const last = this.operand(right, op === '+' ? levels.sum : levels.product);
    const tex = `${this.operand(left, levels.sum)} ${op} ${signed(last) ? parenthesize(last) : last}`;
    return { tex, level: levels.sum };
  }

  private product(node: BinaryNode): Tex {
    const factors = factorsOf(node);
    const written = factors.map((factor, index) => this.factor(factor, index, factors[index + 1]));
    const tex = written.reduce((before, factor) => before + between(before, factor) + factor);
    return { tex, level: signed(tex) ? levels.sign : levels.product };
  }

  /** One factor; a function without parentheses must not seem to reach over the factor that follows. */
  private factor(factor: Expression, index: number, next: Expression | undefined): string {
    const endsHere =
      next === undefined || (next.kind === 'call' && operatorNames.has(next.name) && next.name !== 'exp');
    const rendered = factor.kind === 'call' ? this.call(factor, endsHere) : this.render(factor);
    const mayBeSigned = index === 0 && (factor.kind === 'symbol' || (factor.kind === 'unary' && isSimple(factor.of)));
    return wrap(rendered, mayBeSigned ? levels.sign : levels.product);
  }

  private power(base: Expression, exponent: Expression): Tex {
    const above = this.exponent(exponent);
    if (base.kind === 'call' && takesPower.has(base.name) && exponent.kind === 'number') {
      return this.operator(base, `${operatorNames.get(base.name) ?? ''}^{${above}}`, false);
    }
    return { tex: `${this.operand(base, levels.atom)}^{${above}}`, level: levels.power };
  }

  /** An exponent; a fraction of two numbers or letters is written on one line. */
  private exponent(expression: Expression): string {
    const sign = expression.kind === 'unary' ? expression.op : '';
    const inner = expression.kind === 'unary' ? expression.of : expression;
    if (inner.kind === 'binary' && inner.op === '/' && isSimple(inner.left) && isSimple(inner.right)) {
      return `${sign}${this.operand(inner.left, levels.atom)}/${this.operand(inner.right, levels.atom)}`;
    }
    return this.render(expression).tex;
  }

  private call(node: CallNode, bare: boolean): Tex {
    const { name, args } = node;
    const [first, second, third] = args;
    if (first === undefined) return { tex: `\\operatorname{${name}}()`, level: levels.product };
    if (name === 'where' && second !== undefined && third !== undefined) return this.choice(first, second, third);
    if (name === 'sqrt') return { tex: `\\sqrt{${this.render(first).tex}}`, level: levels.atom };
    if (name === 'hypot' && second !== undefined) return this.distance(first, second);
    if (name === 'cbrt') return { tex: `\\sqrt[3]{${this.render(first).tex}}`, level: levels.atom };
    if (name === 'pow' && second !== undefined) return this.power(first, second);
    if (name === 'at' && second !== undefined)
      return { tex: `${this.operand(first, levels.product)}_{${this.render(second).tex}}`, level: levels.atom };
    if (name === 'tail_logsumexp') {
      const exponent = `${this.operand(first, levels.atom)}_k`;
      return { tex: `\\ln \\sum_{k \\succeq j} e^{${exponent}}`, level: levels.product };
    }
    if (name === 'exp') return this.exponential(node, first);
    const pair = delimiters.get(name);
    if (pair !== undefined) return { tex: enclose(pair[0], this.list(args), pair[1]), level: levels.atom };
    const prefix = prefixes.get(name);
    if (prefix !== undefined) return { tex: prefix + parenthesize(this.list(args)), level: levels.product };
    return this.operator(node, operatorNames.get(name) ?? `\\operatorname{${name}}`, bare);
  }

  private distance(across: Expression, up: Expression): Tex {
    const [x, y] = [across, up].map((side) => this.power(side, { kind: 'number', value: 2, at: side.at }).tex);
    return { tex: `\\sqrt{${x} + ${y}}`, level: levels.atom };
  }

  private list(args: readonly Expression[]): string {
    return args.map((arg) => this.render(arg).tex).join(', ');
  }

  private operator({ name, args }: CallNode, command: string, bare: boolean): Tex {
    const [first] = args;
    const value = args.length === 1 && first !== undefined && isSimple(first) ? this.render(first) : undefined;
    const needsNone = bare && operatorNames.has(name) && value !== undefined && value.level === levels.atom;
    const tex = needsNone ? `${command} ${value.tex}` : command + parenthesize(this.list(args));
    return { tex, level: levels.product };
  }

  private exponential(node: CallNode, of: Expression): Tex {
    const above = this.exponent(of);
    if (above.length > longestExponent || above.includes('\\frac')) return this.operator(node, '\\exp', false);
    return { tex: `e^{${above}}`, level: levels.power };
  }

  private choice(condition: Expression, yes: Expression, no: Expression): Tex {
    const [when, then, otherwise] = [condition, yes, no].map((part) => this.render(part).tex);
    const rows = `${then} & \\text{if } ${when} \\\\ ${otherwise} & \\text{otherwise}`;
    return { tex: `\\begin{cases} ${rows} \\end{cases}`, level: levels.choice };
  }
}

function wrap({ tex, level }: Tex, least: number): string {
  return level < least ? parenthesize(tex) : tex;
}

function factorsOf(expression: Expression): Expression[] {
  if (expression.kind !== 'binary' || expression.op !== '*') return [expression];
  return [...factorsOf(expression.left), ...factorsOf(expression.right)];
}
