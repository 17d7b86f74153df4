import { dataset, packedTable, testShare } from '../dataset.ts';

export default dataset({
  title: 'Iris',
  aliases: ['Fisher'],
  idea: 'Three kinds of iris by four measures: one kind apart, two that touch.',
  source: 'Fisher 1936, as in scikit-learn',
  params: { test: testShare() },
  shape: () => ({
    target: 'classes',
    rows: 150,
    features: 4,
    classes: 3,
    list: 1,
    featureNames: ['sepal length', 'sepal width', 'petal length', 'petal width'],
    classNames: ['setosa', 'versicolor', 'virginica'],
  }),
  packed: 'iris',
  units: true,
  rows: (_values, { packed }) => packedTable(packed),
});
