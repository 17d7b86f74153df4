import { dataset, packedImages, testShare } from '../dataset.ts';

export default dataset({
  title: 'Fashion-MNIST',
  aliases: ['clothes 14 × 14'],
  idea: 'Pictures of clothes of 14 × 14 pixels: harder than digits, and where a convolution pays.',
  source: 'Xiao, Rasul, Vollgraf 2017 (Zalando, MIT); 200 images of each class, at half the size',
  params: { test: testShare(0.25) },
  shape: () => ({
    target: 'classes',
    rows: 2000,
    features: 196,
    classes: 10,
    image: [14, 14],
    list: 1,
    classNames: ['T-shirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle boot'],
  }),
  packed: 'fashion',
  rows: (_values, { packed }) => packedImages(packed, 15),
});
