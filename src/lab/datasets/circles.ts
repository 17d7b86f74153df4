import { balance, dataset, firstClass, noiseOf, numberOf, plane, rowCount, sampleOf, testShare } from '../dataset.ts';
import { number } from '../describe/param.ts';

export default dataset({
  title: 'Circles',
  aliases: ['make_circles'],
  idea: 'A ring around a ring: the radius tells the class, so x² and y² as features make it linear.',
  source: 'the geometry of scikit-learn’s make_circles',
  params: {
    n: rowCount(500),
    noise: noiseOf(0.1),
    factor: number(0.5, [0.1, 0.9], { min: 0, max: 1, hint: 'radius of the inner ring; the outer one has 1' }),
    balance,
    test: testShare(),
  },
  shape: (values) => plane(numberOf(values, 'n'), 2),
  rows(values, { luck, cos, sin }) {
    const n = numberOf(values, 'n');
    const outer = firstClass(n, numberOf(values, 'balance'));
    const [noise, factor] = [numberOf(values, 'noise'), numberOf(values, 'factor')];
    const normal = luck('noise');
    return sampleOf(n, 2, (index) => {
      const inner = index >= outer;
      const [place, many, radius] = inner ? [index - outer, n - outer, factor] : [index, outer, 1];
      const angle = (2 * Math.PI * place) / many;
      return [
        [radius * cos(angle) + noise * normal.normal(), radius * sin(angle) + noise * normal.normal()],
        inner ? 1 : 0,
      ];
    });
  },
});
