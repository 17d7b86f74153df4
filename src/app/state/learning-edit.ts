/** Changes to a learning problem from the page; what no longer fits together is mended, and said beside the settings. */
import type { Value } from '../../lab/describe/param.ts';
import { asClassifier, type ClassifierProblem, type Experiment } from '../../lab/experiment/experiment.ts';
import { decode } from '../../lab/experiment/link.ts';
import { repair } from '../../lab/experiment/validate.ts';
import { presets } from './presets.ts';
import { change, look, open, store } from './store.ts';

/** The fields of a learning problem as people write them. */
type Fields = { readonly [Key in keyof ClassifierProblem]?: unknown };

let mended: readonly string[] = [];
const listeners = new Set<() => void>();

/** What the newest change changed besides, one sentence each. */
export const alsoChanged = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): readonly string[] => mended,
};

function say(notes: readonly string[]): void {
  if (notes.length === 0 && mended.length === 0) return;
  mended = notes;
  for (const listener of listeners) listener();
}

/** Changes fields of the problem; `undefined` brings back what is usual. */
export function changeLearning(fields: Fields, coalesce?: string): void {
  const { experiment } = store.getState();
  const problem = asClassifier(experiment.problem);
  if (!problem) return;
  const { weights: _weights, order: _order, ...kept } = problem; // they belong to what is changed
  const wanted = Object.fromEntries(Object.entries({ ...kept, ...fields }).filter(([, value]) => value !== undefined));
  const read = repair({ ...experiment, problem: wanted });
  if ('problems' in read) return say(read.problems.map(({ message }) => message));
  say(read.notes.map(({ message }) => message));
  change(read.experiment, coalesce === undefined ? {} : { coalesce });
}

const part = { dataset: 'dataset', model: 'model', loss: 'loss' } as const;
export type LearningPart = keyof typeof part;

/** Another data set, model or loss, with its usual values. */
export function chooseLearning(which: LearningPart, id: string): void {
  changeLearning({ [which]: { id }, ...(which === 'dataset' && { batch: undefined }) });
}

/** One value of the data set, the model or the loss. */
export function changeLearningValue(which: LearningPart, name: string, value: Value): void {
  const problem = asClassifier(store.getState().experiment.problem);
  if (!problem) return;
  const { id, values } = problem[which];
  changeLearning({ [which]: { id, values: { ...values, [name]: value } } }, `${which} ${name}`);
}

export function changeRegularisation(name: string, value: Value): void {
  const problem = asClassifier(store.getState().experiment.problem);
  if (problem)
    changeLearning({ regularisation: { ...problem.regularisation, [name]: value } }, `regularisation ${name}`);
}

/** Learns from another data set; what learns already keeps its optimizers, its model and its loss, where they fit. */
export function chooseDataset(id: string): void {
  if (asClassifier(store.getState().experiment.problem)) return chooseLearning('dataset', id);
  const [first] = presets;
  const preset = presets.find(({ link }) => link.startsWith(`#v1/${id}/`));
  openPreset(preset?.link ?? first.link.replace(/^#v1\/[^/]+/, `#v1/${id}`));
}

export const openFirstPreset = (): void => openPreset(presets[0].link);

/** Opens a link the page itself offers. */
export function openPreset(link: string): void {
  const experiment = presetExperiment(link);
  say([]);
  open(experiment);
  look({ apart: true });
}

/** Throws where a link of the page's own cannot be read. */
export function presetExperiment(link: string): Experiment {
  const decoded = decode(link);
  if ('refused' in decoded) throw new RangeError(`${link}: ${decoded.refused.message}`);
  return decoded.experiment;
}
