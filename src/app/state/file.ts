/** An experiment as a file, in the command line's JSON: for what is too long for a link. */
import type { Experiment } from '../../lab/experiment/experiment.ts';
import { limits } from '../../lab/experiment/limits.ts';
import { complete } from '../../lab/experiment/validate.ts';
import { words } from '../text/words.ts';
import { open, post } from './store.ts';

/** Whether a text is meant as JSON rather than as a table. */
export const isExperiment = (text: string): boolean => /^\s*\{/.test(text);

export const fileText = (experiment: Experiment): string => `${JSON.stringify(experiment)}\n`;

/** Opens a file's text, an experiment or the results of a sweep, or says what is wrong with it. */
export async function openFile(name: string, text: string): Promise<void> {
  const wrong = await opened(text);
  if (wrong !== undefined) post({ kind: 'wrong-file', name, reason: wrong });
}

async function opened(text: string): Promise<string | undefined> {
  const { file } = words;
  if (text.length > limits.file) return file.tooLong(text.length, limits.file);
  if (!isExperiment(text)) return file.none;
  const json = parsed(text);
  if (typeof json === 'string') return file.broken(json);
  if (Object.hasOwn(json, 'sweep')) return (await import('./dropped.ts')).openResults(text);
  const read = complete(json);
  if ('problems' in read) return read.problems.map(({ path, message }) => `${path} ${message}`.trim()).join('; ');
  open(read.experiment);
  return undefined;
}

function parsed(text: string): object | string {
  try {
    return JSON.parse(text) as object;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
