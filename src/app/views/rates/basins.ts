/** One run's map of basins: where every start leads, sharpening while it is computed; it is pointed at, clicked and zoomed. */
import { asSurface, type SurfaceProblem } from '../../../lab/experiment/experiment.ts';
import type { Outcomes } from '../../../lab/study/batch.ts';
import { type Attractor, arrivals, attractors, ELSEWHERE, GONE } from '../../../lab/study/attractor.ts';
import { basinsOf } from '../../../lab/study/plan.ts';
import { surfaces } from '../../../lab/catalogues.ts';
import type { Region } from '../../../lab/surface.ts';
import { elsewhereColour, goneColour, gridPicture, packed, placeShades } from '../../draw/heat.ts';
import { paintMinima, paintStart } from '../../draw/map.ts';
import { paintPaths } from '../../draw/paths.ts';
import { fit, roundRegion, zoomAt } from '../../draw/projection.ts';
import { formatCoordinate } from '../../draw/text.ts';
import { requestFrame } from '../../state/frames.ts';
import { basinsWanted, type Grid, nameOf } from '../../state/rates.ts';
import { type Sheet, sheets } from '../../state/sheets.ts';
import { changeStart, changeStudy, store } from '../../state/store.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import type { Paper, Viewport } from '../../view.ts';
import { presentPaper } from '../drawn.ts';
import { keepPainted, Layer, placeBeside, type Size, typeScale } from '../layer.ts';
import { listenOnMap, pointAt } from '../map-gestures.ts';
import { endPreview, preview, previewed } from './preview.ts';
import { inksNow } from './sweep.ts';

/** A map that is being filled is drawn anew this often at most, so that the page stays quick (milliseconds). */
const REST = 200;
/** Starts along the longer side at most. */
const MOST = 512;

/** The region all maps show. */
export function basinRegion(): Region | undefined {
  const { experiment } = store.getState();
  const surface = asSurface(experiment.problem);
  return surface && basinsOf(experiment.study, surface).region;
}

export function showRegion(region: Region | undefined): void {
  const { study } = store.getState().experiment;
  changeStudy({ basins: region && { region: roundRegion(region), side: study?.basins?.side ?? 256 } }, 'basins region');
}

/** Zooms all maps around their middle. */
export function zoomBasins(factor: number): void {
  const region = basinRegion();
  if (region) showRegion(zoomAt({ region, width: 1, height: 1 }, 0.5, 0.5, factor));
}

/** What is known of one map, worked out when it is asked for. */
export interface BasinMap {
  readonly grid: Grid;
  readonly sheet: Sheet;
  readonly places: readonly Attractor[];
  readonly reached: Int8Array;
}

const maps = new WeakMap<Outcomes, { readonly known: number; readonly map: BasinMap }>();

/** The starts a map of this size shows. */
export function gridFor({ width, height }: Size, region: Region): Grid {
  const { region: shown } = fit(region, width, height, 'equal');
  const pixels = Math.min(devicePixelRatio || 1, 2) * typeScale();
  const shrink = Math.min(1, MOST / (Math.max(width, height) * pixels));
  return { region: shown, columns: Math.max(8, Math.round(width * pixels * shrink)), rows: Math.max(8, Math.round(height * pixels * shrink)) }; // prettier-ignore
}

export function mapKnown(run: number, grid: Grid): BasinMap | undefined {
  const { experiment } = store.getState();
  const surface = asSurface(experiment.problem);
  if (!surface || !experiment.runs[run]) return undefined;
  const sheet = sheets.get(basinsWanted(experiment, run, grid).key);
  if (!sheet) return undefined;
  const before = maps.get(sheet.outcomes);
  if (before?.known === sheet.known) return { ...before.map, sheet };
  const places = attractors(surface, experiment.steps, sheet.outcomes);
  const map = { grid, sheet, places, reached: arrivals(surface, places, sheet.outcomes) };
  maps.set(sheet.outcomes, { known: sheet.known, map });
  return map;
}

const isKnown = ({ sheet }: BasinMap, cell: number): boolean => !Number.isNaN(sheet.outcomes.gone![cell]!);

/** One cell in so many says how early and late the others are; prime, so that it meets all columns. */
const SAMPLE = 31;

/** The steps by which the earliest and the latest runs of a map were calm, without the odd ones. */
function span({ sheet, reached }: BasinMap, steps: number): readonly [number, number] {
  const { calm } = sheet.outcomes;
  const all = calm!.filter((step, cell) => cell % SAMPLE === 0 && reached[cell]! >= 0 && step <= steps).sort();
  const at = (share: number): number => all[Math.floor(share * (all.length - 1))] ?? steps;
  return all.length === 0 ? [0, steps] : [at(0.02), Math.max(at(0.98), at(0.02) + 1)];
}

function picture(map: BasinMap, steps: number, paper: Paper): OffscreenCanvas {
  const { grid, places, reached } = map;
  const shades = places.map((_, place) => placeShades(place, paper));
  const [soon, late] = span(map, steps);
  const [gone, elsewhere] = [packed(goneColour(paper)), packed(elsewhereColour(paper))];
  return gridPicture(grid.columns, grid.rows, (cell) => {
    if (!isKnown(map, cell)) return 0;
    const place = reached[cell]!;
    if (place === GONE) return gone;
    if (place === ELSEWHERE) return elsewhere;
    const shade = shades[place]!;
    const calm = map.sheet.outcomes.calm![cell]!;
    const share = calm > steps ? 1 : Math.min(1, Math.max(0, (calm - soon) / (late - soon))) * 0.92;
    return shade[Math.round(share * (shade.length - 1))]!;
  });
}

export interface BasinParts {
  readonly panel: HTMLElement;
  readonly host: HTMLElement;
  readonly readout: HTMLElement;
}

/** The grid of a panel, for its table; told whenever it changes. */
export function mountBasins(
  { panel, host, readout }: BasinParts,
  run: number,
  sized: (grid: Grid) => void,
): () => void {
  const [ground, over] = [new Layer(host), new Layer(host)];
  const owner = `basins ${run}`;
  let size: Size | undefined;
  let grid: Grid | undefined;
  let hovered: readonly [number, number] | undefined;
  let painted: readonly unknown[] = [];
  let marked: readonly unknown[] = [];
  let shown: OffscreenCanvas | undefined;
  let map: BasinMap | undefined;
  let drawnAt = -Infinity;
  let later: ReturnType<typeof setTimeout> | undefined;
  /** The last finished picture and where it lies, to stretch while its successor is being computed. */
  let last: { readonly picture: OffscreenCanvas; readonly region: Region } | undefined;

  const viewport = (): Viewport | undefined => {
    const region = basinRegion();
    return size && region && size.width > 8 && size.height > 8
      ? fit(region, size.width, size.height, 'equal')
      : undefined;
  };

  const paint = (): void => {
    const view = viewport();
    const { experiment } = store.getState();
    const surface = asSurface(experiment.problem);
    if (!view || !surface || !size || !experiment.runs[run]) return;
    const next = gridFor(size, basinRegion()!);
    if (JSON.stringify(next) !== JSON.stringify(grid)) {
      grid = next;
      sized(next);
    }
    const paper = presentPaper();
    const sheet = sheets.get(basinsWanted(experiment, run, next).key);
    const soon = performance.now() - drawnAt < REST && sheet?.outcomes === painted[0] && sheet?.known !== sheet?.total;
    if (soon) {
      later ??= setTimeout(() => { later = undefined; requestFrame(); }, REST); // prettier-ignore
      map = map && sheet ? { ...map, sheet } : map;
    } else map = mapKnown(run, next);
    const parts = [
      map?.sheet.outcomes,
      soon ? painted[1] : map?.sheet.known,
      paper,
      view.width,
      view.height,
      String(view.region),
    ];
    if (parts.some((part, i) => part !== painted[i])) {
      painted = parts;
      drawnAt = performance.now();
      shown = map && map.sheet.known > 0 ? picture(map, experiment.steps, paper) : undefined;
      if (shown) last = { picture: shown, region: next.region };
      paintGround(view, paper);
    }
    const marks = [painted, previewed(owner), surface, hovered, paper];
    if (marks.every((part, i) => part === marked[i])) return;
    marked = marks;
    paintOver(view, surface, map, paper);
  };

  const paintGround = (view: Viewport, paper: Paper): void => {
    const { context } = ground;
    context.fillStyle = paper.ground;
    context.fillRect(0, 0, view.width, view.height);
    if (!last) return;
    const [xmin, xmax, ymin, ymax] = last.region;
    const [left, right] = [xmin, xmax].map((x) => ((x - view.region[0]) / (view.region[1] - view.region[0])) * view.width) as [number, number]; // prettier-ignore
    const [bottom, top] = [ymin, ymax].map((y) => view.height - ((y - view.region[2]) / (view.region[3] - view.region[2])) * view.height) as [number, number]; // prettier-ignore
    context.imageSmoothingEnabled = false;
    context.drawImage(last.picture, left, top, right - left, bottom - top);
  };

  const paintOver = (view: Viewport, surface: SurfaceProblem, map: BasinMap | undefined, paper: Paper): void => {
    const { context } = over;
    over.clear();
    const declared = surfaces.get(surface.surface.id).minima(surface.surface.values);
    const found = (map?.places ?? []).filter(({ known }) => !known).map(({ at }) => ({ at, value: 0, global: false }));
    paintMinima(context, view, [...declared, ...found], paper);
    const path = previewed(owner);
    if (path) paintPaths(context, view, [path], path.trajectory.rows, paper);
    paintStart(context, view, surface.start, paper);
    tell(view, map);
  };

  const tell = (view: Viewport, map: BasinMap | undefined): void => {
    readout.hidden = !hovered || !map;
    if (!hovered || !map) return;
    const start = pointAt(view, hovered);
    const span = view.region[1] - view.region[0];
    const cell = cellAt(map.grid, hovered, view);
    const from = words.basins.start(formatCoordinate(start[0], span), formatCoordinate(start[1], span));
    readout.textContent = isKnown(map, cell) ? `${from}\n${goesTo(map, cell, span)}` : from;
    placeBeside(readout, hovered, view);
  };

  const goesTo = ({ places, reached, sheet }: BasinMap, cell: number, span: number): string => {
    const place = reached[cell]!;
    if (place === GONE) return words.basins.gone;
    const { steps } = store.getState().experiment;
    const calm = sheet.outcomes.calm![cell]!;
    const name =
      place === ELSEWHERE ? words.basins.elsewhere : words.basins.place(...coordinates(places[place]!, span));
    return words.basins.goes(name, calm <= steps ? calm : undefined);
  };

  const hover = (pixel: readonly [number, number] | undefined): void => {
    hovered = pixel;
    const view = viewport();
    requestFrame();
    if (!pixel || !view) return endPreview();
    const page = store.getState();
    const surface = asSurface(page.experiment.problem);
    const chosen = page.experiment.runs[run];
    if (!surface || !chosen) return;
    const { study: _study, ...bare } = page.experiment;
    const from = { ...bare, problem: { ...surface, start: pointAt(view, pixel) }, runs: [chosen] };
    preview(owner, from, nameOf(page.experiment, run), inksNow(page, presentPaper().dark)[run]!);
  };

  return keepPainted(
    host,
    [ground, over],
    (now) => {
      size = now;
      painted = marked = [];
      paint();
    },
    paint,
    [
      listenOnMap(panel, {
        viewport,
        pick: () => false,
        move: showRegion,
        setStart: changeStart,
        reset: () => showRegion(undefined),
        hover,
      }),
      store.subscribe(requestFrame),
      sheets.subscribe(requestFrame),
      endPreview,
      () => clearTimeout(later),
    ],
  );
}

export const coordinates = ({ at }: Attractor, span: number): [string, string] => [
  formatCoordinate(at[0], span * 10),
  formatCoordinate(at[1], span * 10),
];

const cellAt = ({ columns, rows }: Grid, [px, py]: readonly [number, number], { width, height }: Viewport): number => {
  const column = Math.min(columns - 1, Math.floor((px / width) * columns));
  const row = Math.min(rows - 1, Math.floor((1 - py / height) * rows));
  return Math.max(0, row) * columns + Math.max(0, column);
};
