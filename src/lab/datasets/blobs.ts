import { dataset, noiseOf, numberOf, plane, rowCount, sampleOf, testShare } from '../dataset.ts';
import { count } from '../describe/param.ts';

export default dataset({
  title: 'Blobs',
  aliases: ['make_blobs', 'Gaussians'],
  idea: 'Round clouds on a circle: straight lines separate them as well as anything can.',
  source: 'k Gaussians with centres evenly on the unit circle',
  params: {
    n: rowCount(300),
    k: count(3, [2, 8], { min: 2, max: 10, hint: 'how many classes' }),
    noise: noiseOf(0.25),
    test: testShare(),
  },
  shape: (values) => plane(numberOf(values, 'n'), numberOf(values, 'k')),
  rows(values, { luck, cos, sin }) {
    const [n, k, noise] = [numberOf(values, 'n'), numberOf(values, 'k'), numberOf(values, 'noise')];
    const normal = luck('noise');
    return sampleOf(n, 2, (index) => {
      const angle = (2 * Math.PI * (index % k)) / k + Math.PI / 2;
      return [[cos(angle) + noise * normal.normal(), sin(angle) + noise * normal.normal()], index % k];
    });
  },
  refuse: ({ n, k }) =>
    (n as number) < (k as number)
      ? { param: 'n', message: `must be at least k, ${k}: one point per class` }
      : undefined,
});
