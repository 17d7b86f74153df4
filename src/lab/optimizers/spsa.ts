import { number, rate } from '../describe/param.ts';
import { method } from '../optimizer.ts';

export default method({
  title: 'SPSA',
  aliases: ['simultaneous perturbation'],
  year: 1992,
  idea: 'Guesses the slope from two values only, one to either side along a random diagonal, in any number of dimensions.',
  source: 'Spall 1992, gains as in Spall 1998; no outside reference',
  params: {
    lr: rate(0.1, { letter: 'a', hint: 'size of the steps' }),
    c: number(0.1, [0.01, 1], { min: 1e-9, letter: 'c', hint: 'how far to either side it looks' }),
    stability: number(10, [0, 100], { min: 0, letter: 'A', hint: 'holds the first steps back' }),
    alpha: number(0.602, [0, 1], { min: 0, max: 10, letter: '\\alpha', hint: 'how fast steps shrink' }),
    gamma: number(0.101, [0, 1], { min: 0, max: 10, letter: '\\gamma', hint: 'how fast its look narrows' }),
  },
  letters: { z: '\\Delta', k: 'k', h: 'c_k', f_plus: 'f(x + c_k \\Delta)', f_minus: 'f(x - c_k \\Delta)' },
  restless: 'the slope between two points beside a minimum is not quite 0',
  lines: () => [
    'h = c / (k + 1)^gamma',
    'g = (f_plus - f_minus) / (2 h) z',
    'x = x - lr / (stability + k + 1)^alpha g',
  ],
  asks: 'values',
  *steps(start, oracle, values) {
    const [c, stability] = [Number(values.c), Number(values.stability)];
    let x = start;
    for (let k = 0; ; k++) {
      const luck = oracle.random('direction');
      const z = x.map(() => (luck.uniform() < 0.5 ? -1 : 1));
      const h = c / oracle.pow(k + 1, Number(values.gamma));
      const beside = (side: number): number => oracle.value(x.map((entry, i) => entry + side * h * z[i]!));
      const slope = (beside(1) - beside(-1)) / (2 * h);
      const rateNow = Number(values.lr) / oracle.pow(stability + k + 1, Number(values.alpha));
      x = x.map((entry, i) => entry - rateNow * slope * z[i]!);
      yield { x, state: { g: z.map((entry) => slope * entry) } };
    }
  },
  conventions: ['Δ is +1 or −1 at random in every coordinate.'],
});
