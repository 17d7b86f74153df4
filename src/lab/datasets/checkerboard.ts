import { dataset, noiseOf, numberOf, plane, rowCount, sampleOf, testShare } from '../dataset.ts';
import { count } from '../describe/param.ts';

export default dataset({
  title: 'Checkerboard',
  idea: 'Many small regions: a network has to bend its boundary often.',
  source: 'uniform in [−1, 1]², class by the field of a board before the noise',
  params: {
    n: rowCount(1000),
    fields: count(4, [2, 8], { min: 2, max: 20, hint: 'fields along one side' }),
    noise: noiseOf(0),
    test: testShare(),
  },
  shape: (values) => plane(numberOf(values, 'n'), 2),
  rows(values, { luck }) {
    const [n, fields, noise] = [numberOf(values, 'n'), numberOf(values, 'fields'), numberOf(values, 'noise')];
    const [place, normal] = [luck('place'), luck('noise')];
    return sampleOf(n, 2, () => {
      const [u, v] = [place.uniform(), place.uniform()];
      const odd = (Math.floor(u * fields) + Math.floor(v * fields)) % 2;
      return [[2 * u - 1 + noise * normal.normal(), 2 * v - 1 + noise * normal.normal()], odd];
    });
  },
});
