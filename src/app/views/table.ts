/** The table of runs: the picture in numbers, sorted at the cursor; written by the frame loop, never by React. */
import { optimizers } from '../../lab/catalogues.ts';
import type { Problem } from '../../lab/experiment/experiment.ts';
import type { Trajectory } from '../../lab/experiment/trajectory.ts';
import { formatValue } from '../draw/text.ts';
import { onFrame } from '../state/frames.ts';
import { playhead } from '../state/playhead.ts';
import { endedBy, lossAt, reaches, stepAt } from '../state/readings.ts';
import { type Race, session } from '../state/session.ts';
import { store } from '../state/store.ts';
import { stateText } from '../text/states.ts';
import { words } from '../text/words.ts';
import { runLine } from '../text/settings-line.ts';

export type Order = 'cards' | 'loss' | 'reach';

interface Row {
  readonly place: number;
  readonly name: string;
  readonly loss: number | undefined;
  readonly reached: number | undefined;
  /** Shares of right answers where something is learned, on learned rows and test rows. */
  readonly right: readonly (string | undefined)[];
  readonly state: string;
}

/** Numbers first, the smallest on top; what is no number comes last, in the order of the cards. */
const ascending = (a: number | undefined, b: number | undefined): number => {
  const [first, second] = [a, b].map((it) => (it === undefined || Number.isNaN(it) ? Infinity : it)) as [
    number,
    number,
  ];
  return first === second ? 0 : first - second;
};

const orders: Record<Order, (a: Row, b: Row) => number> = {
  cards: (a, b) => a.place - b.place,
  loss: (a, b) => ascending(a.loss, b.loss),
  reach: (a, b) => ascending(a.reached, b.reached),
};

/** Fills the table's body, and the heading of its loss column, until disposed. */
export function mountTable(body: HTMLElement, heading: HTMLElement, order: () => Order): () => void {
  let written = '';
  return onFrame(() => {
    const { race } = session;
    if (!race) return;
    const rows = rowsOf(race).sort(orders[order()]);
    const text = JSON.stringify([stepAt(playhead.shown), rows]);
    if (text === written) return;
    written = text;
    heading.textContent = words.table.loss(String(stepAt(playhead.shown)));
    body.replaceChildren(...rows.map(write));
  });
}

function rowsOf({ experiment, trajectories }: Race): Row[] {
  const { threshold } = store.getState().look;
  const moment = playhead.shown;
  return trajectories.map((trajectory, place) => ({
    place,
    name: nameOf(experiment.runs[place]!),
    loss: lossAt(trajectory, moment),
    reached: reaches(trajectory, threshold),
    right: rightAt(experiment.problem, trajectory, moment),
    state: stateText(endedBy(trajectory, moment), trajectory.rows === 0),
  }));
}

const nameOf = (run: Race['experiment']['runs'][number]): string => {
  const entry = optimizers.get(run.id);
  return `${entry.title} ${runLine(entry.params, run)}`;
};

/** The newest scores at a moment; none for what learns nothing. */
function rightAt({ kind }: Problem, { series, rows }: Trajectory, moment: number): readonly (string | undefined)[] {
  if (kind !== 'classifier') return [];
  return ['accuracy', 'test-accuracy'].map((name) => {
    const row = series[name]?.subarray(0, Math.min(rows, stepAt(moment) + 1)).findLastIndex((it) => !Number.isNaN(it));
    return row === undefined || row < 0 ? undefined : `${(100 * series[name]![row]!).toFixed(1)} %`;
  });
}

function write({ name, loss, reached, right, state }: Row): HTMLTableRowElement {
  const row = document.createElement('tr');
  const head = document.createElement('th');
  head.scope = 'row';
  head.textContent = name;
  row.append(head);
  for (const text of [
    loss === undefined ? '' : formatValue(loss),
    reached === undefined ? words.table.never : String(reached),
    ...right.map((share) => share ?? ''),
    state,
  ]) {
    const cell = document.createElement('td');
    cell.textContent = text;
    row.append(cell);
  }
  return row;
}
