import { beta1, beta2, epsilon, number, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, type StateLine } from '../optimizer.ts';

const accumulator: StateLine = { shape: 'vector', init: 'initial_accumulator' };

export default rule({
  title: 'Yogi',
  year: 2018,
  idea: 'Adam whose mean square moves by the size of the new square only, so it cannot collapse after a rare large one.',
  source: 'Zaheer et al. 2018; checked against jettify/pytorch-optimizer',
  params: {
    lr: rate(1e-2),
    beta1: beta1(0.9),
    beta2: beta2(0.999, 'how slowly the mean square follows'),
    eps: epsilon(1e-3),
    initial_accumulator: number(1e-6, [0, 1], { min: 0, letter: 'v_0', hint: 'what both means start from' }),
    weight_decay: weightDecay(0, 'coupled'),
  },
  letters: momentLetters,
  state: { m: accumulator, v: accumulator, p1: scalar(1), p2: scalar(1) },
  restless: 'the mean of gradients starts a little above 0',
  lines: () => [
    'g = g + weight_decay x',
    'm = beta1 m + (1 - beta1) g',
    'v = v - (1 - beta2) sign(v - g^2) g^2',
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    'm_hat = m / (1 - p1)',
    'v_hat = v / (1 - p2)',
    'x = x - lr m_hat / (sqrt(v_hat) + eps)',
  ],
  conventions: ['TensorFlow Addons starts m at 0 and adds eps to the uncorrected root.'],
});
