import { number } from '../describe/param.ts';
import { wrapper } from '../wrapper.ts';

export default wrapper({
  title: 'SAM',
  aliases: ['sharpness-aware minimization'],
  year: 2020,
  idea: 'Takes the slope a little uphill of where it stands, where sharp hollows already are steep: it avoids them.',
  source: 'Foret et al. 2020 (arXiv:2010.01412); checked against davda54/sam',
  params: { rho: number(0.05, [0, 2], { min: 0, max: 1e6, letter: '\\rho', hint: 'how far uphill it looks' }) },
  letters: { e: '\\hat\\epsilon' },
  gradient: () => ['e = rho g / (norm(g) + 1e-12)', 'g = gradient(x + e)'],
  conventions: ['Two gradients a step.'],
});
