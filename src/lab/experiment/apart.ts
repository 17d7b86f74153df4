/** Rows of one's own that are too many for a link: the link then says which they are, and a file holds them. */
import { datasets } from '../catalogues.ts';
import { defaults } from '../describe/param.ts';
import { asClassifier, type Choice, type ClassifierProblem, type Problem } from './experiment.ts';
import { fingerprintOfText } from './fingerprint.ts';

/** The values of a problem's data set that are rows, by name; none where the rows are not somebody's own. */
function rowsOf(problem: Problem): readonly string[] {
  const classifier = asClassifier(problem);
  const params = classifier ? datasets.get(classifier.dataset.id).params : {};
  return Object.keys(params).filter((name) => params[name]!.kind === 'rows');
}

export const hasRows = (problem: Problem): boolean => rowsOf(problem).length > 0;

/** A problem's data set without its own rows, and a short name for exactly these rows. */
export interface Apart {
  readonly dataset: Choice;
  /** The problem without what was written for these rows alone: first weights and batches. */
  readonly rest: Problem;
  readonly rows: string;
}

export function withoutRows(problem: ClassifierProblem): Apart {
  const own = rowsOf(problem);
  const { weights, order, ...rest } = problem;
  const { dataset } = rest;
  const { params } = datasets.get(dataset.id);
  const usual = defaults(params);
  const values = { ...dataset.values, ...Object.fromEntries(own.map((name) => [name, usual[name]!])) };
  const rows = fingerprintOfText(JSON.stringify([own.map((name) => dataset.values[name]), weights, order]));
  return { dataset: { id: dataset.id, values }, rest, rows };
}
