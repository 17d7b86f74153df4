/** What keeps a model from learning its training rows by heart, besides what models and wrappers bring. */
import { count, flag, number, type Params } from '../describe/param.ts';

export const regularisation = {
  l1: number(0, [0, 0.1], { min: 0, max: 1e3, hint: 'times Σ|w| is added to the loss; biases are left out' }),
  l2: number(0, [0, 0.1], { min: 0, max: 1e3, hint: 'times ½Σw² is added to the loss; biases are left out' }),
  patience: count(0, [0, 500], {
    max: 10_000,
    hint: 'stops after so many steps without a better test loss, and keeps the best weights; 0: never',
  }),
  jitter: number(0, [0, 1], { min: 0, max: 1e3, hint: 'deviation of noise added to the features, anew in every step' }),
  shift: count(0, [0, 3], { max: 8, hint: 'pictures are moved by up to so many pixels, anew in every step' }),
  flip: flag(false, 'pictures are mirrored left to right, half of them, anew in every step'),
} satisfies Params;
