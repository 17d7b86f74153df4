import { choice, count, flag, number } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

const share = (value: number, hint: string, letter: string) =>
  number(value, [0, 1], { min: 0, max: 1, belowMax: true, letter, hint });

export default schedule({
  title: 'One cycle',
  aliases: ['OneCycleLR', '1cycle', 'super-convergence'],
  idea: 'Once up to a high rate and down to almost none, while momentum goes the other way.',
  source: 'Smith & Topin 2017 (arXiv:1708.07120); checked against torch.optim.lr_scheduler.OneCycleLR 1.13',
  params: {
    max_lr: number(0.1, [1e-5, 10], {
      min: 0,
      max: 1e6,
      scale: 'log',
      letter: '\\eta_{\\max}',
      hint: 'the highest rate',
    }),
    total_steps: count(200, [2, 1000], { min: 2, letter: 'N', hint: 'steps of the whole cycle' }),
    pct_start: number(0.3, [0.05, 0.5], { min: 0, max: 1, letter: 'p', hint: 'share of the steps that goes up' }),
    div_factor: number(25, [1, 100], { min: 1e-6, letter: 'd', hint: 'how many times lower it begins' }),
    final_div_factor: number(1e4, [1, 1e5], {
      min: 1e-6,
      scale: 'log',
      letter: 'd_N',
      hint: 'how many times lower still it ends',
    }),
    anneal_strategy: choice(['cos', 'linear'], 'half cosine waves or straight lines'),
    three_phase: flag(false, 'up, as long down again, and then to the end'),
    cycle_momentum: flag(true, 'momentum (or β₁) goes down while the rate goes up'),
    base_momentum: share(0.85, 'momentum at the highest rate', '\\mu_{\\min}'),
    max_momentum: share(0.95, 'momentum at the lowest rates', '\\mu_{\\max}'),
  },
  letters: { a: 'a', b: 'b', q: 'q', low: '\\eta_1', from: '\\eta_a', to: '\\eta_b' },
  refuse: ({ pct_start, total_steps, three_phase }) => {
    const rise = Number(pct_start) * Number(total_steps);
    if (!(rise > 1)) return { param: 'pct_start', message: 'pct_start of the total_steps must be more than one step' };
    return three_phase && !(2 * rise - 2 < Number(total_steps) - 1)
      ? { param: 'pct_start', message: 'with three_phase, pct_start must leave steps for the third phase' }
      : undefined;
  },
  lines: ({ anneal_strategy, three_phase, cycle_momentum }) => {
    const between = (from: string, to: string): string =>
      anneal_strategy === 'linear' ? `${from} + (${to} - ${from}) q` : `${to} + (${from} - ${to}) (1 + cos(pi q)) / 2`;
    return [
      'low = max_lr / div_factor',
      'a = pct_start total_steps - 1',
      ...(three_phase
        ? [
            'b = 2 a',
            'c = total_steps - 1',
            'q = where(k <= a, k / a, where(k <= b, (k - a) / (b - a), min(1, (k - b) / (c - b))))',
            'from = where(k <= a, low, where(k <= b, max_lr, low))',
            'to = where(k <= a, max_lr, where(k <= b, low, low / final_div_factor))',
          ]
        : [
            'b = total_steps - 1',
            'q = where(k <= a, k / a, min(1, (k - a) / (b - a)))',
            'from = where(k <= a, low, max_lr)',
            'to = where(k <= a, max_lr, low / final_div_factor)',
          ]),
      `lr = ${between('from', 'to')}`,
      ...(cycle_momentum
        ? [
            ...(three_phase
              ? [
                  'u = where(k <= a, max_momentum, where(k <= b, base_momentum, max_momentum))',
                  'v = where(k <= a, base_momentum, max_momentum)',
                ]
              : ['u = where(k <= a, max_momentum, base_momentum)', 'v = where(k <= a, base_momentum, max_momentum)']),
            `momentum = ${between('u', 'v')}`,
          ]
        : []),
    ];
  },
  conventions: [
    'It takes neither the optimizer’s own rate nor its momentum, as in PyTorch.',
    'PyTorch refuses a step beyond the cycle; here the last rate stays.',
    'Where an optimizer has no momentum, β₁ is cycled, and where it has neither, the rate alone.',
  ],
});
