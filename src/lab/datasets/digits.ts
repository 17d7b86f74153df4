import { dataset, numberOf, packedImages, testShare } from '../dataset.ts';
import { count } from '../describe/param.ts';

export default dataset({
  title: 'Digits',
  aliases: ['handwritten digits 8 × 8'],
  idea: 'Handwritten digits of 8 × 8 pixels: real, small enough to train in seconds.',
  source: 'Alpaydin, Kaynak 1998 (UCI optical digits, CC BY 4.0), as in scikit-learn',
  params: { n: count(1797, [100, 1797], { min: 10, max: 1797, hint: 'how many of the images' }), test: testShare() },
  shape: (values) => ({
    target: 'classes',
    rows: numberOf(values, 'n'),
    features: 64,
    classes: 10,
    image: [8, 8],
    list: 1,
    classNames: '0123456789'.split(''),
  }),
  packed: 'digits',
  rows: (values, { packed }) => packedImages(packed, 16, numberOf(values, 'n')),
});
