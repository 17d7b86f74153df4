/** The edge of stability: every run's sharpness over its steps, as it is measured, against the border of its rate. */
import { CurveLayer, type CurveScales, momentAt, paintCurvesStill, scalesFor, type Series } from '../../draw/curves.ts';
import { type Band, type EdgeLine, paintBands, paintEdges } from '../../draw/edge.ts';
import { held } from '../../draw/series.ts';
import { formatValue } from '../../draw/text.ts';
import { edges, type Measured } from '../../state/edge.ts';
import { requestFrame } from '../../state/frames.ts';
import { nameOf } from '../../state/rates.ts';
import { session } from '../../state/session.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import type { Paper } from '../../view.ts';
import { listValues } from '../curves.ts';
import { drawnRuns, presentPaper, type Slotted } from '../drawn.ts';
import { followPointer, keepPainted, Layer, placeBeside, placeOn, type Size } from '../layer.ts';

export interface EdgeParts {
  readonly host: HTMLElement;
  readonly readout: HTMLElement;
}

/** A curve with its border, in the unit that is shown. */
interface Bend {
  readonly series: Series;
  readonly band: Band;
  readonly edge: EdgeLine | undefined;
}

/** Places of a border that changes with its rate. */
const PLACES = 128;

function bendOf(measured: Measured, run: Slotted, label: string, steps: number, share: boolean): Bend | undefined {
  const { moments, edgeAt } = measured;
  const { trajectory, ink, dimmed } = run;
  const edge = edgeOf(measured, trajectory.rows, steps);
  if (share && !edge) return undefined;
  const asked = new Float64Array(trajectory.rows).fill(NaN);
  const unit = (row: number): number => (share ? (edgeAt(row)?.curvature ?? NaN) : 1);
  // Nothing at or below zero has a place on a log axis.
  const placed = moments.filter(({ low }) => share || low > 0);
  for (const { row, middle } of placed) asked[row] = middle / unit(row);
  return {
    band: {
      rows: placed.map(({ row }) => row),
      low: placed.map(({ row, low }) => low / unit(row)),
      high: placed.map(({ row, high }) => high / unit(row)),
      ...{ ink, dimmed },
    },
    series: {
      ...{ label, ink, dimmed, asked },
      values: held(asked, trajectory.rows),
      cost: trajectory.cost.subarray(0, trajectory.rows),
      counted: trajectory.rows,
      divergedAt: trajectory.ending?.kind === 'diverged' ? trajectory.ending.at : undefined,
    },
    edge: edge && { ...edge, ink, dimmed },
  };
}

function edgeOf(
  { edgeAt, scheduled }: Measured,
  count: number,
  steps: number,
): Pick<EdgeLine, 'rows' | 'values' | 'label'> | undefined {
  const last = scheduled ? count - 1 : steps;
  const rows = scheduled ? Array.from({ length: PLACES + 1 }, (_, i) => Math.round((i * last) / PLACES)) : [0, last];
  const known = rows.map((row) => edgeAt(row));
  const first = known.find((it) => it !== undefined);
  const label = first && (scheduled ? first.formula : words.edge.border(first.formula, formatValue(first.curvature)));
  return label === undefined ? undefined : { rows, values: known.map((it) => it?.curvature ?? NaN), label };
}

/** The most a linear axis of shares shows, and what it shows at least. */
const SHARES = { least: 1.3, most: 4 };

function scalesOf(bends: readonly Bend[], steps: number, share: boolean, size: Size): CurveScales {
  const series = bends.map((bend) => bend.series);
  if (share) {
    const top = bends.flatMap(({ band }) => band.high).reduce((a, b) => Math.max(a, 1.05 * b), SHARES.least);
    return scalesFor(
      series,
      { y: 'linear', x: 'linear', unit: 'steps', steps, range: [0, Math.min(SHARES.most, top)] },
      size,
    );
  }
  const borders = bends.flatMap(({ series: own, edge }) =>
    edge ? [{ ...own, values: Float64Array.from(edge.values), counted: edge.values.length }] : [],
  );
  return scalesFor([...borders, ...series], { y: 'log', x: 'linear', unit: 'steps', steps }, size);
}

/** Borders of several runs that are the same are drawn once; of shares there is one for all. */
const bordersOf = (bends: readonly Bend[], steps: number, share: boolean, { text }: Paper): EdgeLine[] =>
  share
    ? [{ rows: [0, steps], values: [1, 1], label: words.edge.one, ink: { colour: text, dash: [], marker: 'circle' }, dimmed: false }]
    : bends
    .flatMap(({ edge }) => (edge ? [edge] : []))
    .filter(({ label, values }, i, all) => !all.slice(0, i).some((it) => it.label === label && it.values[0] === values[0])); // prettier-ignore

/** Paints with the frame loop until disposed; `share`: every curve as a share of its border. */
export function mountEdge({ host, readout }: EdgeParts, share: boolean): () => void {
  const layers = [new Layer(host), new Layer(host), new Layer(host)] as const;
  const [still, moving, over] = layers;
  const curveLayer = new CurveLayer();
  let size: Size | undefined;
  let pointer: readonly [number, number] | undefined;
  let shown: { readonly series: readonly Series[]; readonly scales: CurveScales } | undefined;
  let painted: readonly unknown[] = [];

  const prepare = (now: Size): typeof shown => {
    const { race } = session;
    const known = edges.of(race);
    if (!race || !known) return undefined;
    const { experiment } = race;
    const { steps } = experiment;
    const paper = presentPaper();
    const bends = drawnRuns().flatMap((run) => {
      const index = race.slots.indexOf(run.slot);
      const bend = bendOf(known[index]!, run, nameOf(experiment, index), steps, share);
      return bend ? [bend] : [];
    });
    const series = bends.map((bend) => bend.series);
    const scales = scalesOf(bends, steps, share, now);
    const names = { x: words.edge.across, y: share ? words.edge.upShare : words.edge.up };
    paintCurvesStill(still.context, now, series, scales, names, paper);
    paintBands(still.context, bends.map(({ band }) => band), scales); // prettier-ignore
    over.clear();
    paintEdges(over.context, bordersOf(bends, steps, share, paper), scales, paper);
    return { series, scales };
  };

  const paint = (): void => {
    if (!size || size.width < 2 || size.height < 2) return;
    const now = [session.race, edges.changes(), drawnRuns(), presentPaper(), size];
    if (now.some((it, i) => it !== painted[i])) {
      painted = now;
      shown = prepare(size);
      if (!shown) for (const layer of layers) layer.clear();
    }
    readout.hidden = !pointer || !shown || shown.series.length === 0;
    if (!shown) return;
    const { series, scales } = shown;
    const moment = pointer ? Math.round(momentAt(series, scales, pointer[0])) : scales.xDomain[1];
    curveLayer.paint(moving.context, size, series, scales, moment, presentPaper());
    if (!pointer || readout.hidden) return;
    listValues(readout, series, moment);
    placeBeside(readout, [pointer[0], 0], size);
  };

  const listening = new AbortController();
  const { signal } = listening;
  const move = (place: readonly [number, number] | undefined): void => {
    pointer = place;
    requestFrame();
  };
  followPointer(host, signal, move);
  host.addEventListener('pointerdown', (event) => move(placeOn(host, event)), { signal });
  return keepPainted(
    host,
    layers,
    (next) => {
      size = next;
      curveLayer.forget();
      painted = [];
      requestFrame();
    },
    paint,
    [() => listening.abort()],
  );
}
