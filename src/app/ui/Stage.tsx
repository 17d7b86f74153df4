/** The picture and the settings of the problem, by its kind; only the surface's are part of the first load. */
import { type ComponentType, lazy, Suspense } from 'react';
import type { Problem } from '../../lab/experiment/experiment.ts';
import { whole } from '../state/whole.ts';
import { SurfaceSettings } from './SurfaceSettings.tsx';
import { SurfaceStage } from './SurfaceStage.tsx';
import { usePage } from './use-page.ts';

interface Parts {
  readonly Picture: ComponentType;
  readonly Settings: ComponentType;
}

const parts: Readonly<Record<Problem['kind'], Parts>> = {
  surface: { Picture: SurfaceStage, Settings: SurfaceSettings },
  classifier: {
    Picture: lazy(() => whole.then(() => import('./learn/ClassifierStage.tsx'))),
    Settings: lazy(() => whole.then(() => import('./learn/ClassifierSettings.tsx'))),
  },
  matrix: {
    Picture: lazy(() => whole.then(() => import('./MatrixStage.tsx'))),
    Settings: lazy(() => whole.then(() => import('./MatrixSettings.tsx'))),
  },
};

export function Stage() {
  const { Picture } = parts[usePage((page) => page.experiment.problem.kind)];
  return (
    <Suspense fallback={<div className="stage" aria-busy="true" />}>
      <Picture />
    </Suspense>
  );
}

export function ProblemSettings() {
  const { Settings } = parts[usePage((page) => page.experiment.problem.kind)];
  return (
    <Suspense>
      <Settings />
    </Suspense>
  );
}
