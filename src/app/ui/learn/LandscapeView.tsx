/** The networks' own landscape: which plane through the space of weights, and around which optimizer's. */
import { useEffect, useRef } from 'react';
import { planes } from '../../../lab/experiment/landscape-look.ts';
import type { Shown } from '../../state/learning-show.ts';
import { learning } from '../../text/en-learning.ts';
import { mountLandscape } from '../../views/learn/landscape.ts';
import { RunChoice, useChosenRun } from './RunChoice.tsx';
import { useShown } from './use-shown.ts';

const { landscape } = learning;

export default function LandscapeView() {
  const { slot } = useChosenRun();
  const [{ plane, pair }, show, weights] = useShown();
  const [across, up] = pair;
  const host = useRef<HTMLDivElement>(null);
  const facts = useRef<HTMLParagraphElement>(null);
  useEffect(
    () => mountLandscape({ host: host.current!, facts: facts.current! }, { slot, plane, pair: [across, up] }),
    [slot, plane, across, up],
  );
  const weight = (label: string, at: number, choose: (at: number) => Shown['pair']) => (
    <label>
      {label}{' '}
      <input
        className="number"
        type="number"
        min={1}
        max={weights}
        value={at + 1}
        title={landscape.number(weights)}
        onChange={({ target: { valueAsNumber: number } }) => {
          if (Number.isInteger(number) && number >= 1 && number <= weights) show({ pair: choose(number - 1) });
        }}
      />
    </label>
  );
  return (
    <div className="network-view landscape-view">
      <div className="network-choice">
        <label>
          {landscape.plane}{' '}
          <select
            value={plane}
            onChange={({ target }) => show({ plane: planes.find((it) => it === target.value) ?? plane })}
          >
            {planes.map((it) => (
              <option key={it} value={it}>
                {landscape.planes[it]}
              </option>
            ))}
          </select>
        </label>
        {plane === 'weights' && (
          <>
            {weight(landscape.across, across, (at) => [at, up])}
            {weight(landscape.up, up, (at) => [across, at])}
          </>
        )}
        <RunChoice of={landscape.around} />
      </div>
      <div className="map learn-map">
        <div ref={host} className="map-host" role="img" aria-label={landscape.label} />
      </div>
      <p ref={facts} className="landscape-facts" />
    </div>
  );
}
