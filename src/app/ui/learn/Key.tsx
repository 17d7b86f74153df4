/** The key to the panels: which form and colour is which class, and how points for the test and mistakes are marked. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { learning } from '../../text/en-learning.ts';
import { presentPaper } from '../../views.ts';
import { paintKeySign, type KeySign } from '../../views/learn/key.ts';
import { isDark, subscribeDark } from '../theme.ts';
import { usePage } from '../use-page.ts';
import { shapeOf } from './shapes.ts';

const SIZE = 16;
const DENSITY = 2;

export function Key() {
  const problem = usePage((page) => page.experiment.problem);
  const shape = shapeOf(problem);
  if (!shape || shape.features > 2 || shape.target !== 'classes') return null;
  const { stage } = learning;
  return (
    <ul className="learn-key" aria-label={stage.legend}>
      {Array.from({ length: shape.classes }, (_, own) => (
        <li key={own}>
          <Sign sign={{ of: 'class', index: own }} /> {shape.classNames?.[own] ?? `class ${stage.classNumber(own)}`}
        </li>
      ))}
      <li>
        <Sign sign={{ of: 'test' }} /> {stage.tested}
      </li>
      <li>
        <Sign sign={{ of: 'wrong' }} /> {stage.wrong}
      </li>
    </ul>
  );
}

export function Sign({ sign }: { readonly sign: KeySign }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useSyncExternalStore(subscribeDark, isDark);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.setTransform(DENSITY, 0, 0, DENSITY, 0, 0);
    context.clearRect(0, 0, SIZE, SIZE);
    paintKeySign(context, sign, SIZE / 2, presentPaper());
  });
  return <canvas ref={canvas} width={SIZE * DENSITY} height={SIZE * DENSITY} aria-hidden="true" />;
}
