/** The runs in words, below their table. */
import { optimizers } from '../../../lab/catalogues.ts';
import { type Ending, SETTLED } from '../../../lab/experiment/trajectory.ts';
import { session } from '../../state/session.ts';
import { summaryOf } from '../../views/learn/summary.ts';
import { learning } from '../../text/en-learning.ts';
import { useRaces } from '../use-page.ts';
import './learn.css';

const { summary, percent } = learning;

export default function Summary() {
  useRaces();
  const { race } = session;
  if (!race?.done) return null;
  const lines = race.trajectories.map((it, run) => summaryOf(optimizers.get(race.experiment.runs[run]!.id).title, it));
  const ended = (kind: Ending['kind']): boolean => race.trajectories.some(({ ending }) => ending?.kind === kind);
  return (
    <>
      <ul className="learn-summary" aria-label={summary.title}>
        {lines.map((line, run) => (
          <li key={race.slots[run]}>{line}</li>
        ))}
      </ul>
      {ended('converged') && (
        <p className="learn-criterion">{summary.converged(percent(SETTLED.near), percent(SETTLED.last))}</p>
      )}
      {ended('stopped') && <p className="learn-criterion">{summary.stopped}</p>}
    </>
  );
}
