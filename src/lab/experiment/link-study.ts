/** A study's segments in a link: `sweep=lr,1e-4,10,120`, `plane=1,lr,1e-3,1,128,momentum,0,0.99,128`, `fair=tuned`, `finder=grid,1e-4,1,20,5`; places count from 1. */
import { numberIn } from './link-syntax.ts';
import { numeral } from './numeral.ts';
import type { Axis, Study } from './study.ts';

type Part = keyof Study;

const axisTexts = ({ param, from, to, count }: Axis): string[] => [param, ...[from, to, count].map(numeral)];

const writers: { readonly [Key in Part]-?: (part: NonNullable<Study[Key]>) => string } = {
  sweep: (axis) => axisTexts(axis).join(','),
  plane: ({ run, across, up }) => [numeral(run + 1), ...axisTexts(across), ...axisTexts(up)].join(','),
  basins: ({ region, side }) => [...region, side].map(numeral).join(','),
  ladder: ({ run, count }) => [run + 1, count].map(numeral).join(','),
  measure: String,
  threshold: numeral,
  seeds: numeral,
  fair: String,
  finder: ({ search, from, to, count, folds }) => [search, ...[from, to, count, folds].map(numeral)].join(','),
};

export const studyKeys = Object.keys(writers) as readonly Part[];

/** The segments of a study, in a steady order. */
export const writeStudy = (study: Study = {}): string[] =>
  studyKeys.flatMap((key) => {
    const write = writers[key] as (part: unknown) => string;
    return study[key] === undefined ? [] : [`${key}=${write(study[key])}`];
  });

const readAxis = ([param, from, to, count]: readonly string[]): object => ({
  param,
  ...read('from', from),
  ...read('to', to),
  ...read('count', count),
});

const read = (name: string, text: string | undefined): object =>
  text === undefined || text === '' ? {} : { [name]: numberIn(text) };

/** A place from 1 as a place from 0; what is no number stays what it is, for the validator to name. */
const place = (text = ''): unknown => {
  const said = numberIn(text);
  return typeof said === 'number' ? said - 1 : said;
};

const readers: { readonly [Key in Part]-?: (texts: readonly string[]) => unknown } = {
  sweep: readAxis,
  plane: ([run, ...axes]) => ({ run: place(run), across: readAxis(axes.slice(0, 4)), up: readAxis(axes.slice(4)) }),
  basins: (texts) => ({ region: texts.slice(0, 4).map(numberIn), ...read('side', texts[4]) }),
  ladder: ([run, count]) => ({ run: place(run), ...read('count', count) }),
  measure: ([word]) => word,
  threshold: ([text = '']) => numberIn(text),
  seeds: ([text = '']) => numberIn(text),
  fair: ([word]) => word,
  finder: ([search, from, to, count, folds]) => ({
    search,
    ...read('from', from),
    ...read('to', to),
    ...read('count', count),
    ...read('folds', folds),
  }),
};

/** The study that keyed segments say, as the validator takes it; undefined where none says anything. */
export function readStudySegments(keyed: ReadonlyMap<string, string>): object | undefined {
  const said = studyKeys.filter((key) => keyed.has(key));
  return said.length === 0 ? undefined : Object.fromEntries(said.map((key) => [key, readers[key](keyed.get(key)!.split(','))])); // prettier-ignore
}
