import { decay } from '../describe/param.ts';
import { wrapper } from '../wrapper.ts';

export default wrapper({
  title: 'Moving average',
  aliases: ['EMA', 'exponential moving average of parameters'],
  year: 1992,
  idea: 'Keeps a fading average of the points beside the run: where the path jitters, the average lies in the middle.',
  source: 'Polyak & Juditsky 1992; checked against PyTorch 1.13',
  params: { decay: decay(0.95, { letter: '\\beta', hint: 'how long points are remembered' }) },
  letters: { average: '\\bar x' },
  aside: 'average',
  state: { average: { shape: 'vector', init: 'x' } },
  after: () => ['average = decay average + (1 - decay) x'],
  conventions: ['The path is that of x; the ring on the map is the average, the answer one would use.'],
});
