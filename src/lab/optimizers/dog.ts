import { choice, epsilon, flag, rate, weightDecay } from '../describe/param.ts';
import { rule, scalar } from '../optimizer.ts';

export default rule({
  title: 'DoG',
  aliases: ['distance over gradients', 'LDoG'],
  year: 2023,
  idea: 'The rate is the distance travelled over the root of all squared gradients: nothing to tune.',
  source: 'Ivgi, Hinder & Carmon 2023 (arXiv:2302.12022); checked against formll/dog',
  params: {
    lr: rate(1, { hint: 'a factor on the rate it finds' }),
    reps_rel: rate(1e-6, { letter: 'r_\\varepsilon', hint: 'first distance as a share of the size of x' }),
    init_eta: rate(1e-3, { letter: '\\eta_0', hint: 'the first rate, where it is given' }),
    first_step: choice(['reps_rel', 'init_eta'], 'first step from a small distance, or by a given rate'),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'coupled'),
    layerwise: flag(false, 'a rate for each layer (LDoG)'),
  },
  letters: { x0: 'x_0', r: '\\bar r', eta: '\\eta_t' },
  scope: ({ layerwise }) => (layerwise ? 'tensor' : 'whole'),
  state: { x0: { shape: 'vector', init: 'x' }, r: scalar(0), G: scalar('eps'), t: scalar(0) },
  lines: ({ first_step }) => [
    'g = g + weight_decay x',
    'G = G + norm(g)^2',
    'r = max(r, norm(x - x0))',
    ...(first_step === 'init_eta'
      ? ['eta = where(t == 0, init_eta, lr r / sqrt(G))']
      : ['r = where(t == 0, reps_rel (1 + norm(x0)), r)', 'eta = lr r / sqrt(G)']),
    'x = x - eta g',
    't = t + 1',
  ],
  conventions: [
    'The authors’ answer is an average of the path; the path itself is drawn.',
    'LDoG is the same layer by layer; on one point both are one.',
  ],
});
