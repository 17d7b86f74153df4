/** Writes a number in the shortest form that reads back as the same number. */
export function numeral(value: number): string {
  const plain = String(value).replace('+', '');
  if (plain.length < 6) return plain;
  const power = value.toExponential().replace('+', '');
  return power.length + 2 < plain.length ? power : plain;
}
