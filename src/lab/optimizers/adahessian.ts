import { beta1, beta2, epsilon, number, rate, weightDecay } from '../describe/param.ts';
import { method, momentLetters } from '../optimizer.ts';

export default method({
  title: 'AdaHessian',
  year: 2020,
  idea: 'Adam that divides by curvature instead of gradient size, probed with one random vector a step.',
  source: 'Yao et al. 2020 (arXiv:2006.00719); checked against amirgholami/adahessian',
  params: {
    lr: rate(0.15),
    beta1: beta1(0.9),
    beta2: beta2(0.999, 'how long squared curvatures are remembered'),
    eps: epsilon(1e-4),
    weight_decay: weightDecay(0, 'decoupled'),
    hessian_power: number(1, [0, 1], { min: 0, max: 1, letter: 'k', hint: 'how much curvature scales: 0 is momentum' }),
  },
  letters: { ...momentLetters, m: 'm', h: 'h', H: 'H', z: 'z', h_hat: '\\hat h', D: 'D' },
  lines: () => [
    'D = abs(H z)',
    'm = beta1 m + (1 - beta1) g',
    'h = beta2 h + (1 - beta2) D^2',
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    'm_hat = m / (1 - p1)',
    'h_hat = h / (1 - p2)',
    'x = x - lr (m_hat / (sqrt(h_hat)^hessian_power + eps) + weight_decay x)',
  ],
  asks: 'slopes',
  *steps(start, oracle, values) {
    let x = start;
    let m = new Float64Array(x.length);
    let h = new Float64Array(x.length);
    for (let p1 = 1, p2 = 1; ;) {
      const [lr, b1, b2, eps] = [Number(values.lr), Number(values.beta1), Number(values.beta2), Number(values.eps)];
      const [decay, power] = [Number(values.weight_decay), Number(values.hessian_power)];
      p1 *= b1;
      p2 *= b2;
      const luck = oracle.random('probe');
      const z = x.map(() => (luck.uniform() < 0.5 ? -1 : 1));
      const g = oracle.gradient(x);
      const bent = oracle.hessianTimes(x, z);
      m = m.map((entry, i) => b1 * entry + (1 - b1) * g[i]!);
      h = h.map((entry, i) => b2 * entry + (1 - b2) * bent[i]! * bent[i]!);
      const scale = h.map((entry) => oracle.pow(Math.sqrt(entry / (1 - p2)), power) + eps);
      x = x.map((entry, i) => entry - lr * (m[i]! / (1 - p1) / scale[i]! + decay * entry));
      yield { x, state: { m, h, z } };
    }
  },
  conventions: [
    'z is +1 or −1 at random in every coordinate.',
    'The paper’s D is z · Hz; the authors’ code takes |Hz|, the same on surfaces whose coordinates do not mix.',
  ],
});
