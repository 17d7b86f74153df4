import { chain, chainNumbers, choice, count } from '../describe/param.ts';
import { type Activation, activations, beginning, type Layer, model } from '../model.ts';

export default model({
  title: 'Convolutional network',
  aliases: ['CNN', 'convnet', 'LeNet'],
  idea: 'Small filters that look at every place of a picture alike: it need not learn each place anew.',
  source: 'LeCun et al. 1989',
  params: {
    filters: count(4, [1, 16], { min: 1, max: 64, hint: 'different filters' }),
    size: count(3, [2, 5], { min: 1, max: 11, hint: 'pixels along a filter’s side' }),
    pool: count(2, [1, 4], { min: 1, max: 8, hint: 'of each square of so many pixels a side the greatest; 1: none' }),
    hidden: chain('0', { most: 6, min: 1, max: 256, integer: true, hint: 'units of each layer behind the filters' }),
    activation: choice(activations, 'the bent function after filters and hidden layers'),
    ...beginning('he'),
  },
  layers(values, { outputs }) {
    const { filters, size, pool, activation } = values as Readonly<Record<string, number>>;
    const bent: Layer = { kind: 'activation', of: String(activation) as Activation, leak: 0.01 };
    const hidden = (chainNumbers(String(values.hidden)) ?? []).flatMap((units): Layer[] => [
      { kind: 'dense', units },
      bent,
    ]);
    return [
      { kind: 'convolution', filters: filters!, size: size! },
      bent,
      ...(pool! > 1 ? [{ kind: 'pool', size: pool! } as const] : []),
      ...hidden,
      { kind: 'dense', units: outputs },
    ];
  },
  refuse(values, { image }) {
    const { size, pool } = values as Readonly<Record<string, number>>;
    if (image === undefined) return { param: 'size', message: 'needs data whose rows are pictures' };
    const left = Math.min(...image) - size! + 1;
    const side = image.join(' × ');
    if (left < 1) return { param: 'size', message: `must be at most ${Math.min(...image)} for pictures of ${side}` };
    if (left < pool!)
      return { param: 'pool', message: `must be at most ${left}: so much of ${side} is left by filters` };
    return undefined;
  },
});
