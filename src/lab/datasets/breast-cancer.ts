import { dataset, packedTable, testShare } from '../dataset.ts';

const measures = [
  ...['radius', 'texture', 'perimeter', 'area', 'smoothness', 'compactness', 'concavity'],
  ...['concave points', 'symmetry', 'fractal dimension'],
];

export default dataset({
  title: 'Breast cancer',
  aliases: ['Wisconsin'],
  idea: 'Malignant or benign by thirty measures of cell nuclei: nearly linear, and confident mistakes are dear.',
  source: 'Wolberg, Street, Mangasarian 1995 (UCI), as in scikit-learn',
  params: { test: testShare() },
  shape: () => ({
    target: 'classes',
    rows: 569,
    features: 30,
    classes: 2,
    list: 1,
    featureNames: ['mean', 'error of', 'worst'].flatMap((which) => measures.map((it) => `${which} ${it}`)),
    classNames: ['malignant', 'benign'],
  }),
  packed: 'breast-cancer',
  units: true,
  rows: (_values, { packed }) => packedTable(packed),
});
