/** What is on show: its title, its formula, and in one sentence what to watch. */
import { useMemo } from 'react';
import { surfaces } from '../../lab/catalogues.ts';
import { sceneOf } from '../state/scenes.ts';
import { Formula } from './Formula.tsx';
import { surfaceFormula } from './formulas.ts';
import { usePage } from './use-page.ts';

export function SceneHeader() {
  const { id, values } = usePage((page) => page.experiment.problem.surface);
  const scene = usePage((page) => sceneOf(page.experiment));
  const entry = surfaces.get(id);
  const formula = useMemo(() => surfaceFormula(entry, values), [entry, values]);
  return (
    <header className="scene-header">
      <div className="scene-line">
        <h2>{scene?.scene.title ?? entry.title}</h2>
        {formula && <Formula {...formula} />}
      </div>
      <p>{scene?.scene.watch ?? entry.idea}</p>
    </header>
  );
}
