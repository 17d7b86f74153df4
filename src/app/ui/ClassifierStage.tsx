/** The picture of a learning problem: for every optimizer how it does at this moment. */
import { useRef } from 'react';
import { useShallow } from 'zustand/shallow';
import { optimizers } from '../../lab/catalogues.ts';
import { formatValue } from '../draw/text.ts';
import { playhead } from '../state/playhead.ts';
import { stepAt, trajectoryOf } from '../state/readings.ts';
import { words } from '../text/words.ts';
import { useFrame, usePage, useWaiting } from './use-page.ts';

export default function ClassifierStage() {
  const slots = usePage((page) => page.slots);
  const ids = usePage(useShallow((page) => page.experiment.runs.map((run) => run.id)));
  const waiting = useWaiting();
  return (
    <div className="stage apart" data-count={slots.length} aria-busy={waiting}>
      {slots.map((slot, index) => (
        <Scores key={slot} slot={slot} name={optimizers.get(ids[index]!).title} />
      ))}
    </div>
  );
}

function Scores({ slot, name }: { readonly slot: number; readonly name: string }) {
  const line = useRef<HTMLParagraphElement>(null);
  useFrame(() => {
    if (line.current) line.current.textContent = scoresAt(slot, playhead.shown);
  });
  return (
    <figure className="panel">
      <figcaption>{name}</figcaption>
      <p ref={line} className="empty" />
    </figure>
  );
}

/** The newest scores at a moment: whole sets are scored every few steps only. */
function scoresAt(slot: number, moment: number): string {
  const trajectory = trajectoryOf(slot);
  if (!trajectory || trajectory.rows === 0) return '';
  const last = Math.min(trajectory.rows - 1, stepAt(moment));
  const newest = (name: string): string | undefined => {
    const values = trajectory.series[name];
    for (let row = last; values && row >= 0; row--) if (!Number.isNaN(values[row]!)) return formatValue(values[row]!);
    return undefined;
  };
  return words.learning.scores(newest('train-loss'), newest('test-loss'), newest('test-accuracy'));
}
