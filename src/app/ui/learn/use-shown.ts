/** What of the networks is on show; it is part of the link. */
import { asClassifier } from '../../../lab/experiment/experiment.ts';
import { weightsOf } from '../../../lab/experiment/learning-shape.ts';
import { readShown, type Shown, writeShown } from '../../state/learning-show.ts';
import { look } from '../../state/store.ts';
import { usePage } from '../use-page.ts';

export function useShown(): readonly [shown: Shown, show: (part: Partial<Shown>) => void, weights: number] {
  const words = usePage((page) => page.look.show);
  const problem = usePage((page) => page.experiment.problem);
  const runs = usePage((page) => page.slots.length);
  const weights = weightsOf(asClassifier(problem)!);
  const shown = readShown(words, runs, weights);
  return [shown, (part) => look({ show: writeShown({ ...shown, ...part }) }), weights];
}
