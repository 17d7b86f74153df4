/** Basins: one map per optimizer, side by side; what the colours mean; the same as shares in a table. */
import { Maximize2, Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { asSurface, type Experiment } from '../../../lab/experiment/experiment.ts';
import { numeral } from '../../../lab/experiment/numeral.ts';
import { ELSEWHERE, GONE } from '../../../lab/study/attractor.ts';
import { calmSlope } from '../../../lab/study/plan.ts';
import { placeColour } from '../../draw/heat.ts';
import { basinsWanted, type Grid, nameOf, surfaceTitle } from '../../state/rates.ts';
import { sheets } from '../../state/sheets.ts';
import { changeStart, changeStudy, store } from '../../state/store.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import { basinRegion, coordinates, type BasinMap, mapKnown, mountBasins, zoomBasins } from '../../views/rates/basins.ts'; // prettier-ignore
import { inksNow } from '../../views/rates/sweep.ts';
import { IconButton } from '../IconButton.tsx';
import { Swatch } from '../Swatch.tsx';
import { isDark, subscribeDark } from '../theme.ts';
import { usePage } from '../use-page.ts';
import { TableSwitch, useSheets } from './parts.tsx';

export function BasinsPage() {
  const page = usePage((it) => it);
  const { experiment } = page;
  const [table, setTable] = useState(false);
  const [grids, setGrids] = useState<Readonly<Record<number, Grid>>>({});
  const dark = useSyncExternalStore(subscribeDark, isDark);
  const surface = asSurface(experiment.problem);
  useEffect(() => {
    const wanted = experiment.runs.flatMap((_, run) => (grids[run] ? [basinsWanted(experiment, run, grids[run])] : []));
    sheets.want('basins', wanted);
  }, [experiment, grids]);
  useEffect(() => () => sheets.leave('basins'), []);
  const calm = useMemo(() => surface && numeral(calmSlope(surface)), [surface]);
  if (!surface) return <p className="empty">{words.noSurface}</p>;
  const sized = (run: number) => (grid: Grid) => setGrids((before) => ({ ...before, [run]: grid }));
  const inks = inksNow(page, dark);
  return (
    <>
      <p className="rates-intro">{words.intro.basins}</p>
      <div className="rates-options">
        <IconButton icon={Plus} label={words.basins.zoomIn} onClick={() => zoomBasins(1.5)} />
        <IconButton icon={Minus} label={words.basins.zoomOut} onClick={() => zoomBasins(1 / 1.5)} />
        <IconButton
          icon={Maximize2}
          label={words.basins.reset}
          disabled={experiment.study?.basins === undefined}
          onClick={() => changeStudy({ basins: undefined })}
        />
        <span className="gap" />
        <TableSwitch on={table} onChange={setTable} />
      </div>
      <p className="rates-legend">{words.basins.legend(calm ?? '')}</p>
      <div className="basins" data-count={experiment.runs.length} hidden={table}>
        {page.slots.map((slot, run) => (
          <figure key={slot} className="basin">
            <figcaption>
              <Swatch ink={inks[run]!} /> {nameOf(experiment, run)}
            </figcaption>
            <Panel experiment={experiment} run={run} sized={sized(run)} />
          </figure>
        ))}
      </div>
      {table && <BasinTable experiment={experiment} grids={grids} />}
    </>
  );
}

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowDown: [0, -1],
  ArrowUp: [0, 1],
};

/** Moves the start by hundredths of the map, and zooms, without a pointer. */
function press(event: KeyboardEvent): void {
  const region = basinRegion();
  const move = MOVES[event.key];
  const problem = asSurface(store.getState().experiment.problem);
  if (!region || !problem) return;
  if (move) {
    const by = (event.shiftKey ? 0.1 : 0.01) * (region[1] - region[0]);
    const digits = Math.max(0, Math.ceil(3 - Math.log10(region[1] - region[0])));
    const [x, y] = problem.start.map((it, axis) => Number((it + by * move[axis]!).toFixed(digits))) as [number, number];
    changeStart([x, y]);
  } else if (event.key === '+' || event.key === '=') zoomBasins(1.5);
  else if (event.key === '-') zoomBasins(1 / 1.5);
  else if (event.key === '0') changeStudy({ basins: undefined });
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function Panel({ experiment, run, sized }: { readonly experiment: Experiment; readonly run: number; readonly sized: (grid: Grid) => void }) {
  const panel = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  const tell = useRef(sized);
  useEffect(() => {
    tell.current = sized;
  });
  useEffect(
    () => mountBasins({ panel: panel.current!, host: host.current!, readout: readout.current! }, run, (grid) => tell.current(grid)),
    [run],
  );
  const label = words.basins.picture(nameOf(experiment, run), surfaceTitle(experiment));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-static-element-interactions -- arrow keys move the start
    <div ref={panel} className="basin-panel" role="application" tabIndex={0} aria-label={`${label}. ${words.basins.hint}`} onKeyDown={press}>
      <div ref={host} className="rates-host" />
      <div ref={readout} className="readout" hidden />
    </div>
  );
} // prettier-ignore

/** The share of starts that come to a place, and when half of them were calm. */
function sharesIn({ reached, sheet, places }: BasinMap): { place: number; share: number; calm: number | undefined }[] {
  const { gone, calm } = sheet.outcomes;
  const known = [...reached.keys()].filter((cell) => !Number.isNaN(gone![cell]!));
  return [...places.keys(), ELSEWHERE, GONE].map((place) => {
    const there = known.filter((cell) => reached[cell] === place);
    const sorted = there.map((cell) => calm![cell]!).sort((a, b) => a - b);
    return { place, share: there.length / Math.max(1, known.length), calm: place >= 0 ? sorted[sorted.length >> 1] : undefined };
  });
} // prettier-ignore

function BasinTable({ experiment, grids }: { readonly experiment: Experiment; readonly grids: Readonly<Record<number, Grid>> }) {
  useSheets();
  const region = basinRegion();
  const span = region ? region[1] - region[0] : 1;
  const nameFor = (map: BasinMap, place: number): string => {
    if (place === GONE) return words.basins.gone;
    if (place === ELSEWHERE) return words.basins.elsewhere;
    const { known } = map.places[place]!;
    return (known ? words.basins.place : words.basins.found)(...coordinates(map.places[place]!, span));
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long tables scroll, by keyboard too
    <div className="table rates-table" role="group" aria-label={words.table} tabIndex={0}>
      {experiment.runs.map((_, run) => {
        const map = grids[run] && mapKnown(run, grids[run]);
        if (!map) return null;
        return (
          // oxlint-disable-next-line react/no-array-index-key -- the place is what a run is
          <table key={run}>
            <caption>{nameOf(experiment, run)}</caption>
            <thead>
              <tr>
                <th scope="col">{words.basins.columns.place}</th>
                <th scope="col">{words.basins.share('')}</th>
                <th scope="col">{words.basins.columns.speed}</th>
              </tr>
            </thead>
            <tbody>
              {sharesIn(map).map(({ place, share, calm }) => (
                <tr key={place}>
                  <th scope="row">
                    {place >= 0 && <i className="place-dot" style={{ background: placeColour(place) }} />}
                    {nameFor(map, place)}
                  </th>
                  <td>{words.basins.share((100 * share).toFixed(1))}</td>
                  <td>{calm === undefined || calm > experiment.steps ? '' : calm}</td>
                </tr>
              ))}
            </tbody>
          </table>
        );
      })}
    </div>
  );
} // prettier-ignore
