/** What the problem's data look like, known before any row has come. */
import { datasets } from '../../../lab/catalogues.ts';
import type { DatasetShape } from '../../../lab/dataset.ts';
import { asClassifier, type ClassifierProblem, type Problem } from '../../../lab/experiment/experiment.ts';
import { layersOf } from '../../../lab/experiment/learning-shape.ts';

export function shapeOf(problem: Problem): DatasetShape | undefined {
  const dataset = asClassifier(problem)?.dataset;
  return dataset && datasets.get(dataset.id).shape(dataset.values);
}

/** Whether a network can be drawn: two features give every unit a field, and dense layers give every weight a line. */
export function hasNetwork(problem: ClassifierProblem): boolean {
  const dense = layersOf(problem).every(({ kind }) => kind !== 'convolution' && kind !== 'pool');
  return dense && shapeOf(problem)!.features === 2;
}

/** Whether all optimizers fit into one picture: borders on a plane, curves over one feature. */
export function canBeTogether(problem: Problem): boolean {
  const shape = shapeOf(problem);
  if (!shape || shape.target === 'ranking') return false;
  return shape.features === 1 || (shape.features === 2 && shape.target === 'classes');
}
