/** The picture of a matrix problem: one panel per optimizer with the singular values of its W. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useShallow } from 'zustand/shallow';
import { optimizers } from '../../lab/catalogues.ts';
import { words } from '../text/words.ts';
import { inksOf } from '../views.ts';
import { mountSpectrum } from '../views/spectra.ts';
import { Formula } from './Formula.tsx';
import './matrix.css';
import { Swatch } from './Swatch.tsx';
import { isDark, subscribeDark } from './theme.ts';
import { usePage, useWaiting } from './use-page.ts';

export default function MatrixStage() {
  const slots = usePage((page) => page.slots);
  const ids = usePage(useShallow((page) => page.experiment.runs.map((run) => run.id)));
  const look = usePage(useShallow(({ look: { palette, runs } }) => ({ palette, runs })));
  const dark = useSyncExternalStore(subscribeDark, isDark);
  const waiting = useWaiting();
  const inks = inksOf(ids, slots, look, dark);
  return (
    <div className="matrix-stage">
      <p className="matrix-legend">
        <Formula {...words.matrix.formula} /> {words.matrix.legend}
      </p>
      {slots.length === 0 ? (
        <p className="empty">{words.matrix.empty}</p>
      ) : (
        <div className="stage apart" data-count={slots.length} aria-busy={waiting}>
          {slots.map((slot, index) => {
            const name = optimizers.get(ids[index]!).title;
            return look.runs[slot]?.hidden ? null : (
              <Panel key={slot} slot={slot} name={name}>
                <Swatch ink={inks[index]!} /> {name}
              </Panel>
            );
          })}
        </div>
      )}
    </div>
  );
}

interface PanelProps {
  readonly slot: number;
  readonly name: string;
  readonly children: React.ReactNode;
}

function Panel({ slot, name, children }: PanelProps) {
  const host = useRef<HTMLDivElement>(null);
  const numbers = useRef<HTMLSpanElement>(null);
  useEffect(() => mountSpectrum({ host: host.current!, numbers: numbers.current! }, slot), [slot]);
  return (
    <figure className="panel">
      <figcaption>
        {children}
        <span ref={numbers} className="spectrum-range" />
      </figcaption>
      <div className="spectrum" role="img" aria-label={words.matrix.panel(name)}>
        <div ref={host} className="map-host" />
      </div>
    </figure>
  );
}
