import { rate } from '../describe/param.ts';
import { method } from '../optimizer.ts';

export default method({
  title: 'Random search',
  aliases: ['(1+1) evolution strategy', 'hill climbing'],
  year: 1963,
  idea: 'Tries a random point nearby and goes there if it is lower: the yardstick for everything else.',
  source: 'Rastrigin 1963; no outside reference',
  params: { sigma: rate(0.1, { letter: '\\sigma', hint: 'how far away it looks, standard deviation' }) },
  letters: { y: 'y', z: 'z', f_y: 'f(y)' },
  lines: () => ['y = x + sigma z', 'x = where(f_y < f, y, x)'],
  asks: 'values',
  *steps(start, oracle, { sigma }) {
    let x = start;
    for (let f = oracle.value(x); ;) {
      const luck = oracle.random('step');
      const y = x.map((entry) => entry + Number(sigma) * luck.normal());
      const there = oracle.value(y);
      if (there < f) [x, f] = [y, there];
      yield { x, state: { y } };
    }
  },
  conventions: ['z is a standard normal draw, the same for the same seed and step.'],
});
