/** Finds the experiments in a file, in standard input or in an argument, and remembers where each one stood. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Complaint } from '../lab/experiment/complaint.ts';
import type { Experiment } from '../lab/experiment/experiment.ts';
import { decode, encode, type Extras } from '../lab/experiment/link.ts';
import { complete } from '../lab/experiment/validate.ts';

/** One thing to answer, as it came. */
export interface Item {
  /** For messages: “line 3”. */
  readonly place: string;
  readonly content: { readonly link: string } | { readonly json: unknown } | { readonly unreadable: string };
}

/** What could not be answered. */
export interface Problems {
  readonly problems: readonly Complaint[];
}

/** The items of a source: a link itself, `-` for standard input, or the name of a file. */
export async function itemsOf(source: string, standardInput: NodeJS.ReadableStream): Promise<Item[]> {
  if (isLink(source)) return [{ place: 'the link', content: { link: source } }];
  const all = source === '-' ? await text(standardInput) : await readFile(source, 'utf8');
  return itemsIn(all.replace(/^\uFEFF/, ''));
}

const isLink = (source: string): boolean => /^(?:#|%23)|^[^{["]*(?:#|%23)v\d/i.test(source);

/** One item per line; or one JSON document over many lines, of which a list holds many items. */
function itemsIn(all: string): Item[] {
  const lines = all.split(/\r?\n/).flatMap((line, index): Item[] => {
    const content = line.trim();
    const place = `line ${index + 1}`;
    return content === '' ? [] : [{ place, content: isLink(content) ? { link: content } : read(content) }];
  });
  const [document] = lines.length > 1 ? [{ place: 'the document', content: read(all) }] : lines;
  if (document && 'json' in document.content) return asList(document, document.content.json);
  return document && !lines.some(isWhole) ? [document] : lines;
}

/** Whether a line can be an item, rather than a part of a broken document. */
const isWhole = ({ content }: Item): boolean =>
  'link' in content || ('json' in content && typeof content.json === 'object');

function asList(document: Item, json: unknown): Item[] {
  if (!Array.isArray(json)) return [document];
  return json.map((item: unknown, index) => ({ place: `item ${index + 1}`, content: asLink(item) ?? { json: item } }));
}

function read(json: string): Item['content'] {
  try {
    const content = JSON.parse(json) as unknown;
    return asLink(content) ?? { json: content };
  } catch (error) {
    return { unreadable: `neither JSON nor a link: ${(error as Error).message}` };
  }
}

/** A link within JSON: as a text, or as the results of this program carry it. */
function asLink(json: unknown): { link: string } | undefined {
  if (typeof json === 'string') return { link: json };
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, 'link') || Object.hasOwn(json, 'problem'))
    return undefined;
  const { link } = json as { link: unknown };
  return typeof link === 'string' ? { link } : undefined;
}

/** An experiment with what a link may have added to it. */
export interface Read {
  readonly experiment: Experiment;
  readonly notes: readonly Complaint[];
  readonly checked?: 'ok' | 'absent';
  readonly extras?: Extras;
}

/** Links are mended, and the notes say how; JSON has to be right. */
export function experimentOf({ content }: Item): Read | Problems {
  if ('unreadable' in content) return { problems: [{ path: '', message: content.unreadable }] };
  if ('json' in content) {
    const completed = complete(content.json);
    return 'problems' in completed ? completed : { ...completed, notes: [] };
  }
  const decoded = decode(content.link);
  if (!('refused' in decoded)) return decoded;
  const { refused, suspect } = decoded;
  const hint = suspect ? `; it seems to say ${encode(suspect.experiment, suspect.extras)}` : '';
  return { problems: [{ ...refused, message: refused.message + hint }] };
}
