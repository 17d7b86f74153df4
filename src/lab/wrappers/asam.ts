import { number } from '../describe/param.ts';
import { wrapper } from '../wrapper.ts';

export default wrapper({
  title: 'ASAM',
  aliases: ['adaptive sharpness-aware minimization'],
  year: 2021,
  idea: 'SAM that looks the farther the larger a coordinate is, so that scaling weights changes nothing.',
  source: 'Kwon et al. 2021 (arXiv:2102.11600); checked against davda54/sam',
  params: { rho: number(0.5, [0, 2], { min: 0, max: 1e6, letter: '\\rho', hint: 'how far uphill it looks' }) },
  letters: { e: '\\hat\\epsilon' },
  gradient: () => ['e = rho x^2 g / (norm(abs(x) g) + 1e-12)', 'g = gradient(x + e)'],
  conventions: ['Two gradients a step.'],
});
