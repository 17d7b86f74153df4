import { decay, rate } from '../describe/param.ts';
import { method } from '../optimizer.ts';

export default method({
  title: 'Simulated annealing',
  year: 1983,
  idea: 'Random steps that may climb while it is hot and hardly any more when it is cold.',
  source: 'Kirkpatrick, Gelatt & Vecchi 1983; no outside reference',
  params: {
    sigma: rate(0.3, { letter: '\\sigma', hint: 'how far away it looks, standard deviation' }),
    temperature: rate(1, { letter: 'T_0', hint: 'how high a climb is likely at first' }),
    cooling: decay(0.98, { max: 1, letter: '\\alpha', hint: 'how much of the heat stays at each step' }),
  },
  letters: { y: 'y', z: 'z', u: 'u', heat: 'T', f_y: 'f(y)', k: 'k' },
  restless: 'it takes uphill steps while it is hot',
  lines: () => ['heat = temperature cooling^k', 'y = x + sigma z', 'x = where(u < exp((f - f_y) / heat), y, x)'],
  asks: 'values',
  *steps(start, oracle, { sigma, temperature, cooling }) {
    let x = start;
    let f = oracle.value(x);
    for (let heat = Number(temperature); ; heat *= Number(cooling)) {
      const luck = oracle.random('step');
      const y = x.map((entry) => entry + Number(sigma) * luck.normal());
      const there = oracle.value(y);
      if (there < f || luck.uniform() < oracle.exp((f - there) / heat)) [x, f] = [y, there];
      yield { x, state: { y, heat: Float64Array.of(heat) } };
    }
  },
  conventions: ['u is a uniform and z a normal draw; a lower point is always taken, a higher one by chance.'],
});
