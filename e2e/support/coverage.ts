/** What the comparisons with outside numbers come to: a page for readers, and a mark for every card. */
import { optimizers, schedules, surfaces, wrappers } from '../../src/lab/catalogues.ts';
import type { Comparison } from './compare.ts';
import { whyWithoutEntry } from './fixtures.ts';
import { golden } from './golden.ts';

/** One significant digit, rounded up, so that the claim “at most” holds. */
function roundedUp(error: number): string {
  if (error === 0) return '0';
  const [digits, exponent] = error.toExponential(16).split('e') as [string, string];
  const digit = Number(digits[0]) + (/[1-9]/.test(digits.slice(2)) ? 1 : 0);
  return digit > 9 ? `1e${Number(exponent) + 1}` : `${digit}e${exponent}`;
}

const worstOf = (list: readonly Comparison[]): string => roundedUp(Math.max(...list.map((it) => it.worst())));

const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly string[]): string {
  return [row(...head), row(...head.map(() => '---')), ...rows].join('\n');
}

/** `torch_optim 12, author_optim 6` */
function filesOf(list: readonly Comparison[]): string {
  const files = [...new Set(list.map(({ file }) => file))];
  return files.map((file) => `${file} ${list.filter((it) => it.file === file).length}`).join(', ');
}

const tiersOf = (list: readonly Comparison[]): string => [...new Set(list.map(({ tier }) => tier))].toSorted().join('');

function coverageRow(id: string, title: string, list: readonly Comparison[]): string {
  if (list.length === 0) return row(`\`${id}\``, title, 0, '', '', '', 'no outside reference');
  const partly = list.filter(({ whole }) => !whole).length;
  return row(`\`${id}\``, title, list.length, tiersOf(list), partly || '', worstOf(list), filesOf(list));
}

const isSurface = ({ file }: Comparison): boolean => file === 'surfaces';

/** The coverage page, as Markdown. */
export function coveragePage(all: readonly Comparison[], unmatched: ReadonlyMap<string, number>): string {
  const about = (id: string, surface: boolean): Comparison[] =>
    all.filter((it) => it.id === id && isSurface(it) === surface);
  const head = ['id', 'entry', 'runs', 'tier', 'in part', 'worst error', 'from'];
  const compared = all.filter((it) => !isSurface(it));
  const without = optimizers.ids.filter((id) => about(id, false).length === 0);
  const nets = golden<{ nets: unknown[]; runs: unknown[] }>('nets');
  const authors = golden<{ runs: unknown[] }>('nets_optim');
  return `# What is compared with numbers from outside

Written by \`npm run docs\` from the runs themselves; a test notices when it is out of date. Do not edit.

${compared.length} comparisons of runs and ${all.length - compared.length} surfaces at ten points each. The error is the largest
|ours − theirs| / max(1, |theirs|) over every stored coordinate and loss, rounded up; allowed are 1e-9 for coordinates, 1e-8
for losses, and for scipy’s final points 1e-6. “In part” counts runs that are compared only up to the step from where on
rounding alone changes them, as measured by whoever computed them. Tiers: A a framework’s or the authors’ own code, B a third
party’s code that was checked against the paper’s formula, D an iteration written out with numpy, or scipy. Tier C, one
unchecked implementation, is never a gate and not listed here.

${optimizers.ids.length - without.length} of ${optimizers.ids.length} optimizers have an outside reference.

## Optimizers

${table(
  head,
  optimizers.ids.map((id) => coverageRow(id, optimizers.get(id).title, about(id, false))),
)}

## Schedules and wrappers

Schedules by themselves, the rates of 100 steps to 1e-12, and around an optimizer; wrappers around several optimizers.

${table(
  head,
  [schedules, wrappers].flatMap((known) =>
    known.ids.map((id) => coverageRow(id, known.get(id).title, about(id, false))),
  ),
)}

## Surfaces

Value, gradient and Hessian against PyTorch’s autograd. Every surface, these or not, is also held to finite differences of its
own values, and to its stated minima.

${table(
  head,
  surfaces.ids
    .filter((id) => about(id, true).length > 0)
    .map((id) => coverageRow(id, surfaces.get(id).title, about(id, true))),
)}

## Networks

${nets.nets.length} small networks (layers, norms, dropout, residuals, a convolution, nearly every loss of the catalogue, an
autoencoder, a recurrent net, attention) against PyTorch’s autograd: loss, slopes and Hessian · vector to 1e-10; ${nets.runs.length} runs of
three optimizers on them, under all rows and in batches, loss by loss to 1e-9; and of ${authors.runs.length} runs of optimizers and
wrappers on one network of six tensors those that have an entry. Some of the runs once more as whole experiments, with data, first weights and
batches written in. All in \`src/lab/experiment/golden-nets.test.ts\` and \`src/lab/network.test.ts\`.

## Stored runs without an entry

${table(
  ['optimizer', 'runs', 'why'],
  [...unmatched]
    .toSorted(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    .map(([name, count]) => row(name, count, whyWithoutEntry(name)!)),
)}
`;
}

/** For every optimizer with an outside reference: how many runs agree, and how far off they are at most. */
export function marks(all: readonly Comparison[]): string {
  const found = optimizers.ids.flatMap((id) => {
    const list = all.filter((it) => it.id === id && !isSurface(it));
    return list.length === 0 ? [] : [`${JSON.stringify(id)}:${JSON.stringify([list.length, worstOf(list)])}`];
  });
  return `{\n${found.join(',\n')}\n}\n`;
}
