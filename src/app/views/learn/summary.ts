/** A run of a learning problem in words, from its own rows: the best it reached, where, and what it ends with. */
import type { Trajectory } from '../../../lab/experiment/trajectory.ts';
import { formatValue } from '../../draw/text.ts';
import { learning } from '../../text/en-learning.ts';
import { stateText } from '../../text/states.ts';
import { heldAt } from '../../state/learning.ts';

interface Best {
  readonly value: number;
  readonly row: number;
}

/** The best number of a series, and the first row that has it. */
export function bestOf({ series, rows }: Trajectory, name: string, better: 'higher' | 'lower'): Best | undefined {
  let best: Best | undefined;
  for (let row = 0; row < rows; row++) {
    const value = series[name]?.[row] ?? NaN;
    if (Number.isNaN(value)) continue;
    if (best === undefined || (better === 'higher' ? value > best.value : value < best.value)) best = { value, row };
  }
  return best;
}

/** One or two sentences about a run as it ended, or as far as it has come. */
export function summaryOf(name: string, trajectory: Trajectory): string {
  const { summary, percent } = learning;
  const last = trajectory.rows - 1;
  if (trajectory.ending?.kind === 'diverged') return summary.diverged(name, stateText(trajectory.ending, false));
  const tested = trajectory.series['test-loss'] !== undefined;
  const share = bestOf(trajectory, tested ? 'test-accuracy' : 'accuracy', 'higher');
  const rows = tested ? summary.test : summary.train;
  if (share) {
    const now = (which: string): string => percent(heldAt(trajectory, which, last) ?? NaN);
    const ends = tested ? summary.ends(now('test-accuracy'), now('accuracy')) : summary.endsAlone(now('accuracy'));
    return `${summary.reached(name, percent(share.value), rows, share.row)} ${ends}`;
  }
  const loss = bestOf(trajectory, tested ? 'test-loss' : 'train-loss', 'lower');
  if (!loss) return summary.waiting(name);
  const now = (which: string): string => formatValue(heldAt(trajectory, which, last) ?? NaN);
  const ends = tested ? summary.endsLoss(now('test-loss'), now('train-loss')) : summary.endsAlone(now('train-loss'));
  return `${summary.reachedLoss(name, formatValue(loss.value), rows, loss.row)} ${ends}`;
}
