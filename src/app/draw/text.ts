/** Numbers as short, steady texts: read-outs, coordinates under the pointer, tick labels. */

/** A real minus sign, as wide as the plus and the digits. */
const withMinus = (text: string): string => text.replaceAll('-', '−');

const special = (x: number): string | undefined => {
  if (Number.isNaN(x)) return 'NaN';
  if (x === Infinity) return '∞';
  if (x === -Infinity) return '−∞';
  return x === 0 ? '0' : undefined;
};

const exponential = (x: number, digits: number): string => withMinus(x.toExponential(digits).replace('e+', 'e'));

/** A value for a read-out: four digits from 0.001 to 99999, else three and an exponent; never more than nine characters. */
export const formatValue = (x: number): string => {
  const known = special(x);
  if (known !== undefined) return known;
  const size = Math.abs(Number(x.toPrecision(4)));
  if (size >= 1e-3 && size < 1e5) return withMinus(x.toFixed(Math.max(0, 3 - Math.floor(Math.log10(size)))));
  const text = exponential(x, 2);
  return text.length <= 9 ? text : exponential(x, 1);
};

/** A coordinate with as many decimals as tell a thousandth of `span` (the visible width of the axis) apart. */
export const formatCoordinate = (x: number, span = 1): string => {
  if (!Number.isFinite(x)) return formatValue(x);
  if (Math.abs(x) >= 1e6) return exponential(x, 4);
  const decimals = Math.min(12, Math.max(0, Math.ceil(3 - Math.log10(span))));
  const text = x.toFixed(decimals);
  return withMinus(Number(text) === 0 ? (0).toFixed(decimals) : text);
};

/** A lone tick: 1, 0.01, 10000 in full, 1e-4, 2.5e6 beyond. */
export const formatTick = (x: number): string => {
  const known = special(x);
  if (known !== undefined) return known;
  const size = Math.abs(x);
  const short = Number(x.toPrecision(6));
  if (size >= 1e-3 && size < 1e5) return withMinus(String(short));
  return withMinus(short.toExponential().replace('e+', 'e'));
};

/** Labels for evenly spaced ticks: all with the same number of decimals. */
export const tickLabeller = (step: number, largest: number): ((x: number) => string) => {
  if (largest >= 1e5 || step < 1e-6) {
    const digits = Math.min(15, Math.max(0, Math.floor(Math.log10(largest / step) + 1e-9)));
    return (x) => (Math.abs(x) < step / 2 ? '0' : exponential(x, digits));
  }
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return (x) => withMinus((Math.abs(x) < step / 2 ? 0 : x).toFixed(decimals));
};
