/** One optimizer's panel: what its network makes of the data at the moment of the playhead, asked of the worker, newest first. */
import type { Data } from '../../../lab/experiment/data.ts';
import type { Answered, GlanceQuestion, Grid } from '../../../lab/experiment/glance.ts';
import { likeliest, paintBorders, paintField, paintPoints, paintWrong } from '../../draw/boundaries.ts';
import { paintFit, paintFitGround } from '../../draw/fitted.ts';
import { paintAxes } from '../../draw/ground.ts';
import { type Box, confusion, paintConfusion, paintMet, paintPictures } from '../../draw/guesses.ts';
import { fit, toSurface } from '../../draw/projection.ts';
import { formatCoordinate, formatValue } from '../../draw/text.ts';
import { requestFrame } from '../../state/frames.ts';
import { dataFor, heldAt, rowShown, runIn } from '../../state/learning.ts';
import { addPoint, drawsPoints } from '../../state/own-data.ts';
import { playhead } from '../../state/playhead.ts';
import { type Race, session } from '../../state/session.ts';
import { learning } from '../../text/en-learning.ts';
import type { Ink, Paper, Viewport } from '../../view.ts';
import { drawnRuns, presentPaper } from '../drawn.ts';
import { followPointer, keepPainted, Layer, placeBeside, placeOn, type Size } from '../layer.ts';
import { classNames, type PictureKind, pictureOf, regionOf, targetEnds } from './picture.ts';

/** CSS pixels between two points of the field: while playing, and at rest. */
const COARSE = 9;
const FINE = 5;
const MOST = 160;

export interface PanelParts {
  readonly host: HTMLElement;
  readonly readout: HTMLElement;
  /** Says how well the run does at the moment. */
  readonly score: HTMLElement;
}

interface Shown {
  readonly answered: Answered;
  readonly data: Data;
  readonly ink: Ink;
  readonly viewport: Viewport;
  readonly paper: Paper;
}

/** What an answer belongs to. */
interface Asked {
  readonly race: Race;
  readonly row: number;
  readonly spacing: number;
  readonly viewport: Viewport;
}

const same = (a: Asked | undefined, b: Asked): boolean =>
  a !== undefined && a.race === b.race && a.row === b.row && a.spacing === b.spacing && a.viewport === b.viewport;

/** Paints with the frame loop until disposed. */
export function mountPanel({ host, readout, score }: PanelParts, slot: number): () => void {
  const [field, points, rings] = [new Layer(host), new Layer(host), new Layer(host)];
  const name = `panel ${slot}`;
  let size: Size | undefined;
  let place: { readonly data: Data; readonly size: Size; readonly viewport: Viewport } | undefined;
  let waiting: Asked | undefined;
  let got: { readonly asked: Asked; readonly answered: Answered } | undefined;
  let painted: Shown | undefined;
  let still: { readonly viewport: Viewport; readonly paper: Paper; readonly data: Data } | undefined;
  let pointer: readonly [number, number] | undefined;

  const viewportFor = (data: Data): Viewport => {
    if (place?.data !== data || place.size !== size) place = { data, size: size!, viewport: viewportOf(data, size!) };
    return place.viewport;
  };

  const ask = (asked: Asked, data: Data, run: number): void => {
    waiting = asked;
    const question = questionOf(pictureOf(data), asked.viewport, asked.spacing);
    session.requestGlance(name, { race: asked.race, run, row: asked.row, question }, (answered) => {
      if (waiting === asked) waiting = undefined;
      if (answered?.of === 'answers') got = { asked, answered };
    });
  };

  const paint = (): void => {
    const at = runIn(slot);
    if (!size || size.width < 2 || size.height < 2 || !at || at.trajectory.rows === 0) return;
    const data = dataFor(at.race.experiment);
    if (!data) return;
    const viewport = viewportFor(data);
    const spacing = playhead.playing ? COARSE : FINE;
    const wanted: Asked = { race: at.race, row: rowShown(at.trajectory, playhead.shown), spacing, viewport };
    if (waiting && waiting.race !== at.race) waiting = undefined;
    const enough = same(got?.asked, wanted) || (got !== undefined && same(got.asked, { ...wanted, spacing: FINE }));
    if (!waiting && !enough) ask(wanted, data, at.run);
    write(score, scoreOf(at.trajectory, wanted.row));
    const drawn = drawnRuns().find((it) => it.slot === slot);
    if (!got || got.asked.viewport !== viewport || !drawn) return;
    const next: Shown = { answered: got.answered, data, ink: drawn.ink, viewport, paper: presentPaper() };
    if (!still || still.viewport !== viewport || still.paper !== next.paper || still.data !== data) {
      paintStill(points, next);
      still = next;
      painted = undefined;
    }
    if (differ(painted, next)) paintMoving(field, rings, next);
    painted = next;
    tell(readout, next, pointer);
  };

  const listening = new AbortController();
  const { signal } = listening;
  followPointer(host, signal, (place) => {
    pointer = place;
    requestFrame();
  });
  const draw = (event: MouseEvent): void => {
    if (place && drawsPoints()) addPoint(...toSurface(place.viewport, ...placeOn(host, event)));
  };
  host.addEventListener('click', draw, { signal });
  return keepPainted(
    host,
    [field, points, rings],
    (now) => {
      size = now;
      painted = undefined;
      still = undefined;
      requestFrame();
    },
    paint,
    [() => listening.abort(), () => session.cancelField(name)],
  );
}

const differ = (before: Shown | undefined, now: Shown): boolean =>
  before === undefined || (Object.keys(now) as (keyof Shown)[]).some((key) => before[key] !== now[key]);

/** The plane keeps its proportions; a curve fills its panel. */
function viewportOf(data: Data, { width, height }: Size): Viewport {
  return fit(regionOf(data), width, height, pictureOf(data) === 'area' ? 'equal' : 'fill');
}

function questionOf(kind: PictureKind, viewport: Viewport, spacing: number): GlanceQuestion {
  const along = (length: number): number => Math.max(8, Math.min(MOST, Math.ceil(length / spacing)));
  const grid: Grid = { region: viewport.region, columns: along(viewport.width), rows: along(viewport.height) };
  switch (kind) {
    case 'area':
      return { of: 'answers', grid, parts: ['train', 'test'] };
    case 'curve':
      return { of: 'answers', grid: { ...grid, columns: 200, rows: 1 }, parts: [] };
    case 'met':
      return { of: 'answers', parts: ['train', 'test'] };
    case 'pictures':
    case 'matrix':
      return { of: 'answers', parts: ['test', 'train'] };
  }
}

const endsOf = (data: Data): readonly [number, number] | undefined =>
  data.shape.target === 'classes' ? undefined : targetEnds(data);

/** What does not move with the weights: on a curve everything behind it, on a plane the points above the field. */
function paintStill(layer: Layer, { data, viewport, paper }: Shown): void {
  layer.clear();
  const [x = 'x', y = data.shape.features > 1 ? 'y' : ''] = data.shape.featureNames ?? [];
  const kind = pictureOf(data);
  if (kind === 'area') {
    paintPoints(layer.context, viewport, data, endsOf(data), paper);
    paintAxes(layer.context, viewport, { x, y }, { ...paper, high: paper.ground });
  } else if (kind === 'curve')
    paintFitGround(layer.context, viewport, data, { x, y: y || learning.stage.wanted }, paper);
}

function paintMoving(field: Layer, rings: Layer, { answered, data, ink, viewport, paper }: Shown): void {
  field.clear();
  rings.clear();
  const ends = endsOf(data);
  switch (pictureOf(data)) {
    case 'area':
      paintField(field.context, viewport, answered, ends, paper);
      if (ends) return;
      paintBorders(field.context, viewport, answered.grid!.borders, { colour: paper.text }, paper);
      paintWrong(rings.context, viewport, data, answered, paper);
      return;
    case 'curve':
      paintFit(rings.context, viewport, answered, ink, paper);
      return;
    case 'met':
      paintMet(rings.context, wholeBox(viewport), data, answered, learning.stage, paper);
      return;
    case 'matrix':
      paintConfusion(
        rings.context,
        wholeBox(viewport),
        confusion(data, answered),
        classNames(data),
        learning.stage,
        paper,
      );
      return;
    case 'pictures': {
      const [pictures, matrix] = halves(viewport);
      paintPictures(rings.context, pictures, data, answered, classNames(data), paper);
      paintConfusion(rings.context, matrix, confusion(data, answered), classNames(data), learning.stage, paper);
    }
  }
}

const EDGE = 8;

const wholeBox = ({ width, height }: Viewport): Box => ({
  left: EDGE,
  top: EDGE,
  width: width - 2 * EDGE,
  height: height - 2 * EDGE,
});

/** Pictures beside the matrix, or above it on panels that are higher than wide. */
function halves(viewport: Viewport): readonly [Box, Box] {
  const { left, top, width, height } = wholeBox(viewport);
  if (width > height) {
    const matrix = Math.min(height, width * 0.55);
    return [
      { left, top, width: width - matrix - EDGE, height },
      { left: left + width - matrix, top, width: matrix, height },
    ];
  }
  const matrix = Math.min(width, height * 0.6);
  return [
    { left, top, width, height: height - matrix - EDGE },
    { left, top: top + height - matrix, width, height: matrix },
  ];
}

function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** How well a run does at a row: shares of right rows, or losses where nothing is right or wrong. */
export function scoreOf(trajectory: Parameters<typeof heldAt>[0], row: number): string {
  const { stage, percent } = learning;
  const [right, tested] = ['accuracy', 'test-accuracy'].map((name) => heldAt(trajectory, name, row));
  if (right !== undefined)
    return tested === undefined ? stage.trainOnly(percent(right)) : stage.score(percent(right), percent(tested));
  const [cost, testCost] = ['train-loss', 'test-loss'].map((name) => heldAt(trajectory, name, row));
  if (cost === undefined) return '';
  return testCost === undefined
    ? stage.trainOnly(formatValue(cost))
    : stage.score(formatValue(cost), formatValue(testCost));
}

/** The read-out beside the pointer: where it is on the plane, and what the network says there. */
function tell(readout: HTMLElement, shown: Shown, pointer: readonly [number, number] | undefined): void {
  const { grid, width } = shown.answered;
  readout.hidden = !pointer || !grid || pictureOf(shown.data) !== 'area';
  if (!pointer || !grid || readout.hidden) return;
  const { region } = grid;
  const [x, y] = toSurface(shown.viewport, ...pointer);
  const near = (at: number, [low, high]: readonly [number, number], many: number): number =>
    Math.max(0, Math.min(many - 1, Math.round(((at - low) / (high - low)) * (many - 1))));
  const point =
    near(y, [region[2], region[3]], grid.rows) * grid.columns + near(x, [region[0], region[1]], grid.columns);
  const { stage, percent } = learning;
  const names = classNames(shown.data);
  const says =
    width === 1
      ? [stage.value(formatValue(grid.values[point]!))]
      : names.map((name, own) => `${name}  ${percent(grid.values[point * width + own]!)}`);
  const best = width === 1 ? -1 : likeliest(grid.values, width, point);
  const place = stage.point(formatCoordinate(x, region[1] - region[0]), formatCoordinate(y, region[3] - region[2]));
  readout.textContent = [place, ...says.map((line, own) => (own === best ? `▸ ${line}` : `  ${line}`))].join('\n');
  placeBeside(readout, pointer, shown.viewport);
}
