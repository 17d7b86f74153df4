import { dataset, noiseOf, numberOf, rowCount, sampleOf, testShare } from '../dataset.ts';
import { number } from '../describe/param.ts';

export default dataset({
  title: 'A plane',
  idea: 'A target that is linear in two features: what linear regression is for, and where κ is chosen.',
  source: 'y = a·x + b·y + noise over an ellipse of Gaussian points, its second axis 1/stretch as long',
  model: 'linear-model',
  params: {
    n: rowCount(200),
    a: number(1, [-3, 3], { min: -1e3, max: 1e3, hint: 'slope along x' }),
    b: number(-2, [-3, 3], { min: -1e3, max: 1e3, hint: 'slope along y' }),
    stretch: number(1, [1, 30], { min: 1, max: 1e3, scale: 'log', hint: 'how much longer the points lie along x' }),
    noise: noiseOf(0.1),
    test: testShare(),
  },
  shape: (values) => ({
    target: 'regression',
    rows: numberOf(values, 'n'),
    features: 2,
    classes: 0,
    list: 1,
    featureNames: ['x', 'y'],
  }),
  rows(values, { luck }) {
    const [n, a, b, noise] = ['n', 'a', 'b', 'noise'].map((name) => numberOf(values, name)) as [
      number,
      number,
      number,
      number,
    ];
    const [place, normal] = [luck('place'), luck('noise')];
    return sampleOf(n, 2, () => {
      const [x, y] = [place.normal(), place.normal() / numberOf(values, 'stretch')];
      return [[x, y], a * x + b * y + noise * normal.normal()];
    });
  },
});
