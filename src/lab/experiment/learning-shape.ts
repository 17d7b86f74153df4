/** What is known of a learning problem before anything is drawn or built: which losses fit, how many weights, how many rows. */
import { datasets, losses, models } from '../catalogues.ts';
import { type DatasetShape, rowsToLearn } from '../dataset.ts';
import type { Takes } from '../loss.ts';
import type { Layer, ModelShape } from '../model.ts';
import type { Choice, ClassifierProblem } from './experiment.ts';

/** What losses may take where this is to be learnt, the usual one first. */
function takenFor({ target, classes }: DatasetShape): readonly Takes[] {
  if (target === 'regression') return ['number'];
  if (target === 'ranking') return ['pair', 'list'];
  return classes === 2 ? ['binary', 'class'] : ['class'];
}

/** The loss that is usual for what a loss takes. */
const usual: Readonly<Record<Takes, string>> = {
  number: 'mse',
  binary: 'bce',
  class: 'cross-entropy',
  pair: 'ranknet',
  list: 'listnet',
};

/** What the data would have to be, as the end of a sentence that begins with the loss's name. */
const wanted: Readonly<Record<Takes, string>> = {
  number: 'needs numbers to be met',
  binary: 'tells two classes apart',
  class: 'needs classes',
  pair: 'needs lists to be ranked',
  list: 'needs lists to be ranked',
};

export const usualLoss = (shape: DatasetShape): string => usual[takenFor(shape)[0]!];
export const usualModel = ({ id }: Choice): string => datasets.get(id).model ?? 'mlp';

/** Why a loss does not fit what is to be learnt, and which ones do; undefined where it does. */
export function lossMisfit(id: string, dataset: Choice): string | undefined {
  const shape = datasets.get(dataset.id).shape(dataset.values);
  const taken = takenFor(shape);
  const { takes } = losses.get(id);
  if (taken.includes(takes)) return undefined;
  const has = { regression: 'numbers to be met', ranking: 'lists to be ranked', classes: `${shape.classes} classes` };
  const others = losses.ids.filter((it) => taken.includes(losses.get(it).takes));
  return `${id} ${wanted[takes]}, and ${dataset.id} has ${has[shape.target]}: there are ${others.join(', ')}`;
}

/** Columns the model has to give. */
export const outputsOf = ({ takes }: { readonly takes: Takes }, { classes }: DatasetShape): number =>
  takes === 'class' ? classes : 1;

export function modelShape(dataset: Choice, loss: Choice): ModelShape {
  const shape = datasets.get(dataset.id).shape(dataset.values);
  const { features, image } = shape;
  return { features, outputs: outputsOf(losses.get(loss.id), shape), ...(image && { image }) };
}

export const layersOf = ({
  dataset,
  model,
  loss,
}: Pick<ClassifierProblem, 'dataset' | 'model' | 'loss'>): readonly Layer[] =>
  models.get(model.id).layers(model.values, modelShape(dataset, loss));

/** Rows (for rankings: lists) there are to learn from. */
export function learnt({ id, values }: Choice): number {
  const shape = datasets.get(id).shape(values);
  return rowsToLearn(shape, values['test'] as number) / shape.list;
}

/** How large a network is. */
export interface Extent {
  /** Entries of the flat x. */
  readonly weights: number;
  /** Numbers that one row has on its way through all layers. */
  readonly units: number;
}

/** Counts weights and units layer by layer, as `network.ts` lays them out. */
export function extentOf(layers: readonly Layer[], { features, image }: ModelShape): Extent {
  return count(layers, image ? [1, ...image] : [features]).extent;
}

/** How many weights a problem's model has. */
export const weightsOf = (problem: Pick<ClassifierProblem, 'dataset' | 'model' | 'loss'>): number =>
  extentOf(layersOf(problem), modelShape(problem.dataset, problem.loss)).weights;

type Sides = readonly number[];
const product = (sides: Sides): number => sides.reduce((all, side) => all * side, 1);

function count(layers: readonly Layer[], first: Sides): { extent: Extent; sides: Sides } {
  let sides = first;
  let [weights, units] = [0, 0];
  for (const layer of layers) {
    const [more, next] = counted(layer, sides);
    sides = next;
    weights += more;
    units += product(sides);
  }
  return { extent: { weights, units }, sides };
}

/** A layer's weights, and the sides of what comes out of it. */
function counted(layer: Layer, sides: Sides): [number, Sides] {
  const [channels = 1, height = 1, width = 1] = sides;
  switch (layer.kind) {
    case 'features':
      return [0, [product(sides) + layer.of.length]];
    case 'dense':
      return [layer.units * (product(sides) + (layer.bias === false ? 0 : 1)), [layer.units]];
    case 'convolution':
      return [
        layer.filters * (channels * layer.size * layer.size + 1),
        [layer.filters, height - layer.size + 1, width - layer.size + 1],
      ];
    case 'pool':
      return [0, [channels, Math.floor(height / layer.size), Math.floor(width / layer.size)]];
    case 'batch-norm':
    case 'layer-norm':
      return [2 * product(sides), sides];
    case 'residual': {
      const inner = count(layer.layers, sides);
      return [inner.extent.weights, inner.sides];
    }
    case 'activation':
    case 'dropout':
      return [0, sides];
  }
}
