/** What is known without running: on a bowl, methods that are linear converge by the roots of z² − sum z + product. */
import { optimizers, surfaces } from '../catalogues.ts';
import type { Run, SurfaceProblem } from '../experiment/experiment.ts';
import { surfaceAt } from '../experiment/problem.ts';
import type { OnBowl } from '../optimizer.ts';

/** Whether nothing stands around the rule. */
export const isBare = ({ schedule, wrappers = [] }: Run): boolean => schedule === undefined && wrappers.length === 0;

/** Smallest and largest curvature. */
export interface Curvatures {
  readonly low: number;
  readonly high: number;
}

function eigenvalues([a, b, c, d]: Float64Array): Curvatures {
  const middle = (a! + d!) / 2;
  const spread = Math.sqrt(((a! - d!) / 2) * ((a! - d!) / 2) + b! * c!);
  return { low: middle - spread, high: middle + spread };
}

/** The curvatures of a surface at a point: the eigenvalues of its Hessian. */
export const curvaturesAt = ({ surface }: SurfaceProblem, at: readonly [number, number]): Curvatures =>
  eigenvalues(surfaceAt(surface).hessian(Float64Array.from(at)));

/** Shares of the domain at which a bowl's curvature must be the same. */
const PROBES = [
  [0.5, 0.5],
  [0.1, 0.2],
  [0.8, 0.3],
  [0.37, 0.9],
] as const;

/** The curvatures of a bowl; undefined for every surface that is none. */
export function bowlOf(problem: SurfaceProblem): Curvatures | undefined {
  const [xmin, xmax, ymin, ymax] = surfaces.get(problem.surface.id).domain;
  const ask = surfaceAt(problem.surface);
  const [first, ...others] = PROBES.map(([u, v]) =>
    ask.hessian(Float64Array.of(xmin + u * (xmax - xmin), ymin + v * (ymax - ymin))),
  );
  const size = Math.max(...first!.map(Math.abs));
  const same = others.every((one) => one.every((entry, i) => Math.abs(entry - first![i]!) <= 1e-9 * size));
  const known = eigenvalues(first!);
  return same && known.low > 0 ? known : undefined;
}

/** How a run behaves along one curvature, if that can be told: `growth` is the factor per step in the long run. */
export interface Behaviour {
  readonly growth: number;
  readonly kind: 'overdamped' | 'underdamped' | 'divergent';
  /** Above 0 the roots are real and it creeps, below they are not and it swings; 0 is critical damping. */
  readonly bend: number;
}

export function behaviourOf({ id, values }: Pick<Run, 'id' | 'values'>, curvature: number): Behaviour | undefined {
  const characteristic = optimizers.get(id).onBowl?.roots(values, curvature);
  if (characteristic === undefined) return undefined;
  const { sum, product } = characteristic;
  const bend = sum * sum - 4 * product;
  const growth = bend < 0 ? Math.sqrt(product) : (Math.abs(sum) + Math.sqrt(bend)) / 2;
  return { growth, bend, kind: growth > 1 ? 'divergent' : bend < 0 ? 'underdamped' : 'overdamped' };
}

/** The growth on a bowl: that of the slowest or the least stable direction. */
export function growthOn({ low, high }: Curvatures, run: Pick<Run, 'id' | 'values'>): number | undefined {
  const [a, b] = [low, high].map((curvature) => behaviourOf(run, curvature)?.growth);
  return a === undefined || b === undefined ? undefined : Math.max(a, b);
}

/** The largest rate that does not diverge along a curvature, and its formula: where a root reaches −1. */
export function borderOf(run: Run, curvature: number): { readonly lr: number; readonly formula: string } | undefined {
  const { onBowl } = optimizers.get(run.id);
  if (onBowl === undefined || !isBare(run) || !(curvature > 0)) return undefined;
  const lr = turning((rate) => onBowl.roots({ ...run.values, lr: rate }, curvature));
  return lr === undefined ? undefined : { lr, formula: onBowl.border(run.values) };
}

/** Where −1 becomes a root of z² − sum z + product: 1 + sum + product is linear in what varies, and 0 there. */
function turning(roots: (varying: number) => ReturnType<OnBowl['roots']>): number | undefined {
  const [still, one] = [roots(0), roots(1)].map((it) => it && 1 + it.sum + it.product);
  const at = still === undefined || one === undefined ? NaN : still / (still - one);
  return at > 0 && Number.isFinite(at) ? at : undefined;
}

/** The edge of stability: the curvature beyond which a run at some rate does not come to rest, and its formula. */
export interface Edge {
  readonly curvature: number;
  readonly formula: string;
  /** Whether it is a border of the curvature as the run scales it. */
  readonly scaled: boolean;
}

/** The edge of a run while its rate is `lr`; undefined where none is known. */
export function edgeOf({ id, values, wrappers = [] }: Run, lr: number): Edge | undefined {
  const { onBowl, scaled } = optimizers.get(id);
  const known = onBowl ?? scaled;
  if (known === undefined || wrappers.length > 0) return undefined;
  const curvature = turning((varying) => known.roots({ ...values, lr }, varying));
  // The border of the rate has the curvature where that of the curvature has the rate.
  return curvature === undefined ? undefined : { curvature, formula: known.border(values).replace('λmax', 'lr'), scaled: known === scaled }; // prettier-ignore
}
