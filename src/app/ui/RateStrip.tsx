/** The rates under the curves, for the runs that have a schedule. */
import { useEffect, useRef } from 'react';
import { useShallow } from 'zustand/shallow';
import { optimizers, schedules } from '../../lab/catalogues.ts';
import { words } from '../text/words.ts';
import { mountStrip } from '../views/strip.ts';
import { usePage } from './use-page.ts';
import './strip.css';

export default function RateStrip() {
  const names = usePage(
    useShallow((page) =>
      page.experiment.runs.flatMap(({ id, schedule }) =>
        schedule ? [words.strip.rate(optimizers.get(id).title, schedules.get(schedule.id).title)] : [],
      ),
    ),
  );
  const host = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  const handles = useRef<HTMLDivElement>(null);
  useEffect(() => mountStrip({ host: host.current!, readout: readout.current!, handles: handles.current! }), []);
  return (
    <div className="strip">
      <div ref={host} className="strip-host" role="img" aria-label={words.strip.picture(names)} />
      <div ref={handles} className="handles" role="group" aria-label={words.strip.points} />
      <div ref={readout} className="readout values" hidden />
    </div>
  );
}
