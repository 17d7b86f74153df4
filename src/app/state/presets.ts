/** Learning problems to begin with: each a link the page offers, with what there is to see. */
export interface Preset {
  readonly title: string;
  readonly watch: string;
  readonly link: string;
}

/** The one that the bar opens comes first. */
export const presets: readonly [Preset, ...Preset[]] = [
  {
    title: 'Two moons',
    watch: 'Four optimizers, one small network, the same first weights, the same batches: watch the border bend.',
    link: '#v1/moons/steps=400/sgd(lr=0.1)&momentum(lr=0.05)&rmsprop(lr=0.01)&adam(lr=0.01)',
  },
  {
    title: 'Circles',
    watch: 'No straight line can separate a ring from what is inside it.',
    link: '#v1/circles/steps=300/sgd(lr=0.1)&momentum(lr=0.05)&adam(lr=0.01)',
  },
  {
    title: 'Spirals',
    watch: 'Two arms wound around each other: a border has to follow them all the way in.',
    link: '#v1/spirals/mlp(hidden=32-32)/steps=1000/sgd(lr=0.1)&momentum(lr=0.05)&adam(lr=0.01)',
  },
  {
    title: 'Iris',
    watch: 'Four measurements, three flowers: the confusion matrix says which two are mistaken for each other.',
    link: '#v1/iris/mlp(hidden=8)/steps=300/sgd(lr=0.1)&adam(lr=0.01)',
  },
  {
    title: 'Digits',
    watch: 'Handwritten digits, 8 × 8 pixels: mistakes are framed, and say what was taken for what.',
    link: '#v1/digits/mlp(hidden=32)/steps=500/sgd(lr=0.1)&momentum(lr=0.05)&adam(lr=0.005)',
  },
  {
    title: 'A sine to fit',
    watch: 'Not classes but numbers: the curve of every optimizer through the same noisy points.',
    link: '#v1/sine/mlp(hidden=16-16,activation=tanh)/steps=600/sgd(lr=0.1)&momentum(lr=0.05)&adam(lr=0.01)',
  },
];
