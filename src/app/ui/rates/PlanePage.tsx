/** The plane: which two parameters of which run, what its colours mean, and the same in numbers. */
import { useEffect, useRef, useState } from 'react';
import { asClassifier, asSurface, type Experiment } from '../../../lab/experiment/experiment.ts';
import { knobsOf } from '../../../lab/experiment/knobs.ts';
import { numeral } from '../../../lab/experiment/numeral.ts';
import type { Plane } from '../../../lab/experiment/study.ts';
import { bottomOf, planeOf, usualAxis } from '../../../lab/study/plan.ts';
import { formatValue } from '../../draw/text.ts';
import { nameOf, wantPlane } from '../../state/rates.ts';
import { sheets } from '../../state/sheets.ts';
import { changeStudy } from '../../state/store.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import {
  endingColours,
  isClosed,
  mountPlane,
  type PlaneColour,
  planeColours,
  planeValues,
} from '../../views/rates/plane.ts';
import { usePage } from '../use-page.ts';
import { PathMap } from './PathMap.tsx';
import { Choice, TableSwitch, useSheets } from './parts.tsx';

const numbersOf = ({ runs, problem }: Experiment, run: number): string[] => [...knobsOf(runs[run]!, problem).keys()];

export function PlanePage() {
  const experiment = usePage((page) => page.experiment);
  const [table, setTable] = useState(false);
  const [wished, setColour] = useState<PlaneColour>('rate');
  const plane = planeOf(experiment);
  const surface = asSurface(experiment.problem);
  useEffect(() => {
    const now = planeOf(experiment);
    if (now) wantPlane(experiment, now);
  }, [experiment]);
  useEffect(() => () => sheets.leave('plane'), []);
  if (!surface && !asClassifier(experiment.problem)) return <p className="empty">{words.noSurface}</p>;
  if (!plane) return <p className="empty">{words.plane.none}</p>;
  const known = surface && bottomOf(surface) !== undefined;
  const colours = planeColours.filter((it) => (it === 'rate' ? known : surface || it === 'final'));
  const colour = colours.includes(wished) ? wished : 'final';
  const { across, up } = plane;
  return (
    <>
      <p className="rates-intro">{words.intro.plane(nameOf(experiment, plane.run), across.param, up.param)}</p>
      <Options experiment={experiment} plane={plane} />
      <div className="rates-options">
        <Choice
          label={words.plane.colour}
          value={colour}
          options={colours.map((it) => [it, words.plane.colours[it]])}
          onChange={(it) => setColour(it as PlaneColour)}
        />
        <span className="gap" />
        <TableSwitch on={table} onChange={setTable} />
      </div>
      {table ? (
        <PlaneTable experiment={experiment} plane={plane} colour={colour} />
      ) : (
        <Picture experiment={experiment} plane={plane} colour={colour} />
      )}
      <Legend experiment={experiment} plane={plane} colour={colour} />
    </>
  );
}

function Options({ experiment, plane }: { readonly experiment: Experiment; readonly plane: Plane }) {
  const set = (run: number, first: string, second: string): void => {
    const axis = (name: string, before: Plane['across']) => {
      if (before.param === name && run === plane.run) return before;
      return usualAxis(experiment.runs[run], experiment.problem, name, before.count);
    };
    changeStudy({ plane: { run, across: axis(first, plane.across), up: axis(second, plane.up) } });
  };
  const names = numbersOf(experiment, plane.run);
  const pairs = experiment.runs.flatMap((_, run): [string, string][] =>
    numbersOf(experiment, run).length >= 2 ? [[String(run), nameOf(experiment, run)]] : [],
  );
  const others = (taken: string): [string, string][] =>
    names.filter((it) => it !== taken).map((it) => [it, words.option(it)]);
  return (
    <div className="rates-options">
      <Choice
        label={words.plane.run}
        value={String(plane.run)}
        options={pairs}
        onChange={(it) => {
          const [first, second] = numbersOf(experiment, Number(it));
          set(Number(it), first!, second!);
        }}
      />
      <Choice label={words.plane.across} value={plane.across.param} options={others(plane.up.param)} onChange={(it) => set(plane.run, it, plane.up.param)} />
      <Choice label={words.plane.up} value={plane.up.param} options={others(plane.across.param)} onChange={(it) => set(plane.run, plane.across.param, it)} />
    </div>
  ); // prettier-ignore
}

function Picture({ experiment, plane, colour }: { readonly experiment: Experiment; readonly plane: Plane; readonly colour: PlaneColour }) {
  const host = useRef<HTMLDivElement>(null);
  const cross = useRef<HTMLButtonElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  const chosen = useRef(colour);
  useEffect(() => {
    chosen.current = colour;
  });
  useEffect(() => mountPlane({ host: host.current!, cross: cross.current!, readout: readout.current! }, () => chosen.current), []);
  const { across, up } = plane;
  const surface = asSurface(experiment.problem);
  return (
    <div className={`sweep${surface ? ' with-map' : ''}`}>
      <div className="sweep-chart plane">
        <div ref={host} className="rates-host" role="img" aria-label={words.plane.picture(nameOf(experiment, plane.run), across.param, up.param)} />
        <button ref={cross} type="button" className="plane-cross" aria-label={words.plane.crossHint} title={words.plane.crossHint} />
        <div ref={readout} className="readout" hidden />
      </div>
      {surface && <PathMap experiment={experiment} slot="plane" />}
    </div>
  );
} // prettier-ignore

function Legend({ experiment, plane, colour }: { readonly experiment: Experiment; readonly plane: Plane; readonly colour: PlaneColour }) {
  useSheets();
  const shown = planeValues(experiment, plane, colour);
  const percent = (share: number): string => `${formatValue(100 * share)} %`;
  const { legend } = words.plane;
  const sentence = !shown || shown.endings.every((it) => it === undefined)
    ? ''
    : colour === 'ending'
      ? legend.ending
      : colour === 'rate'
        ? legend.rate(percent(0), percent(1 - Math.max(0, shown.low)))
        : legend.final(formatValue(shown.low), formatValue(shown.high));
  return (
    <p className="rates-legend">
      {colour === 'ending' ? (
        Object.entries(endingColours).map(([kind, it]) => <i key={kind} className="place-dot" style={{ background: it }} />)
      ) : (
        <i className="scale-bar" />
      )}
      {sentence} {isClosed(experiment, plane) && words.plane.closed}
    </p>
  );
} // prettier-ignore

/** Rows and columns of the table: the plane's own, thinned. */
const SHOWN = 9;
const thinned = (values: Float64Array): number[] =>
  Array.from({ length: Math.min(SHOWN, values.length) }, (_, i) => Math.round((i * (values.length - 1)) / Math.max(1, Math.min(SHOWN, values.length) - 1))); // prettier-ignore

function PlaneTable({ experiment, plane, colour }: { readonly experiment: Experiment; readonly plane: Plane; readonly colour: PlaneColour }) {
  useSheets();
  const shown = planeValues(experiment, plane, colour);
  if (!shown) return null;
  const { columns, rows, values, endings, best } = shown;
  const kinds = ['converged', 'steps', 'left', 'diverged'] as const;
  const all = endings.filter((it) => it !== undefined).length;
  const said = (cell: number): string => {
    const ending = endings[cell];
    if (ending === undefined) return '';
    return colour === 'ending' || ending === 'diverged' ? words.plane.endings[ending] : formatValue(values[cell]!);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long tables scroll, by keyboard too
    <div className="table rates-table" role="group" aria-label={words.table} tabIndex={0}>
      {best !== undefined && (
        <p>{words.plane.best(plane.across.param, numeral(columns[best % columns.length]!), plane.up.param, numeral(rows[Math.floor(best / columns.length)]!))}</p>
      )}
      <p>
        {kinds.map((kind) => words.plane.share(words.plane.endings[kind], Math.round((100 * endings.filter((it) => it === kind).length) / Math.max(1, all)))).join(', ')}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{`${plane.up.param} \\ ${plane.across.param}`}</th>
            {thinned(columns).map((column) => (
              <th key={column} scope="col">
                {numeral(columns[column]!)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {thinned(rows).toReversed().map((row) => (
            <tr key={row}>
              <th scope="row">{numeral(rows[row]!)}</th>
              {thinned(columns).map((column) => (
                <td key={column}>{said(row * columns.length + column)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
} // prettier-ignore
