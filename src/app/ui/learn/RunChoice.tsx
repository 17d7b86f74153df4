/** Which optimizer's network a view is about. */
import { useShallow } from 'zustand/shallow';
import { optimizers } from '../../../lab/catalogues.ts';
import { usePage } from '../use-page.ts';
import { useShown } from './use-shown.ts';

/** The run the link says, or the first. */
export function useChosenRun(): { readonly slot: number; readonly name: string } {
  const [{ run }] = useShown();
  const slot = usePage((page) => page.slots[run]!);
  const id = usePage((page) => page.experiment.runs[run]!.id);
  return { slot, name: optimizers.get(id).title };
}

export function RunChoice({ of, hint }: { readonly of: string; readonly hint?: string }) {
  const [{ run }, show] = useShown();
  const ids = usePage(useShallow((page) => page.experiment.runs.map(({ id }) => id)));
  return (
    <label className="network-choice">
      {of}
      <select value={run} onChange={({ target }) => show({ run: Number(target.value) })}>
        {ids.map((id, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a run is its place here
          <option key={index} value={index}>
            {optimizers.get(id).title}
          </option>
        ))}
      </select>
      {hint !== undefined && <span className="quiet">{hint}</span>}
    </label>
  );
}
