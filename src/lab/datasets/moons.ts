import { balance, dataset, firstClass, noiseOf, numberOf, plane, rowCount, sampleOf, testShare } from '../dataset.ts';

export default dataset({
  title: 'Moons',
  aliases: ['make_moons', 'two moons'],
  idea: 'Two interleaved half circles: no straight line separates them, a small network does.',
  source: 'the geometry of scikit-learn’s make_moons',
  params: { n: rowCount(500), noise: noiseOf(0.2), balance, test: testShare() },
  shape: (values) => plane(numberOf(values, 'n'), 2),
  rows(values, { luck, cos, sin }) {
    const n = numberOf(values, 'n');
    const upper = firstClass(n, numberOf(values, 'balance'));
    const noise = numberOf(values, 'noise');
    const normal = luck('noise');
    return sampleOf(n, 2, (index) => {
      const lower = index >= upper;
      const [place, many] = lower ? [index - upper, n - upper] : [index, upper];
      const angle = many > 1 ? (Math.PI * place) / (many - 1) : 0;
      const [x, y] = lower ? [1 - cos(angle), 0.5 - sin(angle)] : [cos(angle), sin(angle)];
      return [[x + noise * normal.normal(), y + noise * normal.normal()], lower ? 1 : 0];
    });
  },
});
