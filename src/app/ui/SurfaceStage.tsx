/** The map: one panel with all paths, or one panel per optimizer. */
import { Maximize2, Minus, Plus } from 'lucide-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useShallow } from 'zustand/shallow';
import { optimizers } from '../../lab/catalogues.ts';
import { kindOf } from '../../lab/experiment/kinds.ts';
import { look } from '../state/store.ts';
import { words } from '../text/words.ts';
import { inksOf, mountMap, zoomMap } from '../views.ts';
import { IconButton } from './IconButton.tsx';
import { Swatch } from './Swatch.tsx';
import { isDark, subscribeDark } from './theme.ts';
import { usePage, useWaiting } from './use-page.ts';

export function SurfaceStage() {
  const title = usePage(({ experiment: { problem } }) => kindOf(problem).title(problem));
  const slots = usePage((page) => page.slots);
  const apart = usePage((page) => page.look.apart && page.slots.length > 0);
  const zoomed = usePage((page) => page.look.region !== undefined);
  const waiting = useWaiting();
  return (
    <div className={`stage${apart ? ' apart' : ''}`} data-count={apart ? slots.length : 1} aria-busy={waiting}>
      {apart ? <Panels title={title} slots={slots} /> : <MapPanel label={words.map.label(title, slots.length)} />}
      <p id="ring-hint" hidden>
        {words.map.startHint}
      </p>
      <div className="map-tools">
        <IconButton icon={Plus} label={words.map.zoomIn} onClick={() => zoomMap(1.5)} />
        <IconButton icon={Minus} label={words.map.zoomOut} onClick={() => zoomMap(1 / 1.5)} />
        <IconButton
          icon={Maximize2}
          label={words.map.reset}
          disabled={!zoomed}
          onClick={() => look({ region: undefined })}
        />
      </div>
    </div>
  );
}

function Panels({ title, slots }: { readonly title: string; readonly slots: readonly number[] }) {
  const ids = usePage(useShallow((page) => page.experiment.runs.map((run) => run.id)));
  const colours = usePage(useShallow(({ look: { palette, runs } }) => ({ palette, runs })));
  const dark = useSyncExternalStore(subscribeDark, isDark);
  const inks = inksOf(ids, slots, colours, dark);
  return slots.map((slot, index) => {
    const name = optimizers.get(ids[index]!).title;
    return (
      <figure key={slot} className="panel">
        <figcaption>
          <Swatch ink={inks[index]!} /> {name}
        </figcaption>
        <MapPanel label={words.map.panel(title, name)} slot={slot} />
      </figure>
    );
  });
}

function MapPanel({ label, slot }: { readonly label: string; readonly slot?: number }) {
  const panel = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const ring = useRef<HTMLButtonElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      mountMap({ panel: panel.current!, host: host.current!, ring: ring.current!, readout: readout.current! }, slot),
    [slot],
  );
  return (
    <div ref={panel} className="map">
      <div ref={host} className="map-host" role="img" aria-label={label} />
      <button ref={ring} type="button" className="ring" aria-label={words.map.ring} aria-describedby="ring-hint" />
      <div ref={readout} className="readout" hidden />
    </div>
  );
}
