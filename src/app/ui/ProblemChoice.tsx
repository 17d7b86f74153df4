/** What the optimizers are set on: surfaces by group, and whatever else there is. */
import { LayoutGrid } from 'lucide-react';
import { lazy, Suspense, useMemo, useState, useSyncExternalStore } from 'react';
import { datasets, matrices, surfaces } from '../../lab/catalogues.ts';
import { onWhole, whole } from '../state/whole.ts';
import { words } from '../text/words.ts';
import { IconButton } from './IconButton.tsx';
import { groupsOf } from './problem-groups.ts';

const Browse = lazy(() => whole.then(() => import('./Browse.tsx')));

export function ProblemChoice({ id, label }: { readonly id: string; readonly label: string }) {
  const surfaceIds = useSyncExternalStore(onWhole, () => surfaces.ids);
  const matrixIds = useSyncExternalStore(onWhole, () => matrices.ids);
  const datasetIds = useSyncExternalStore(onWhole, () => datasets.ids);
  const groups = useMemo(() => groupsOf(surfaceIds, matrixIds, datasetIds), [surfaceIds, matrixIds, datasetIds]);
  const choose = (chosen: string): void =>
    groups.find(({ options }) => options.some((option) => option.id === chosen))?.choose(chosen);
  const [browsing, setBrowsing] = useState(false);
  return (
    <div className="problem-choice">
      <label className="surface-choice">
        <span className="section-title">{label}</span>
        <select value={id} onChange={(event) => choose(event.target.value)}>
          {groups.map(({ label, options }) => (
            <optgroup key={label} label={label}>
              {options.map((option) => (
                <option key={option.id} value={option.id}>
                  {option.title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <IconButton icon={LayoutGrid} label={words.surface.browse} onClick={() => setBrowsing(true)} />
      {browsing && (
        <Suspense>
          <Browse groups={groups} onClose={() => setBrowsing(false)} />
        </Suspense>
      )}
    </div>
  );
}
