import { choice, flag, rate, velocity, weightDecay } from '../describe/param.ts';
import { rule, zeros } from '../optimizer.ts';

export default rule({
  title: 'Muon',
  aliases: ['momentum orthogonalised by Newton–Schulz'],
  year: 2024,
  idea: 'Momentum for matrices, with all singular values of the step made alike: rare directions are learned as fast as frequent ones.',
  source: 'Jordan 2024 (kellerjordan.github.io/posts/muon); checked against KellerJordan/Muon and torch.optim.Muon 2.9',
  params: {
    lr: rate(0.02),
    momentum: velocity(0.95),
    weight_decay: weightDecay(0, 'decoupled'),
    nesterov: flag(true, 'look ahead along the velocity'),
    adjust_lr_fn: choice(['original', 'match_rms_adamw'], 'how the step’s size depends on the matrix’s sides'),
    eps_placement: choice(
      ['added', 'floor'],
      'what keeps the division by the length finite: Keller Jordan adds 1e-7, PyTorch divides by at least that',
    ),
  },
  letters: { b: 'B', u: 'U', O: 'O' },
  needs: () => 'matrix',
  scope: () => 'tensor',
  state: { b: zeros },
  lines: ({ nesterov, adjust_lr_fn, eps_placement }) => [
    'b = momentum b + (1 - momentum) g',
    nesterov ? 'u = (1 - momentum) g + momentum b' : 'u = b',
    eps_placement === 'added' ? 'u = u / (norm(u) + 1e-7)' : 'u = u / max(norm(u), 1e-7)',
    'O = ns5(u)',
    adjust_lr_fn === 'original'
      ? 'x = x - lr weight_decay x - lr sqrt(max(1, rows(x) / columns(x))) O'
      : 'x = x - lr weight_decay x - 0.2 lr sqrt(max(rows(x), columns(x))) O',
  ],
  conventions: [
    'NS₅ is five steps X ← 3.4445 X − 4.775 A X + 2.0315 A² X with A = XXᵀ; it leaves singular values between about 0.7 and 1.2, not at 1.',
    'PyTorch’s defaults are lr 1e-3 and weight decay 0.1; match_rms_adamw is Moonshot’s scale, so that AdamW’s rates can be kept.',
    'In networks vectors, embeddings and the last layer are left to AdamW. Real code iterates in bfloat16, here it is double.',
  ],
});
