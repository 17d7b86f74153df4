/** What is wrong with an experiment, and what was done about it, in words that name the place. */
import { suggest } from '../describe/suggest.ts';
import { numeral } from './numeral.ts';

/** Something wrong, or something mended, and where: `runs[0].values.lr`. */
export interface Complaint {
  readonly path: string;
  readonly message: string;
}

/** Collects what one walk finds: everything wrong, how it was mended, and what could not be. */
export class Report {
  readonly wrong: Complaint[] = [];
  readonly mended: Complaint[] = [];
  readonly hopeless: Complaint[] = [];

  /** Something wrong that has a remedy. */
  mend(path: string, wrong: string, remedy: string): void {
    this.wrong.push({ path, message: wrong });
    this.mended.push({ path, message: remedy });
  }

  /** Something wrong that has none. */
  refuse(path: string, message: string): undefined {
    this.wrong.push({ path, message });
    this.hopeless.push({ path, message });
  }
}

/** A value that came, in words. */
export function shown(json: unknown): string {
  if (typeof json === 'number') return numeral(json);
  if (typeof json === 'string') return `“${json.length > 40 ? `${json.slice(0, 40)}…` : json}”`;
  if (Array.isArray(json)) return json.length === 0 ? 'an empty list' : `a list of ${json.length}`;
  if (json === undefined) return 'nothing';
  return typeof json === 'object' && json !== null ? 'an object' : (JSON.stringify(json) ?? typeof json);
}

/** More names than this are a catalogue, not an answer. */
const FEW = 12;

/** What there is instead of a name nobody knows; first of all what was probably meant, and then no long list. */
export function instead(word: string, names: readonly string[]): string {
  const meant = suggest(word, names);
  if (meant !== undefined && names.length > FEW) return `did you mean ${meant}?`;
  const list = names.length === 0 ? 'there are none' : `there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}`;
  return meant === undefined ? list : `did you mean ${meant}? ${list[0]!.toUpperCase()}${list.slice(1)}`;
}
