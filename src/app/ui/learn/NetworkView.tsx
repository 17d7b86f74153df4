/** One optimizer's network as a picture: its layers, its weights, and what every unit gives over the plane. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useShallow } from 'zustand/shallow';
import { optimizers } from '../../../lab/catalogues.ts';
import type { ClassifierProblem } from '../../../lab/experiment/experiment.ts';
import { layersOf } from '../../../lab/experiment/learning-shape.ts';
import { learning } from '../../text/en-learning.ts';
import { mountNetwork } from '../../views/learn/network.ts';
import { usePage } from '../use-page.ts';

const { network } = learning;

export default function NetworkView({ problem }: { readonly problem: ClassifierProblem }) {
  const slots = usePage((page) => page.slots);
  const ids = usePage(useShallow((page) => page.experiment.runs.map((run) => run.id)));
  const [chosen, choose] = useState<number>();
  const slot = chosen !== undefined && slots.includes(chosen) ? chosen : slots[0]!;
  const columns = layersOf(problem).flatMap((layer) => (layer.kind === 'features' ? layer.of : []));
  const key = ['x', 'y', ...columns].join(' ');
  const inputs = useMemo(() => key.match(/sin .|\S+/g) ?? [], [key]);
  const name = optimizers.get(ids[slots.indexOf(slot)]!).title;
  return (
    <div className="network-view">
      <label className="network-choice">
        {network.of}
        <select value={slot} onChange={({ target }) => choose(Number(target.value))}>
          {slots.map((it, index) => (
            <option key={it} value={it}>
              {optimizers.get(ids[index]!).title}
            </option>
          ))}
        </select>
        <span className="quiet">{network.hint}</span>
      </label>
      <Picture slot={slot} inputs={inputs} label={network.label(name)} />
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
