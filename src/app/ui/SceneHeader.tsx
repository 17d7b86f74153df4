/** What is on show: its title, its formula, and in one sentence what to watch. */
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { surfaces } from '../../lab/catalogues.ts';
import { asSurface } from '../../lab/experiment/experiment.ts';
import { kindOf } from '../../lab/experiment/kinds.ts';
import { sceneOf } from '../state/scenes.ts';
import { sameGround, store } from '../state/store.ts';
import { Formula } from './Formula.tsx';
import { surfaceFormula } from './formulas.ts';
import { usePage } from './use-page.ts';

export function SceneHeader() {
  const problem = usePage((page) => page.experiment.problem);
  const scene = usePage((page) => sceneOf(page.experiment));
  const surface = asSurface(problem)?.surface;
  const formula = useMemo(() => surface && surfaceFormula(surfaces.get(surface.id), surface.values), [surface]);
  const { title, idea } = kindOf(problem);
  const steady = useSteadyHeight();
  return (
    <header className="scene-header" ref={steady}>
      <div className="scene-line">
        <h2>{scene?.scene.title ?? title(problem)}</h2>
        {formula && <Formula {...formula} />}
      </div>
      <p>{scene?.scene.watch ?? idea(problem)}</p>
    </header>
  );
}

/** Keeps its height while the same surface is on show, so that the map stays where it is while it is being dragged. */
function useSteadyHeight(): RefObject<HTMLElement | null> {
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    const hold = (height: string): void => {
      if (element.current) element.current.style.minHeight = height;
    };
    const forget = (): void => hold('');
    addEventListener('resize', forget);
    const stop = store.subscribe((now, before) => {
      if (now.experiment === before.experiment) return;
      const same = sameGround(now.experiment.problem, before.experiment.problem);
      hold(same && element.current ? `${element.current.offsetHeight}px` : '');
    });
    return () => {
      removeEventListener('resize', forget);
      stop();
    };
  }, []);
  return element;
}
