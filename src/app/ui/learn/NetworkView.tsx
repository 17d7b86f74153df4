/** One optimizer's network as a picture: its layers, its weights, and what every unit gives over the plane. */
import { useEffect, useMemo, useRef } from 'react';
import type { ClassifierProblem } from '../../../lab/experiment/experiment.ts';
import { layersOf } from '../../../lab/experiment/learning-shape.ts';
import { learning } from '../../text/en-learning.ts';
import { mountNetwork } from '../../views/learn/network.ts';
import { RunChoice, useChosenRun } from './RunChoice.tsx';

const { network } = learning;

export default function NetworkView({ problem }: { readonly problem: ClassifierProblem }) {
  const chosen = useChosenRun();
  const columns = layersOf(problem).flatMap((layer) => (layer.kind === 'features' ? layer.of : []));
  const key = ['x', 'y', ...columns].join(' ');
  const inputs = useMemo(() => key.match(/sin .|\S+/g) ?? [], [key]);
  return (
    <div className="network-view">
      <RunChoice of={network.of} hint={network.hint} />
      <Picture slot={chosen.slot} inputs={inputs} label={network.label(chosen.name)} />
    </div>
  );
}

interface PictureProps {
  readonly slot: number;
  readonly inputs: readonly string[];
  readonly label: string;
}

function Picture({ slot, inputs, label }: PictureProps) {
  const host = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  useEffect(() => mountNetwork({ host: host.current!, readout: readout.current! }, slot, inputs), [slot, inputs]);
  return (
    <div className="map learn-map">
      <div ref={host} className="map-host" role="img" aria-label={label} />
      <div ref={readout} className="readout" hidden />
    </div>
  );
}
