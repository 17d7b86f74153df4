import { number } from '../describe/param.ts';
import { scalar } from '../optimizer.ts';
import { wrapper } from '../wrapper.ts';

export default wrapper({
  title: 'Gradient noise',
  aliases: ['annealed noise', 'Langevin'],
  year: 2015,
  idea: 'Adds chance to every gradient, less and less of it: shaken out of poor places, then left in peace.',
  source: 'Neelakantan et al. 2015 (arXiv:1511.06807); no outside reference',
  params: {
    eta: number(0.01, [1e-6, 100], {
      min: 0,
      max: 1e6,
      scale: 'log',
      letter: '\\nu',
      hint: 'variance at the first step',
    }),
    gamma: number(0.55, [0, 1], { min: 0, max: 10, letter: '\\gamma', hint: 'how fast the variance falls' }),
  },
  letters: { z: 'z', t: 't' },
  state: { t: scalar(0) },
  luck: 'z',
  gradient: () => ['g = g + sqrt(eta / (1 + t)^gamma) z'],
  after: () => ['t = t + 1'],
  conventions: ['z is a standard normal draw of its own, beside the experiment’s noise; the same for every run.'],
});
