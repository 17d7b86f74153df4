import { list, number, numbersIn } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

export default schedule({
  title: 'Milestones',
  aliases: ['MultiStepLR', 'piecewise constant'],
  idea: 'Falls by a factor at steps of your choice.',
  source: 'checked against torch.optim.lr_scheduler.MultiStepLR 1.13',
  params: {
    milestones: list('60,120,160', { hint: 'the steps at which it falls' }),
    gamma: number(0.1, [0, 1], { min: 0, max: 1e6, letter: '\\gamma', hint: 'what is left of the rate at each fall' }),
  },
  lines: ({ milestones }) => {
    const passed = numbersIn(milestones!).map((_, i) => `(k >= milestones${i + 1})`);
    return [`n = ${passed.join(' + ')}`, 'lr = base gamma^n'];
  },
  conventions: ['A comparison counts 1 where it holds: n is how many milestones are passed.'],
});
