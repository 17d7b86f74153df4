import { count, rate } from '../describe/param.ts';
import { along, dot, eigen, identity } from '../numeric/linear.ts';
import { method } from '../optimizer.ts';

export default method({
  title: 'CMA-ES',
  aliases: ['covariance matrix adaptation', 'evolution strategy'],
  year: 1996,
  idea: 'A cloud of samples that moves to its better half and learns the shape of the valley from where that was.',
  source: 'Hansen & Ostermeier 1996, constants of Hansen 2016 (arXiv:1604.00772); no outside reference',
  needs: () => 'few',
  params: {
    sigma0: rate(0.3, { unwritten: true, hint: 'how wide the first cloud is, standard deviation' }),
    popsize: count(6, [4, 50], { min: 4, max: 500, unwritten: true, hint: 'samples in a cloud' }),
  },
  letters: {
    d: '\\langle y \\rangle_w',
    S: '\\langle y y^{\\top} \\rangle_w',
    p_s: 'p_\\sigma',
    p_c: 'p_c',
    c_s: 'c_\\sigma',
    d_s: 'd_\\sigma',
    mu: '\\mu_{\\text{eff}}',
    c_c: 'c_c',
    c1: 'c_1',
    c_mu: 'c_\\mu',
    chi: '\\chi_n',
    C: 'C',
    T: '\\top',
    sigma: '\\sigma',
  },
  restless: 'it keeps sampling around its best guess',
  lines: () => [
    'x = x + sigma d',
    'p_s = (1 - c_s) p_s + sqrt(c_s (2 - c_s) mu) C^(-1/2) d',
    'p_c = (1 - c_c) p_c + sqrt(c_c (2 - c_c) mu) d',
    'C = (1 - c1 - c_mu) C + c1 p_c p_c^T + c_mu S',
    'sigma = sigma exp(c_s / d_s (norm(p_s) / chi - 1))',
  ],
  asks: 'values',
  *steps(start, oracle, values) {
    const n = start.length;
    const samples = Number(values.popsize);
    const parents = Math.floor(samples / 2);
    const raw = Array.from({ length: parents }, (_, i) => oracle.log((samples + 1) / 2) - oracle.log(i + 1));
    const total = raw.reduce((sum, entry) => sum + entry, 0);
    const weights = raw.map((entry) => entry / total);
    const mu = 1 / weights.reduce((sum, entry) => sum + entry * entry, 0);
    const cs = (mu + 2) / (n + mu + 5);
    const ds = 1 + 2 * Math.max(0, Math.sqrt((mu - 1) / (n + 1)) - 1) + cs;
    const cc = (4 + mu / n) / (n + 4 + (2 * mu) / n);
    const c1 = 2 / ((n + 1.3) * (n + 1.3) + mu);
    const cmu = Math.min(1 - c1, (2 * (mu - 2 + 1 / mu)) / ((n + 2) * (n + 2) + mu));
    const chi = Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
    let x = start;
    let sigma = Number(values.sigma0);
    let C: Float64Array = identity(n);
    let ps: Float64Array = new Float64Array(n);
    let pc: Float64Array = new Float64Array(n);
    for (let k = 1; ; k++) {
      const { values: squares, vectors } = eigen(C);
      const axes = Array.from(squares, (square, i) => ({
        size: Math.sqrt(Math.max(square, 0)),
        axis: vectors.subarray(i * n, (i + 1) * n),
      }));
      const luck = oracle.random('cloud');
      const cloud = Array.from({ length: samples }, () => {
        let y: Float64Array = new Float64Array(n);
        for (const { size, axis } of axes) y = along(y, size * luck.normal(), axis);
        return { y, f: oracle.value(along(x, sigma, y)) };
      }).toSorted((a, b) => a.f - b.f);
      const chosen = cloud.slice(0, parents);
      let d: Float64Array = new Float64Array(n);
      for (const [i, { y }] of chosen.entries()) d = along(d, weights[i]!, y);
      const drawn = Float64Array.from(cloud.flatMap(({ y }) => [...along(x, sigma, y)]));
      x = along(x, sigma, d);

      let white: Float64Array = new Float64Array(n);
      for (const { size, axis } of axes) if (size > 0) white = along(white, dot(axis, d) / size, axis);
      const pull = Math.sqrt(cs * (2 - cs) * mu);
      ps = ps.map((entry, i) => (1 - cs) * entry + pull * white[i]!);
      const length = Math.sqrt(dot(ps, ps));
      const steady = length / Math.sqrt(1 - oracle.pow(1 - cs, 2 * k)) < (1.4 + 2 / (n + 1)) * chi ? 1 : 0;
      const reach = steady * Math.sqrt(cc * (2 - cc) * mu);
      pc = pc.map((entry, i) => (1 - cc) * entry + reach * d[i]!);
      const kept = 1 - c1 - cmu + (1 - steady) * c1 * cc * (2 - cc);
      C = C.map((entry, i) => {
        const [row, column] = [Math.floor(i / n), i % n];
        const spread = chosen.reduce((sum, { y }, j) => sum + weights[j]! * y[row]! * y[column]!, 0);
        return kept * entry + c1 * pc[row]! * pc[column]! + cmu * spread;
      });
      sigma *= oracle.exp(Math.min(1, (cs / ds) * (length / chi - 1)));
      yield { x, state: { swarm: drawn, C, sigma: Float64Array.of(sigma) } };
    }
  },
  conventions: [
    'The path is that of the cloud’s mean; ⟨·⟩ is the weighted mean over the better half of the samples.',
    'A path p_c that grows too fast waits a step, as in Hansen’s tutorial.',
  ],
});
