/** The rule of fairness: a switch at the side, the rule in words on every figure, and a chip that doubts. */
import { TriangleAlert } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import type { Experiment } from '../../../lab/experiment/experiment.ts';
import { type Fairness, fairnesses } from '../../../lab/experiment/study.ts';
import { seedsOf } from '../../../lab/study/plan.ts';
import { applyFairness, chooseFairness, type Doubt, doubtsAbout, fairnessOf, firstLengths, useBest } from '../../state/fairness.ts'; // prettier-ignore
import { formatValue } from '../../draw/text.ts';
import { triesOf } from '../../state/rates.ts';
import { session } from '../../state/session.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import { usePage } from '../use-page.ts';
import { useSheets } from './parts.tsx';

const { fair: text } = words;

function ruleOf(experiment: Experiment): string {
  const [first] = firstLengths(experiment);
  const length = first === undefined ? undefined : formatValue(first);
  const facts = { tries: triesOf(experiment), seeds: seedsOf(experiment), budget: experiment.steps, length };
  return text.rules[fairnessOf(experiment)](facts);
}

function sentenceOf(doubt: Doubt): string {
  const { warnings } = text;
  return 'names' in doubt ? warnings[doubt.kind](doubt.names) : warnings[doubt.kind];
}

/** Renders again when the race has come further. */
const useRace = (): unknown => useSyncExternalStore(session.subscribe, () => session.race?.done);

export function FairnessPanel() {
  const experiment = usePage((page) => page.experiment);
  const finding = usePage((page) => page.look.show === 'finder'); // has its own rates to use
  useSheets();
  useRace();
  const chosen = fairnessOf(experiment);
  const doubts = doubtsAbout(experiment);
  const sets = chosen === 'same' || chosen === 'tuned' || chosen === 'first-step';
  return (
    <section className="fairness" aria-label={text.title}>
      <div className="section-head">
        <h2>{text.title}</h2>
        {chosen === 'own' && !finding && (
          <button type="button" className="quiet-button" onClick={() => useBest()}>
            {words.sweep.use}
          </button>
        )}
        {sets && (
          <button type="button" className="quiet-button" onClick={applyFairness}>
            {text.apply}
          </button>
        )}
      </div>
      <select
        value={chosen}
        aria-label={text.choose}
        onChange={(event) => chooseFairness(event.target.value as Fairness)}
      >
        {fairnesses.map((it) => (
          <option key={it} value={it}>
            {text.names[it]}
          </option>
        ))}
      </select>
      <p className="quiet">{ruleOf(experiment)}</p>
      {doubts.map((doubt) => (
        <p key={doubt.kind} className="doubt">
          <TriangleAlert aria-hidden="true" /> {sentenceOf(doubt)}
        </p>
      ))}
    </section>
  );
}

/** The rule in one line, above the figure. */
export function FairnessLine() {
  const experiment = usePage((page) => page.experiment);
  useSheets();
  useRace();
  const doubts = doubtsAbout(experiment);
  return (
    <p className="fair-line">
      <b>{text.names[fairnessOf(experiment)]}</b>
      <span className="fair-rule">{ruleOf(experiment)}</span>
      {doubts[0] && (
        <span className="chip doubtful" title={doubts.map(sentenceOf).join(' ')}>
          <TriangleAlert aria-hidden="true" /> {sentenceOf(doubts[0])}
        </span>
      )}
    </p>
  );
}
