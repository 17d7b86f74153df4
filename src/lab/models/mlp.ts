import { chain, chainNumbers, choice, flag, number } from '../describe/param.ts';
import {
  type Activation,
  activations,
  beginning,
  type Layer,
  model,
  planeLayers,
  planeParams,
  refusePlane,
} from '../model.ts';

export default model({
  title: 'Network',
  aliases: ['multilayer perceptron', 'MLP', 'feed-forward', 'deep'],
  idea: 'Layers of weighted sums with a bent function between them: borders of any form.',
  source: 'Rumelhart, Hinton & Williams 1986',
  params: {
    hidden: chain('16-16', { most: 6, min: 1, max: 256, integer: true, hint: 'units of each hidden layer' }),
    activation: choice(activations, 'the bent function after each hidden layer'),
    leak: number(0.01, [0, 0.3], {
      min: 0,
      max: 1,
      hint: 'slope of leaky-relu below 0',
      only: { activation: 'leaky-relu' },
    }),
    norm: choice(['none', 'batch', 'layer'], 'what brings each hidden layer’s sums to one size'),
    residual: flag(false, 'every hidden layer of unchanged width adds to its input'),
    dropout: number(0, [0, 0.8], { min: 0, max: 0.95, hint: 'share of hidden units silent in each training step' }),
    ...planeParams,
    ...beginning('he'),
  },
  layers(values, { features, outputs }) {
    const columns = planeLayers(values);
    const extra = columns.flatMap((layer) => (layer.kind === 'features' ? layer.of : [])).length;
    const widths = chainNumbers(String(values.hidden)) ?? [];
    const hidden = widths.flatMap((units, i): readonly Layer[] => {
      const layers = block(values, units);
      const before = i === 0 ? features + extra : widths[i - 1]!;
      return values.residual && before === units ? [{ kind: 'residual', layers }] : layers;
    });
    return [...columns, ...hidden, { kind: 'dense', units: outputs }];
  },
  refuse: refusePlane,
});

/** One hidden layer: sums, brought to size if asked for, bent, some of them silenced. */
function block({ activation, leak, norm, dropout }: Readonly<Record<string, unknown>>, units: number): Layer[] {
  const sized: Readonly<Record<string, readonly Layer[]>> = {
    batch: [{ kind: 'batch-norm' }],
    layer: [{ kind: 'layer-norm' }],
  };
  return [
    { kind: 'dense', units },
    ...(sized[String(norm)] ?? []),
    { kind: 'activation', of: activation as Activation, leak: leak as number },
    ...(dropout === 0 ? [] : [{ kind: 'dropout', rate: dropout as number } as const]),
  ];
}
