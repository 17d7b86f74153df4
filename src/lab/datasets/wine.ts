import { dataset, packedTable, testShare } from '../dataset.ts';

export default dataset({
  title: 'Wine',
  idea: 'Three growers by thirteen chemical measures, in units of their own: scaling decides everything.',
  source: 'Forina et al. 1991 (UCI), as in scikit-learn',
  params: { test: testShare() },
  shape: () => ({
    target: 'classes',
    rows: 178,
    features: 13,
    classes: 3,
    list: 1,
    featureNames: [
      ...['alcohol', 'malic acid', 'ash', 'alcalinity of ash', 'magnesium', 'total phenols', 'flavanoids'],
      ...['nonflavanoid phenols', 'proanthocyanins', 'color intensity', 'hue', 'od280/od315', 'proline'],
    ],
    classNames: ['grower 1', 'grower 2', 'grower 3'],
  }),
  packed: 'wine',
  units: true,
  rows: (_values, { packed }) => packedTable(packed),
});
