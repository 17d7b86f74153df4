import { count, number, rate, velocity, weightDecay } from '../describe/param.ts';
import { rule, scalar, type StateLine } from '../optimizer.ts';

const start: StateLine = { shape: 'vector', init: 'x' };

export default rule({
  title: 'Schedule-Free SGD',
  year: 2024,
  idea: 'Takes its gradients between a fast walker z and the average x of its path, so that no schedule is needed.',
  source: 'Defazio et al. 2024 (arXiv:2405.15682); checked against facebookresearch/schedule_free',
  params: {
    lr: rate(1),
    momentum: velocity(0.9),
    weight_decay: weightDecay(0, 'coupled'),
    warmup_steps: count(0, [0, 1000], { letter: 'T', hint: 'steps until lr has its full size' }),
    r: number(0, [0, 10], { min: 0, max: 100, letter: 'r', hint: 'how much later points weigh more' }),
    weight_lr_power: number(2, [0, 10], {
      min: 0,
      max: 100,
      letter: 'p',
      hint: 'how much points of a higher lr weigh',
    }),
  },
  letters: { l: '\\eta_t', l_max: '\\eta_{\\max}', W: '\\textstyle\\sum w', y: 'y' },
  state: { z: start, l_max: scalar(0), W: scalar(0), t: scalar(0) },
  lines: () => [
    'y = (1 - momentum) z + momentum x',
    'g = gradient(y) + weight_decay y',
    't = t + 1',
    'l = lr where(t < warmup_steps, t / warmup_steps, 1)',
    'l_max = max(l_max, l)',
    'w = t^r l_max^weight_lr_power',
    'W = W + w',
    'c = where(W == 0, 0, w / W)',
    'z = z - l g',
    'x = (1 - c) x + c z',
  ],
  conventions: ['The path drawn is that of the average x, which one would use; gradients are taken at y.'],
});
