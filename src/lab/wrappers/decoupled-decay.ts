import { weightDecay } from '../describe/param.ts';
import { wrapper } from '../wrapper.ts';

export default wrapper({
  title: 'Weight decay, decoupled',
  aliases: ['AdamW'],
  year: 2017,
  idea: 'Takes a share of x away before the step: every coordinate is pulled alike, however steep it is.',
  source: 'Loshchilov & Hutter 2017 (arXiv:1711.05101); checked against torch.optim.AdamW 1.13',
  params: { weight_decay: weightDecay(0.01, 'decoupled') },
  before: () => ['x = x - lr weight_decay x'],
  conventions: ['The paper’s decay does not contain lr, only its schedule; PyTorch multiplies by lr.'],
});
