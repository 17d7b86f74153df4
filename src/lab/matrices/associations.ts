import { count, number } from '../describe/param.ts';
import { matrixProblem } from '../matrix.ts';
import { pow } from '../numeric/elementary.ts';
import { fill, orthonormal, product, scaledIdentity, transpose } from '../numeric/matrices.ts';

/** Shares that fall like 1/iˢ and add up to 1. */
function zipf(n: number, exponent: number): number[] {
  const raw = Array.from({ length: n }, (_, i) => pow(i + 1, -exponent));
  const total = raw.reduce((sum, share) => sum + share, 0);
  return raw.map((share) => share / total);
}

export default matrixProblem({
  title: 'Associations',
  aliases: ['associative memory', 'Zipf', 'key and value', 'long tail'],
  idea: 'W learns to turn keys into values, a few of them frequent and most of them rare: steps in proportion to the slope learn the rare ones last, steps of equal singular values learn all at once.',
  params: {
    size: count(8, [2, 16], { min: 2, max: 16, hint: 'how many keys, values, rows and columns' }),
    exponent: number(1, [0, 3], {
      min: 0,
      max: 10,
      letter: 's',
      hint: 'the i-th pair comes up in proportion to 1/iˢ; 0: all equally often',
    }),
  },
  sides: ({ size }) => [Number(size), Number(size)],
  form({ size, exponent }, luck) {
    const n = Number(size);
    const drawn = (purpose: string) => {
      const normal = luck(purpose);
      return orthonormal(fill(n, n, () => normal.normal()));
    };
    const [keys, values] = [drawn('keys'), drawn('values')];
    const often = zipf(n, Number(exponent));
    const weighted = fill(n, n, (row, column) => (row === column ? Math.sqrt(often[row]!) : 0));
    return {
      A: scaledIdentity(n, 1),
      B: product(keys, weighted),
      C: product(values, weighted),
      start: scaledIdentity(n, 0),
      target: product(values, transpose(keys)),
    };
  },
  source:
    'associative memory with Zipf’s frequencies, as in Wang et al. 2025 (arXiv:2509.26030): “Muon outperforms Adam in tail-end associative memory learning”',
});
