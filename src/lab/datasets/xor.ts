import { dataset, noiseOf, numberOf, plane, rowCount, sampleOf, testShare } from '../dataset.ts';

export default dataset({
  title: 'XOR',
  aliases: ['exclusive or'],
  idea: 'Same signs against different signs: what one layer cannot learn (Minsky and Papert 1969), and two can.',
  source: 'uniform in [−1, 1]², class by the sign of x·y before the noise',
  params: { n: rowCount(400), noise: noiseOf(0), test: testShare() },
  shape: (values) => plane(numberOf(values, 'n'), 2),
  rows(values, { luck }) {
    const [n, noise] = [numberOf(values, 'n'), numberOf(values, 'noise')];
    const [place, normal] = [luck('place'), luck('noise')];
    return sampleOf(n, 2, () => {
      const [x, y] = [2 * place.uniform() - 1, 2 * place.uniform() - 1];
      return [[x + noise * normal.normal(), y + noise * normal.normal()], x * y < 0 ? 1 : 0];
    });
  },
});
