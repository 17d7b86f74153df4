import { dataset, noiseOf, numberOf, plane, rowCount, sampleOf, testShare } from '../dataset.ts';
import { count, number } from '../describe/param.ts';

export default dataset({
  title: 'Spirals',
  idea: 'Arms wound into one another: needs a deep or wide network and patience.',
  source: 'k Archimedean arms, as in CS231n and TensorFlow Playground',
  params: {
    n: rowCount(500),
    k: count(2, [2, 5], { min: 2, max: 10, hint: 'how many arms, a class each' }),
    turns: number(1, [0.25, 2], { min: 0, max: 10, hint: 'how often an arm winds around' }),
    noise: noiseOf(0.03, 0.3),
    test: testShare(),
  },
  shape: (values) => plane(numberOf(values, 'n'), numberOf(values, 'k')),
  rows(values, { luck, cos, sin }) {
    const [n, k, turns] = [numberOf(values, 'n'), numberOf(values, 'k'), numberOf(values, 'turns')];
    const noise = numberOf(values, 'noise');
    const normal = luck('noise');
    return sampleOf(n, 2, (index) => {
      const arm = index % k;
      const along = (Math.floor(index / k) + 1) / Math.ceil(n / k);
      const angle = 2 * Math.PI * (arm / k + turns * along);
      return [[along * cos(angle) + noise * normal.normal(), along * sin(angle) + noise * normal.normal()], arm];
    });
  },
  refuse: ({ n, k }) =>
    (n as number) < (k as number)
      ? { param: 'n', message: `must be at least k, ${k}: one point per class` }
      : undefined,
});
