import { number } from '../describe/param.ts';
import { along } from '../numeric/linear.ts';
import { method } from '../optimizer.ts';

interface Corner {
  readonly x: Float64Array;
  readonly f: number;
}

export default method({
  title: 'Nelder–Mead',
  aliases: ['simplex', 'amoeba', 'downhill simplex'],
  year: 1965,
  idea: 'A triangle that rolls downhill: its worst corner is mirrored, stretched or pulled in; no slopes are asked for.',
  source: 'Nelder & Mead 1965; checked against scipy.optimize 1.10, step for step',
  needs: () => 'few',
  params: {
    rho: number(1, [0, 2], { min: 0, max: 100, letter: '\\rho', hint: 'how far the worst corner is mirrored' }),
    chi: number(2, [1, 4], { min: 1, max: 100, letter: '\\chi', hint: 'how far it is stretched where that was good' }),
    psi: number(0.5, [0, 1], { min: 0, max: 1, letter: '\\psi', hint: 'how far it is pulled in where that was bad' }),
    sigma: number(0.5, [0, 1], { min: 0, max: 1, letter: '\\sigma', hint: 'how much the triangle shrinks at last' }),
  },
  letters: {
    c: 'c',
    w: 'x_{\\text{worst}}',
    r: 'x_{\\text{mirrored}}',
    e: 'x_{\\text{stretched}}',
    o: 'x_{\\text{outside}}',
    i: 'x_{\\text{inside}}',
    s: 'x_{\\text{others}}',
  },
  lines: () => [
    'r = c + rho (c - w)',
    'e = c + rho chi (c - w)',
    'o = c + rho psi (c - w)',
    'i = c - psi (c - w)',
    's = x + sigma (s - x)',
  ],
  asks: 'values',
  *steps(start, oracle, values) {
    const [rho, chi, psi, sigma] = [Number(values.rho), Number(values.chi), Number(values.psi), Number(values.sigma)];
    const corner = (x: Float64Array): Corner => ({ x, f: oracle.value(x) });
    const sorted = (corners: readonly Corner[]): Corner[] => corners.toSorted((a, b) => a.f - b.f);
    const nudged = Array.from(start, (entry, i) => {
      const other = Float64Array.from(start);
      other[i] = entry === 0 ? 0.00025 : 1.05 * entry;
      return other;
    });
    let simplex = sorted([start, ...nudged].map(corner));
    for (;;) {
      const [best, worst, kept] = [simplex[0]!, simplex.at(-1)!, simplex.slice(0, -1)];
      const centre = start.map((_, i) => kept.reduce((sum, { x }) => sum + x[i]!, 0) / kept.length);
      const beyond = (factor: number): Corner =>
        corner(centre.map((entry, i) => (1 + factor) * entry - factor * worst.x[i]!));
      const mirrored = beyond(rho);
      let better: Corner | undefined;
      if (mirrored.f < best.f) {
        const stretched = beyond(rho * chi);
        better = stretched.f < mirrored.f ? stretched : mirrored;
      } else if (mirrored.f < kept.at(-1)!.f) better = mirrored;
      else if (mirrored.f < worst.f) {
        const outside = beyond(psi * rho);
        if (outside.f <= mirrored.f) better = outside;
      } else {
        const inside = beyond(-psi);
        if (inside.f < worst.f) better = inside;
      }
      const drawn = ({ x }: Corner): Corner => corner(best.x.map((entry, i) => entry + sigma * (x[i]! - entry)));
      simplex = sorted(better ? [...kept, better] : [best, ...simplex.slice(1).map(drawn)]);
      yield {
        x: simplex[0]!.x,
        state: {
          simplex: Float64Array.from(simplex.flatMap(({ x }) => [...x])),
          spread: along(worst.x, -1, best.x),
          w: worst.x,
          c: centre,
          r: mirrored.x,
        },
      };
    }
  },
  conventions: [
    'c is the mean of all corners but the worst; the path is that of the best corner.',
    'The first triangle is the start and the start with one coordinate 5 % larger, as in scipy.',
  ],
});
