/** What the optimizers are set on: surfaces by group, and whatever else there is. */
import { useMemo, useSyncExternalStore } from 'react';
import { datasets, matrices, surfaces } from '../../lab/catalogues.ts';
import { surfaceGroups } from '../../lab/surface.ts';
import { chooseMatrix, chooseSurface } from '../state/store.ts';
import { onWhole } from '../state/whole.ts';
import { words } from '../text/words.ts';

interface Group {
  readonly label: string;
  readonly options: readonly (readonly [id: string, title: string])[];
  readonly choose: (id: string) => void;
}

const byTitle = (a: readonly [string, string], b: readonly [string, string]): number => a[1].localeCompare(b[1], 'en');

function groupsOf(
  surfaceIds: readonly string[],
  matrixIds: readonly string[],
  datasetIds: readonly string[],
): readonly Group[] {
  const { groups } = words.surface;
  return [
    ...surfaceGroups.map((group) => ({
      label: groups[group],
      options: surfaceIds
        .filter((id) => surfaces.get(id).group === group)
        .map((id) => [id, surfaces.get(id).title] as const)
        .toSorted(byTitle),
      choose: chooseSurface,
    })),
    {
      label: words.matrix.group,
      options: matrixIds.map((id) => [id, matrices.get(id).title] as const),
      choose: chooseMatrix,
    },
    {
      label: words.surface.data,
      options: datasetIds.map((id) => [id, datasets.get(id).title] as const).toSorted(byTitle),
      choose: chooseData,
    },
  ].filter(({ options }) => options.length > 0);
}

const chooseData = (id: string): void =>
  void import('../state/learning-edit.ts').then(({ chooseDataset }) => chooseDataset(id));

export function ProblemChoice({ id, label }: { readonly id: string; readonly label: string }) {
  const surfaceIds = useSyncExternalStore(onWhole, () => surfaces.ids);
  const matrixIds = useSyncExternalStore(onWhole, () => matrices.ids);
  const datasetIds = useSyncExternalStore(onWhole, () => datasets.ids);
  const groups = useMemo(() => groupsOf(surfaceIds, matrixIds, datasetIds), [surfaceIds, matrixIds, datasetIds]);
  const choose = (chosen: string): void =>
    groups.find(({ options }) => options.some(([option]) => option === chosen))?.choose(chosen);
  return (
    <label className="surface-choice">
      <span className="section-title">{label}</span>
      <select value={id} onChange={(event) => choose(event.target.value)}>
        {groups.map(({ label, options }) => (
          <optgroup key={label} label={label}>
            {options.map(([it, name]) => (
              <option key={it} value={it}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
