/** One optimizer's network layer by layer: what each gives, and how long its slopes are, from the first step to the last. */
import { useEffect, useRef, useState } from 'react';
import { learning } from '../../text/en-learning.ts';
import { mountLayers } from '../../views/learn/layers.ts';
import { RunChoice, useChosenRun } from './RunChoice.tsx';

const { inside } = learning;

export default function LayersView() {
  const chosen = useChosenRun();
  return (
    <div className="network-view layers-view">
      <RunChoice of={inside.of} hint={inside.hint} />
      <Picture key={chosen.slot} slot={chosen.slot} label={inside.label(chosen.name)} />
    </div>
  );
}

function Picture({ slot, label }: { readonly slot: number; readonly label: string }) {
  const host = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  const sentence = useRef<HTMLParagraphElement>(null);
  const table = useRef<HTMLTableSectionElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(
    () =>
      mountLayers(
        { host: host.current!, readout: readout.current!, sentence: sentence.current!, table: table.current! },
        slot,
      ),
    [slot],
  );
  return (
    <>
      <div className="map learn-map">
        <div ref={host} className="map-host" role="img" aria-label={label} />
        <div ref={readout} className="readout" hidden />
      </div>
      <div className="landscape-facts">
        <p ref={sentence} />
        <button type="button" className="quiet-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {inside.numbersOf}
        </button>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long tables scroll, by keyboard too */}
        <div className="layers-table" hidden={!open} tabIndex={0} role="group" aria-label={inside.numbersOf}>
          <table>
            <thead>
              <tr>
                {inside.columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody ref={table} />
          </table>
        </div>
      </div>
    </>
  );
}
