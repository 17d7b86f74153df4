/** Which optimizer's network a view is about. */
import { useState } from 'react';
import { useShallow } from 'zustand/shallow';
import { optimizers } from '../../../lab/catalogues.ts';
import { usePage } from '../use-page.ts';

interface Chosen {
  readonly slot: number;
  readonly name: string;
  readonly choose: (slot: number) => void;
}

/** The run chosen here, or the first. */
export function useChosenRun(): Chosen {
  const slots = usePage((page) => page.slots);
  const ids = usePage(useShallow((page) => page.experiment.runs.map((run) => run.id)));
  const [wanted, choose] = useState<number>();
  const slot = wanted !== undefined && slots.includes(wanted) ? wanted : slots[0]!;
  return { slot, name: optimizers.get(ids[slots.indexOf(slot)]!).title, choose };
}

interface RunChoiceProps {
  readonly of: string;
  readonly hint: string;
  readonly chosen: Chosen;
}

export function RunChoice({ of, hint, chosen: { slot, choose } }: RunChoiceProps) {
  const slots = usePage((page) => page.slots);
  const ids = usePage(useShallow((page) => page.experiment.runs.map((run) => run.id)));
  return (
    <label className="network-choice">
      {of}
      <select value={slot} onChange={({ target }) => choose(Number(target.value))}>
        {slots.map((it, index) => (
          <option key={it} value={it}>
            {optimizers.get(ids[index]!).title}
          </option>
        ))}
      </select>
      <span className="quiet">{hint}</span>
    </label>
  );
}
