import { count, number, rate, weightDecay } from '../describe/param.ts';
import { rule, scalar } from '../optimizer.ts';

export default rule({
  title: 'ASGD',
  aliases: ['averaged SGD', 'Polyak–Ruppert averaging'],
  year: 1992,
  idea: 'Plain SGD that also keeps the average of the points it has visited, which settles where the path only jitters.',
  source: 'Polyak & Juditsky 1992; checked against torch.optim.ASGD 1.13',
  torch: { name: 'ASGD' },
  params: {
    lr: rate(1e-2),
    lambd: number(1e-4, [0, 1], { min: 0, max: 1e6, letter: '\\lambda', hint: 'pull towards 0, and how lr shrinks' }),
    alpha: number(0.75, [0, 1], { min: 0, max: 10, letter: '\\alpha', hint: 'how fast lr shrinks' }),
    t0: count(1e6, [0, 1000], { letter: 't_0', hint: 'averaging begins after this step' }),
    weight_decay: weightDecay(0, 'coupled'),
  },
  letters: { a: '\\bar x', eta: '\\eta_t', mu: '\\mu_t' },
  state: { a: { shape: 'vector', init: 'x' }, eta: scalar('lr'), mu: scalar(1), t: scalar(0) },
  restless: 'λ pulls it towards 0 all the while',
  lines: () => [
    'g = g + weight_decay x',
    'x = x - lambd eta x - eta g',
    'a = a + mu (x - a)',
    't = t + 1',
    'eta = lr / (1 + lambd lr t)^alpha',
    'mu = 1 / max(1, t - t0)',
  ],
  conventions: [
    'The path is that of x; the average is the answer one would use.',
    'Some of PyTorch 2’s faster paths raise t alone to the power α: another schedule.',
  ],
});
