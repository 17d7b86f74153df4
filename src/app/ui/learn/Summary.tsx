/** The runs in words, below their table. */
import { optimizers } from '../../../lab/catalogues.ts';
import { session } from '../../state/session.ts';
import { summaryOf } from '../../views/learn/summary.ts';
import { learning } from '../../text/en-learning.ts';
import { useRaces } from '../use-page.ts';
import './learn.css';

export default function Summary() {
  useRaces();
  const { race } = session;
  if (!race?.done) return null;
  const lines = race.trajectories.map((it, run) => summaryOf(optimizers.get(race.experiment.runs[run]!.id).title, it));
  return (
    <ul className="learn-summary" aria-label={learning.summary.title}>
      {lines.map((line, run) => (
        <li key={race.slots[run]}>{line}</li>
      ))}
    </ul>
  );
}
