/** The kit's operations on vectors: those of an arithmetic, and those on the bits of a number, alike in both widths. */
import type { Kit } from '../../numeric/kit.ts';
import { type Arithmetic, quad, simd, type Width } from './arithmetic.ts';

/** How a number's bits are divided, and what moves them within their lane. */
interface Bits {
  /** Below the exponent. */
  readonly fraction: number;
  /** The exponent of 1. */
  readonly bias: number;
  readonly left: number;
  readonly right: number;
}

const float64: Bits = { fraction: 52, bias: 1023, left: 0xcb, right: 0xcd };
const float32: Bits = { fraction: 23, bias: 127, left: 0xab, right: 0xad };
const [and, or, xor, not] = [simd(0x4e), simd(0x50), simd(0x51), simd(0x4d)];

/** All but what is looked up; `inside` is the arithmetic of the function that is being written. */
export function vectorKit(inside: () => Arithmetic, width: Width): Omit<Kit<number, number>, 'table' | 'row' | 'rare'> {
  const { fraction, bias, left, right } = width === quad ? float32 : float64;
  // A whole number below 2ᶠ sits in the low bits of that number plus 2ᶠ.
  const whole = 2 ** fraction;
  const least = 2 ** (1 - bias - fraction);
  /** Bit patterns as numbers: an exponent's field at the lowest place, and what lies below it. */
  const [exponentField, mantissaField] = [(2 * bias + 1) * least, 2 ** (1 - bias) - least];
  const define = (op: string, code: readonly number[], ...reads: readonly number[]): number =>
    inside().scribe.define(width.mask, `${width.name} ${op}`, code, ...reads);
  const moved = (op: string, code: number, a: number): number => define(op, [0x41, fraction, ...simd(code)], a);
  const constant = (value: number): number => inside().constant(value);
  return {
    constant,
    add: (a, b) => inside().add(a, b),
    sub: (a, b) => inside().sub(a, b),
    mul: (a, b) => inside().mul(a, b),
    div: (a, b) => inside().div(a, b),
    min: (a, b) => inside().min(a, b),
    max: (a, b) => inside().max(a, b),
    neg: (a) => inside().neg(a),
    abs: (a) => inside().abs(a),
    sqrt: (a) => inside().sqrt(a),
    floor: (a) => inside().floor(a),
    less: (a, b) => inside().compare('less', a, b),
    equal: (a, b) => inside().compare('equal', a, b),
    and: (a, b) => define('and', and, a, b),
    or: (a, b) => define('or', or, a, b),
    not: (a) => define('not', not, a),
    select: (mask, yes, no) => inside().select(mask, yes, no),
    power2: (a) => moved('left', left, inside().add(a, constant(bias + whole))),
    exponent(a) {
      const field = define('and', and, moved('right', right, a), constant(exponentField));
      return inside().sub(define('or', or, field, constant(whole)), constant(whole + bias));
    },
    mantissa: (a) => define('or', or, define('and', and, a, constant(mantissaField)), constant(1)),
    odd: (x, value) => define('xor', xor, define('and', and, x, constant(-0)), value),
  };
}
