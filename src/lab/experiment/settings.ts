/** The experiment's own numbers, declared like any entry's parameters. */
import { number, type NumberParam } from '../describe/param.ts';
import { limits } from './limits.ts';

export const settings = {
  steps: number(200, [1, 1000], { ...limits.steps, integer: true, hint: 'how many steps every optimizer takes' }),
  seed: number(1, [0, 999], { ...limits.seed, integer: true, hint: 'all luck comes from here' }),
  noise: number(0, [0, 10], { ...limits.noise, hint: 'spread of the Gaussian noise added to every gradient' }),
} satisfies Record<string, NumberParam>;

/** One coordinate of a start. */
export const coordinate = number(0, [-5, 5], { min: -limits.start, max: limits.start });
