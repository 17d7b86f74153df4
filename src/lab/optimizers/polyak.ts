import { number } from '../describe/param.ts';
import { rule } from '../optimizer.ts';

export default rule({
  title: 'Polyak step',
  year: 1969,
  idea: 'If the lowest value is known, the step that would reach it on a straight slope needs no learning rate.',
  source: 'Polyak 1969; the same as MoMo with beta 0, whose check it shares',
  params: { f_star: number(0, [-10, 10], { letter: 'f_*', hint: 'the lowest value there is' }) },
  letters: { eta: '\\eta_t' },
  state: {},
  lines: () => ['eta = where(norm(g) == 0, 0, max(f - f_star, 0) / norm(g)^2)', 'x = x - eta g'],
  conventions: ['With f* set too low, steps are too long and it never settles; set too high, it stops where f = f*.'],
});
