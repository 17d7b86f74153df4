import { decay, rate, weightDecay } from '../describe/param.ts';
import { rule, zeros } from '../optimizer.ts';

export default rule({
  title: 'Tiger',
  year: 2023,
  idea: 'Lion with one beta: the sign of the mean gradient, and weight decay.',
  source: 'Su 2023; checked against kozistr/pytorch_optimizer',
  params: {
    lr: rate(1e-3),
    beta: decay(0.965, { letter: '\\beta', hint: 'how long gradients are remembered' }),
    weight_decay: weightDecay(1e-2, 'decoupled'),
  },
  state: { m: zeros },
  lines: () => ['x = x - lr weight_decay x', 'm = beta m + (1 - beta) g', 'x = x - lr sign(m)'],
});
