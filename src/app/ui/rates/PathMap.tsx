/** A small map beside a study of a surface: the paths of the race, and the one pointed at. */
import { useEffect, useRef } from 'react';
import type { Experiment } from '../../../lab/experiment/experiment.ts';
import { surfaceTitle } from '../../state/rates.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import type { DrawnRun } from '../../view.ts';
import { drawnRuns } from '../../views/drawn.ts';
import { previewed } from '../../views/rates/preview.ts';
import { mountSmallMap } from '../../views/rates/small-map.ts';

function pathsOf(slot: string): readonly DrawnRun[] {
  const pointed = previewed(slot);
  const runs = drawnRuns();
  return pointed ? [...runs.map((run) => ({ ...run, dimmed: true })), pointed] : runs;
}

export function PathMap({ experiment, slot }: { readonly experiment: Experiment; readonly slot: 'sweep' | 'plane' }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => mountSmallMap(host.current!, () => pathsOf(slot)), [slot]);
  return (
    <figure className="sweep-map">
      <div ref={host} className="rates-host" role="img" aria-label={words.sweep.map(surfaceTitle(experiment))} />
      <figcaption>{words.sweep.hover}</figcaption>
    </figure>
  );
}
