/** Everything optimizers can be set on, in groups: surfaces, matrices, data. */
import { datasets, matrices, surfaces } from '../../lab/catalogues.ts';
import { defaults } from '../../lab/describe/param.ts';
import type { Problem } from '../../lab/experiment/experiment.ts';
import { surfaceGroups } from '../../lab/surface.ts';
import { chooseMatrix, chooseSurface } from '../state/store.ts';
import { words } from '../text/words.ts';

export interface ProblemOption {
  readonly id: string;
  readonly title: string;
  /** What it teaches, and other names, to be searched. */
  readonly idea: string;
  readonly aliases: readonly string[];
  /** What a stamp can show of it. */
  readonly problem: Problem | undefined;
}

export interface ProblemGroup {
  readonly label: string;
  readonly options: readonly ProblemOption[];
  readonly choose: (id: string) => void;
}

const byTitle = (a: ProblemOption, b: ProblemOption): number => a.title.localeCompare(b.title, 'en');

function surfaceOption(id: string): ProblemOption {
  const { title, idea, aliases = [], params, start } = surfaces.get(id);
  const problem = { kind: 'surface', surface: { id, values: defaults(params) }, start } as const;
  return { id, title, idea, aliases, problem };
}

function matrixOption(id: string): ProblemOption {
  const { title, idea, aliases = [], params } = matrices.get(id);
  return { id, title, idea, aliases, problem: { kind: 'matrix', matrix: { id, values: defaults(params) } } };
}

function dataOption(id: string): ProblemOption {
  const { title, idea } = datasets.get(id);
  return { id, title, idea, aliases: [], problem: undefined };
}

export function groupsOf(
  surfaceIds: readonly string[],
  matrixIds: readonly string[],
  datasetIds: readonly string[],
): readonly ProblemGroup[] {
  const { groups } = words.surface;
  return [
    ...surfaceGroups.map((group) => ({
      label: groups[group],
      options: surfaceIds
        .filter((id) => surfaces.get(id).group === group)
        .map(surfaceOption)
        .toSorted(byTitle),
      choose: chooseSurface,
    })),
    {
      label: words.matrix.group,
      options: matrixIds.map(matrixOption),
      choose: chooseMatrix,
    },
    {
      label: words.surface.data,
      options: datasetIds.map(dataOption).toSorted(byTitle),
      choose: chooseData,
    },
  ].filter(({ options }) => options.length > 0);
}

const chooseData = (id: string): void =>
  void import('../state/learning-edit.ts').then(({ chooseDataset }) => chooseDataset(id));
