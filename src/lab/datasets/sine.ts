import { dataset, noiseOf, numberOf, rowCount, sampleOf, testShare } from '../dataset.ts';
import { number } from '../describe/param.ts';

export default dataset({
  title: 'A sine',
  idea: 'A wave to be bent from straight pieces: shows what width, depth and activation are good for.',
  source: 'y = sin(2π·waves·x) + noise, x uniform in [−1, 1]',
  params: {
    n: rowCount(200),
    waves: number(1, [0.5, 4], { min: 0, max: 100, hint: 'waves per unit of x' }),
    noise: noiseOf(0.1),
    test: testShare(),
  },
  shape: (values) => ({
    target: 'regression',
    rows: numberOf(values, 'n'),
    features: 1,
    classes: 0,
    list: 1,
    featureNames: ['x'],
  }),
  rows(values, { luck, sin }) {
    const [n, waves, noise] = [numberOf(values, 'n'), numberOf(values, 'waves'), numberOf(values, 'noise')];
    const [place, normal] = [luck('place'), luck('noise')];
    return sampleOf(n, 1, () => {
      const x = 2 * place.uniform() - 1;
      return [[x], sin(2 * Math.PI * waves * x) + noise * normal.normal()];
    });
  },
});
