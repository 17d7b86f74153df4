/** One run's network layer by layer, at moments from its first step to its last and at the playhead's. */
import { bandOf, type LayerMoment, type LayerRow, paintLayers, rowsOf, slopeRatio } from '../../draw/layers.ts';
import { formatValue } from '../../draw/text.ts';
import { requestFrame } from '../../state/frames.ts';
import { rowShown, runIn } from '../../state/learning.ts';
import { playhead } from '../../state/playhead.ts';
import { type Race, session } from '../../state/session.ts';
import { learning } from '../../text/en-learning.ts';
import { presentPaper } from '../drawn.ts';
import { followPointer, keepPainted, Layer, placeBeside, placeOn, type Size } from '../layer.ts';

const { inside: words } = learning;

/** Moments that are drawn, beside the playhead's. */
const MOMENTS = 13;

export interface LayersParts {
  readonly host: HTMLElement;
  readonly readout: HTMLElement;
  /** What it comes to, in a sentence. */
  readonly sentence: HTMLElement;
  readonly table: HTMLTableSectionElement;
}

/** Rows of a run at equal distances, the first and the last among them. */
const momentsOf = (last: number): number[] => [
  ...new Set(Array.from({ length: MOMENTS }, (_, i) => Math.round((i * last) / (MOMENTS - 1)))),
];

/** Paints with the frame loop until disposed. */
export function mountLayers({ host, readout, sentence, table }: LayersParts, slot: number): () => void {
  const layer = new Layer(host);
  let size: Size | undefined;
  let of: { readonly race: Race; readonly run: number } | undefined;
  let known = new Map<number, readonly LayerRow[]>();
  let waiting = false;
  let now: LayerMoment | undefined;
  let pointer: readonly [number, number] | undefined;
  let painted: readonly unknown[] = [];

  const ask = (race: Race, run: number, row: number): void => {
    waiting = true;
    session.requestGlance('layers', { race, run, row, question: { of: 'layers' } }, (told) => {
      if (of?.race !== race || of.run !== run) return;
      waiting = false;
      if (told?.of === 'layers') known.set(row, rowsOf(told));
    });
  };

  const paint = (): void => {
    const at = runIn(slot);
    if (!size || size.width < 2 || !at || at.trajectory.rows === 0) return;
    const { race, run, trajectory } = at;
    if (of?.race !== race || of.run !== run) {
      of = { race, run };
      known = new Map();
      waiting = false;
      now = undefined; // another network may have other layers
    }
    const shown = rowShown(trajectory, playhead.shown);
    const wanted = momentsOf(trajectory.ending ? trajectory.rows - 1 : race.experiment.steps);
    const missing = [shown, ...wanted].find((row) => row < trajectory.rows && !known.has(row));
    if (!waiting && missing !== undefined) ask(race, run, missing);
    for (const row of known.keys()) if (row !== shown && row !== now?.row && !wanted.includes(row)) known.delete(row);
    const rows = known.get(shown);
    if (rows && (now?.rows !== rows || now.row !== shown)) tell((now = { row: shown, rows }), sentence, table);
    const moments = wanted.flatMap((row) => (known.has(row) ? [{ row, rows: known.get(row)! }] : []));
    const picture = { moments, now: known.size > 0 ? now : undefined, width: size.width, height: size.height };
    point(readout, picture.now, pointer, size, (index, count) => bandOf(picture, count, index));
    const seen = [race, run, known.size, now, size, presentPaper()];
    if (seen.every((it, index) => it === painted[index])) return;
    painted = seen;
    layer.clear();
    paintLayers(layer.context, picture, { ...words, numbers: numbersOf }, presentPaper());
  };

  const listening = new AbortController();
  const { signal } = listening;
  const move = (place: readonly [number, number] | undefined): void => {
    pointer = place;
    requestFrame();
  };
  followPointer(host, signal, move);
  host.addEventListener('pointerdown', (event) => move(placeOn(host, event)), { signal });
  return keepPainted(
    host,
    [layer],
    (next) => {
      size = next;
      painted = [];
      requestFrame();
    },
    paint,
    [() => listening.abort(), () => session.cancelField('layers')],
  );
}

const percent = (share: number): string => learning.percent(share);

const numbersOf = ({ weights, result }: LayerRow): string =>
  words.numbers(formatValue(weights.slope), result.dead > 0 ? percent(result.dead) : undefined);

/** The numbers of one layer, cell by cell as the table's head names them. */
const cellsOf = ({ name, result, weights }: LayerRow): string[] => [
  name,
  formatValue(weights.weight),
  formatValue(weights.slope),
  formatValue(result.mean),
  formatValue(result.deviation),
  percent(result.zeros),
  percent(result.dead),
];

function tell({ row, rows }: LayerMoment, sentence: HTMLElement, table: HTMLTableSectionElement): void {
  const dead = rows.slice(0, -1).filter(({ result }) => result.dead > 0);
  sentence.textContent = [
    ...(rows.length > 1
      ? [words.ratio(row, rows[0]!.name, rows.at(-1)!.name, formatValue(slopeRatio(rows)))]
      : [words.lone(row, formatValue(rows[0]!.weights.slope))]),
    ...(dead.length > 0
      ? [words.dead(dead.map(({ name, result }) => words.share(percent(result.dead), name)).join(', '))]
      : []),
  ].join(' ');
  table.replaceChildren(
    ...rows.map((layer) => {
      const line = document.createElement('tr');
      for (const [index, text] of cellsOf(layer).entries()) {
        const cell = document.createElement(index === 0 ? 'th' : 'td');
        if (index === 0) cell.setAttribute('scope', 'row');
        cell.textContent = text;
        line.append(cell);
      }
      return line;
    }),
  );
}

function point(
  readout: HTMLElement,
  now: LayerMoment | undefined,
  pointer: readonly [number, number] | undefined,
  size: Size,
  band: (index: number, count: number) => { readonly top: number; readonly high: number },
): void {
  const count = now?.rows.length ?? 0;
  const row =
    pointer &&
    now?.rows.find((_, index) => {
      const { top, high } = band(index, count);
      return pointer[1] >= top && pointer[1] < top + high;
    });
  readout.hidden = !row;
  if (!row || !pointer) return;
  readout.textContent = cellsOf(row)
    .map((text, index) => (index === 0 ? text : `${words.columns[index]!} ${text}`))
    .join('\n');
  placeBeside(readout, pointer, size);
}
