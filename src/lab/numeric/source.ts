/** Writes the elementary functions out as straight-line TypeScript over numbers, which is what the lab runs. */
import { elementary } from './elementary.ts';
import type { Kit, Rows } from './kit.ts';
import * as tables from './tables.ts';

type Name = keyof ReturnType<typeof elementary>;

/** What each function is, for its docstring; the order is that of the file. */
const described: Record<Name, string> = {
  exp: 'eˣ.',
  expm1: 'eˣ − 1, exact to the last digits near 0.',
  log: 'The natural logarithm.',
  log1p: 'ln(1 + x), exact to the last digits near 0.',
  log2: 'The logarithm to base 2.',
  log10: 'The logarithm to base 10.',
  sin: 'The sine of x radians, at every size of x.',
  cos: 'The cosine of x radians, at every size of x.',
  tan: 'The tangent of x radians, at every size of x.',
  asin: 'The arcsine in [−π/2, π/2].',
  acos: 'The arccosine in [0, π].',
  atan: 'The arctangent in [−π/2, π/2].',
  atan2: 'The angle of the point (x, y) in [−π, π]; y comes first, as in C.',
  sinh: 'The hyperbolic sine.',
  cosh: 'The hyperbolic cosine.',
  tanh: 'The hyperbolic tangent.',
  pow: 'x to the power y, with the special cases of C: 1 for y = 0 and for x = 1, whatever the other is.',
  cbrt: 'The cube root.',
  erf: 'The error function 2/√π · ∫₀ˣ e^(−t²) dt.',
  sigmoid: 'The logistic function 1/(1 + e⁻ˣ).',
  softplus: 'ln(1 + eˣ).',
};

/** The parameters of the functions that have not just x. */
const parameters: Partial<Record<Name, readonly string[]>> = { atan2: ['y', 'x'], pow: ['x', 'y'] };

/** One statement: the names it defines, its text, and the names it reads. */
interface Statement {
  readonly defines: readonly string[];
  readonly text: string;
  readonly reads: readonly string[];
}

type Slow = (argument: string) => readonly [string, string, string];

const literal = (value: number): string => (Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e'));

/** Collects statements; equal expressions are computed once. */
class Writer {
  readonly statements: Statement[] = [];
  readonly known = new Map<string, string>();
  names = 0;

  define(text: string, ...reads: readonly string[]): string {
    const before = this.known.get(text);
    if (before !== undefined) return before;
    const name = this.fresh();
    this.known.set(text, name);
    this.statements.push({ defines: [name], text: `const ${name} = ${text};`, reads });
    return name;
  }

  fresh(): string {
    return `v${++this.names}`;
  }

  /** The statements that the results depend on, in order. */
  needed(results: readonly string[]): string[] {
    const wanted = new Set(results);
    const kept: string[] = [];
    for (const { defines, text, reads } of this.statements.toReversed()) {
      if (!defines.some((name) => wanted.has(name))) continue;
      for (const name of reads) wanted.add(name);
      kept.push(text);
    }
    return kept.reverse();
  }
}

/** Writes functions one after another, sharing the rare computations and the tables. */
class Source {
  readonly tables = new Map<readonly number[], string>();
  readonly rows = new Set<string>();
  readonly rare = new Map<Slow, { readonly name: string; readonly lines: readonly string[] }>();
  writer = new Writer();
  readonly functions = elementary(this.kit());

  kit(): Kit<string, string> {
    const infix = (sign: string) => (a: string, b: string) => this.writer.define(`${a} ${sign} ${b}`, a, b);
    const call = (name: string) => (a: string) => this.writer.define(`${name}(${a})`, a);
    const call2 = (name: string) => (a: string, b: string) => this.writer.define(`${name}(${a}, ${b})`, a, b);
    return {
      constant: literal,
      add: infix('+'),
      sub: infix('-'),
      mul: infix('*'),
      div: infix('/'),
      neg: (a) => this.writer.define(`-${a}`, a),
      abs: call('Math.abs'),
      sqrt: call('Math.sqrt'),
      floor: call('Math.floor'),
      min: call2('Math.min'),
      max: call2('Math.max'),
      less: infix('<'),
      equal: infix('==='),
      and: infix('&&'),
      or: infix('||'),
      not: (a) => this.writer.define(`!${a}`, a),
      select: (mask, yes, no) => this.writer.define(`${mask} ? ${yes} : ${no}`, mask, yes, no),
      power2: call('power2'),
      exponent: call('exponent'),
      mantissa: call('mantissa'),
      table: (values, index) => this.writer.define(`${this.tableName(values)}[${index}]!`, index),
      row: (rows, x, shift) => {
        const { columns, numbers } = rows;
        const bits = shift < 32 ? `lower(${x}) >>> ${shift}` : `upper(${x}) >>> ${shift - 32}`;
        const begin = this.writer.define(`${columns} * ((${bits}) & ${numbers.length / columns - 1})`, x);
        const table = this.rowsName(rows);
        return Array.from({ length: columns }, (_, i) => this.writer.define(`${table}[${begin} + ${i}]!`, begin));
      },
      odd: (x, value) => this.writer.define(`0 < ${x} ? ${value} : ${x} < 0 ? -${value} : ${x}`, x, value),
      rare: (mask, fast, slow, argument) => {
        const name = this.rareName(slow);
        const [a, b, c] = [this.writer.fresh(), this.writer.fresh(), this.writer.fresh()];
        const [first, second, third] = fast;
        const choice = `${mask} ? ${name}(${argument}) : ([${first}, ${second}, ${third}] as const)`;
        const text = `const [${a}, ${b}, ${c}] = ${choice};`;
        this.writer.statements.push({ defines: [a, b, c], text, reads: [mask, argument, ...fast] });
        return [a, b, c];
      },
    };
  }

  tableName(values: readonly number[]): string {
    const name = this.tables.get(values) ?? `table${this.tables.size + 1}`;
    this.tables.set(values, name);
    return name;
  }

  /** Rows are imported, under the name they have in tables.ts. */
  rowsName(rows: Rows): string {
    const [name] = Object.entries(tables).find(([, one]) => one === rows)!;
    this.rows.add(name);
    return `${name}.numbers`;
  }

  rareName(slow: Slow): string {
    const before = this.rare.get(slow);
    if (before !== undefined) return before.name;
    const name = `rare${this.rare.size + 1}`;
    const outside = this.writer;
    this.writer = new Writer();
    const results = slow('x');
    const body = this.writer.needed(results);
    const head = `function ${name}(x: number): readonly [number, number, number] {`;
    this.rare.set(slow, { name, lines: [head, ...body, `return [${results.join(', ')}];`, '}'] });
    this.writer = outside;
    return name;
  }

  functionLines(name: Name): string[] {
    this.writer = new Writer();
    const names = parameters[name] ?? ['x'];
    const result = (this.functions[name] as (...values: string[]) => string)(...names);
    const typed = names.map((parameter) => `${parameter}: number`).join(', ');
    const head = [`/** ${described[name]} */`, `export function ${name}(${typed}): number {`];
    return [...head, ...this.writer.needed([result]), `return ${result};`, '}', ''];
  }
}

/** The text of numbers.ts. */
export function numbersSource(): string {
  const source = new Source();
  const functions = (Object.keys(described) as Name[]).flatMap((name) => source.functionLines(name));
  const digits = [...source.tables].map(([values, name]) => `const ${name} = [${values.map(literal).join(', ')}];`);
  const lines = [
    '/** The elementary functions on numbers: written out from their definitions by source.ts, not by hand. */',
    "import { exponent, lower, mantissa, power2, upper } from './kit.ts';",
    `import { ${[...source.rows].sort().join(', ')} } from './tables.ts';`,
    '',
    ...digits.flatMap((table) => ['// prettier-ignore', table, '']),
    ...[...source.rare.values()].flatMap(({ lines }) => [...lines, '']),
    ...functions,
  ];
  return lines.map((line) => (/^(const \[?v|return )/.test(line) ? `  ${line}` : line)).join('\n');
}
