import { count, number, rate } from '../describe/param.ts';
import { method } from '../optimizer.ts';

interface Particle {
  x: Float64Array;
  v: Float64Array;
  best: Float64Array;
  f: number;
}

export default method({
  title: 'Particle swarm',
  aliases: ['PSO'],
  year: 1995,
  idea: 'A flock: every particle is drawn to the best place it has seen and to the best place any has seen.',
  source: 'Kennedy & Eberhart 1995, constants of Clerc & Kennedy 2002; no outside reference',
  params: {
    particles: count(12, [2, 50], { min: 2, max: 500, unwritten: true, hint: 'size of the flock' }),
    spread: rate(1, { unwritten: true, hint: 'how far around the start it is scattered, standard deviation' }),
    inertia: number(0.7298, [0, 1], { min: 0, max: 10, letter: '\\omega', hint: 'how much velocity is kept' }),
    own: number(1.49618, [0, 4], { min: 0, max: 10, letter: '\\varphi_1', hint: 'pull of the particle’s best place' }),
    common: number(1.49618, [0, 4], { min: 0, max: 10, letter: '\\varphi_2', hint: 'pull of the best place of all' }),
  },
  letters: { p: 'p_i', v: 'v_i', b: 'b_i', u: 'u', w: "u'" },
  lines: () => ['v = inertia v + own u (b - p) + common w (x - p)', 'p = p + v'],
  asks: 'values',
  *steps(start, oracle, values) {
    const [inertia, own, common] = [Number(values.inertia), Number(values.own), Number(values.common)];
    const scatter = oracle.random('scatter');
    const flock = Array.from({ length: Number(values.particles) }, (_, i): Particle => {
      const x = start.map((entry) => (i === 0 ? entry : entry + Number(values.spread) * scatter.normal()));
      return { x, v: new Float64Array(x.length), best: x, f: oracle.value(x) };
    });
    let leader = flock[0]!;
    const follow = (): void => {
      for (const particle of flock) if (particle.f < leader.f) leader = particle;
    };
    for (;;) {
      follow();
      const luck = oracle.random('pull');
      const goal = leader.best;
      for (const particle of flock) {
        const { x, v, best } = particle;
        particle.v = v.map(
          (entry, i) =>
            inertia * entry + own * luck.uniform() * (best[i]! - x[i]!) + common * luck.uniform() * (goal[i]! - x[i]!),
        );
        particle.x = x.map((entry, i) => entry + particle.v[i]!);
        const f = oracle.value(particle.x);
        if (f < particle.f) Object.assign(particle, { f, best: particle.x });
      }
      follow();
      yield { x: leader.best, state: { swarm: Float64Array.from(flock.flatMap(({ x }) => [...x])) } };
    }
  },
  conventions: [
    'p is a particle, b its best place, x the best place of all, which is the path drawn; u and u′ are uniform draws.',
    'One particle begins at the start itself.',
  ],
});
