import { rate, velocity } from '../describe/param.ts';
import { rule, zeros } from '../optimizer.ts';

export default rule({
  title: 'Signum',
  year: 2018,
  idea: 'signSGD with momentum: the sign of the mean of recent slopes.',
  source: 'Bernstein et al. 2018 (arXiv:1802.04434); checked against lucidrains/lion-pytorch with equal betas',
  params: { lr: rate(1e-3), momentum: velocity(0.9) },
  state: { m: zeros },
  lines: () => ['m = momentum m + (1 - momentum) g', 'x = x - lr sign(m)'],
  conventions: ['Whether m is a mean or a sum does not matter: only its sign is used.'],
});
