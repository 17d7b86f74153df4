import { dataset, noiseOf, numberOf, rowCount, sampleOf, testShare } from '../dataset.ts';
import { number } from '../describe/param.ts';

export default dataset({
  title: 'A line with outliers',
  aliases: ['robust regression'],
  idea: 'A few wild points pull a squared error away from the line; absolute errors let them be.',
  source: 'y = slope·x + noise on [−1, 1]; outliers are lifted by `lift`',
  model: 'linear-model',
  params: {
    n: rowCount(100),
    slope: number(1, [-3, 3], { min: -1e3, max: 1e3, hint: 'slope of the line' }),
    noise: noiseOf(0.1),
    outliers: number(0.15, [0, 0.5], { min: 0, max: 1, hint: 'share of wild points, at the right end' }),
    lift: number(-4, [-10, 10], { min: -1e6, max: 1e6, hint: 'how far they lie off the line' }),
    test: testShare(0),
  },
  shape: (values) => ({
    target: 'regression',
    rows: numberOf(values, 'n'),
    features: 1,
    classes: 0,
    list: 1,
    featureNames: ['x'],
  }),
  rows(values, { luck }) {
    const [n, slope, noise] = [numberOf(values, 'n'), numberOf(values, 'slope'), numberOf(values, 'noise')];
    const wild = n - Math.round(n * numberOf(values, 'outliers'));
    const normal = luck('noise');
    return sampleOf(n, 1, (index) => {
      const x = n > 1 ? (2 * index) / (n - 1) - 1 : 0;
      return [[x], slope * x + noise * normal.normal() + (index >= wild ? numberOf(values, 'lift') : 0)];
    });
  },
});
