/**
 * A model says of what layers it is made for data of a shape; `network.ts` makes weights and graphs of them. Layers are
 * plain data, so that pages can list and draw models without loading what only runs need.
 */
import { choice, type ChoiceParam, flag, number, type Param, type Params, type Values } from './describe/param.ts';

/** Functions of one number between layers. */
export const activations = [
  'relu', 'leaky-relu', 'elu', 'gelu', 'silu', 'tanh', 'sigmoid', 'softplus', 'linear',
] as const; // prettier-ignore
export type Activation = (typeof activations)[number];

/** How weights begin; n are the entries a unit reads, m the units that read. Biases begin at 0, gains at 1. */
export const beginnings = [
  'he', 'xavier', 'lecun', 'orthogonal', 'normal', 'too-large', 'too-small', 'zeros',
] as const; // prettier-ignore
export type Beginning = (typeof beginnings)[number];

/** Columns made of two features x and y. */
export const planeFeatures = ['x²', 'y²', 'xy', 'sin x', 'sin y'] as const;
export type PlaneFeature = (typeof planeFeatures)[number];

export type Layer =
  /** More columns beside the two that are there. */
  | { readonly kind: 'features'; readonly of: readonly PlaneFeature[] }
  | { readonly kind: 'dense'; readonly units: number; readonly bias?: false }
  /** Filters of size × size over an image; stride 1, no padding. */
  | { readonly kind: 'convolution'; readonly filters: number; readonly size: number }
  /** The greatest of each size × size square. */
  | { readonly kind: 'pool'; readonly size: number }
  | { readonly kind: 'activation'; readonly of: Activation; readonly leak: number }
  /** Each unit to mean 0 and deviation 1 over the batch (Ioffe & Szegedy 2015), then a gain and a bias. */
  | { readonly kind: 'batch-norm' }
  /** Each row to mean 0 and deviation 1 over its units (Ba et al. 2016), then a gain and a bias. */
  | { readonly kind: 'layer-norm' }
  /** A share of the units silent, the others louder (Srivastava et al. 2014); in training only. */
  | { readonly kind: 'dropout'; readonly rate: number }
  /** The input plus what the layers make of it (He et al. 2015); widths stay. */
  | { readonly kind: 'residual'; readonly layers: readonly Layer[] };

/** What comes in and what must come out. */
export interface ModelShape {
  readonly features: number;
  readonly outputs: number;
  /** Where a row is a picture: its height and width. */
  readonly image?: readonly [number, number];
}

export interface ModelEntry {
  readonly title: string;
  readonly aliases?: readonly string[];
  /** One sentence: what it teaches. */
  readonly idea: string;
  readonly source: string;
  readonly params: Params & Readonly<Record<'init' | 'sigma', Param>>;
  readonly layers: (values: Values, shape: ModelShape) => readonly Layer[];
  /** Why data of this shape is not for it; the sentence names the parameter. */
  readonly refuse?: (
    values: Values,
    shape: ModelShape,
  ) => { readonly param: string; readonly message: string } | undefined;
}

export const model = (entry: ModelEntry): ModelEntry => entry;

/** The parameters that say how weights begin, with the usual way first. */
export const beginning = (usual: Beginning, sigma = 0.1): { init: ChoiceParam; sigma: Param } => ({
  init: choice([usual, ...beginnings.filter((one) => one !== usual)], 'how the weights begin'),
  sigma: number(sigma, [0, 2], { min: 0, max: 1e3, letter: '\\sigma', hint: 'deviation of normal first weights' }),
});

/** Playground's further columns of two features, switched on in groups. */
export const planeParams = {
  squares: flag(false, 'the columns x² and y² as well'),
  product: flag(false, 'the column xy as well'),
  sines: flag(false, 'the columns sin x and sin y as well'),
};

export function planeLayers({ squares, product, sines }: Values): readonly Layer[] {
  const groups: readonly (readonly PlaneFeature[])[] = [
    squares ? ['x²', 'y²'] : [],
    product ? ['xy'] : [],
    sines ? ['sin x', 'sin y'] : [],
  ];
  const of = groups.flat();
  return of.length > 0 ? [{ kind: 'features', of }] : [];
}

/** Further columns can be made of two features only. */
export function refusePlane(values: Values, { features }: ModelShape): { param: string; message: string } | undefined {
  const asked = (['squares', 'product', 'sines'] as const).find((name) => values[name] === true);
  if (asked === undefined || features === 2) return undefined;
  return { param: asked, message: `needs data of two features x and y; this has ${features}` };
}
