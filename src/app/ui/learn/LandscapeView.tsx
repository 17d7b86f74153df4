/** The networks' own landscape: which plane through the space of weights, and around which optimizer's. */
import { useEffect, useRef, useState } from 'react';
import { useShallow } from 'zustand/shallow';
import { optimizers } from '../../../lab/catalogues.ts';
import { learning } from '../../text/en-learning.ts';
import { type Axes, mountLandscape } from '../../views/learn/landscape.ts';
import { usePage } from '../use-page.ts';

const { landscape } = learning;

export default function LandscapeView() {
  const slots = usePage((page) => page.slots);
  const ids = usePage(useShallow((page) => page.experiment.runs.map((run) => run.id)));
  const [axes, setAxes] = useState<Axes>('principal');
  const [chosen, choose] = useState<number>();
  const slot = chosen !== undefined && slots.includes(chosen) ? chosen : slots[0]!;
  const host = useRef<HTMLDivElement>(null);
  const facts = useRef<HTMLParagraphElement>(null);
  useEffect(() => mountLandscape({ host: host.current!, facts: facts.current! }, slot, axes), [slot, axes]);
  return (
    <div className="network-view landscape-view">
      <div className="network-choice">
        <label>
          {landscape.plane}{' '}
          <select value={axes} onChange={({ target }) => setAxes(target.value as Axes)}>
            <option value="principal">{landscape.principal}</option>
            <option value="random">{landscape.randomly}</option>
          </select>
        </label>
        <label>
          {landscape.around}{' '}
          <select value={slot} onChange={({ target }) => choose(Number(target.value))}>
            {slots.map((it, index) => (
              <option key={it} value={it}>
                {optimizers.get(ids[index]!).title}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="map learn-map">
        <div ref={host} className="map-host" role="img" aria-label={landscape.label} />
      </div>
      <p ref={facts} className="landscape-facts" />
    </div>
  );
}
