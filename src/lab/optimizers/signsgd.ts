import { rate } from '../describe/param.ts';
import { rule } from '../optimizer.ts';

export default rule({
  title: 'signSGD',
  year: 2018,
  idea: 'Steps by the sign of the slope alone: every coordinate moves by exactly lr.',
  source: 'Bernstein et al. 2018 (arXiv:1802.04434); checked against lucidrains/lion-pytorch with both betas 0',
  params: { lr: rate(1e-3) },
  state: {},
  lines: () => ['x = x - lr sign(g)'],
  conventions: ['It cannot come closer to a minimum than lr: signs have no size.'],
});
