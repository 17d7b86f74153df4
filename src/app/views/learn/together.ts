/** All optimizers in one picture: their borders (or curves) in their own inks over the points they learn from. */
import type { Data } from '../../../lab/experiment/data.ts';
import type { Answered } from '../../../lab/experiment/glance.ts';
import { paintBorders, paintPoints } from '../../draw/boundaries.ts';
import { paintFit, paintFitGround } from '../../draw/fitted.ts';
import { paintAxes } from '../../draw/ground.ts';
import { fit } from '../../draw/projection.ts';
import { requestFrame } from '../../state/frames.ts';
import { dataFor, rowShown, runIn } from '../../state/learning.ts';
import { playhead } from '../../state/playhead.ts';
import { type Race, session } from '../../state/session.ts';
import { learning } from '../../text/en-learning.ts';
import type { Paper, Viewport } from '../../view.ts';
import { drawnRuns, presentPaper, type Slotted } from '../drawn.ts';
import { keepPainted, Layer, type Size } from '../layer.ts';
import { pictureOf, regionOf } from './picture.ts';

/** CSS pixels between two points at which a network is asked. */
const SPACING = { playing: 14, resting: 7 };
const MOST = 120;

interface Answer {
  readonly race: Race;
  readonly row: number;
  readonly spacing: number;
  readonly viewport: Viewport;
  answered: Answered | undefined;
}

/** Paints with the frame loop until disposed. */
export function mountTogether(host: HTMLElement): () => void {
  const [still, lines] = [new Layer(host), new Layer(host)];
  const answers = new Map<number, { newest: Answer; shown: Answered | undefined }>();
  let size: Size | undefined;
  let place: { readonly data: Data; readonly size: Size; readonly viewport: Viewport } | undefined;
  let behind: { readonly viewport: Viewport; readonly paper: Paper } | undefined;
  let painted: readonly unknown[] = [];

  const ask = (slot: number, viewport: Viewport, data: Data): void => {
    const at = runIn(slot);
    if (!at || at.trajectory.rows === 0) return;
    const spacing = playhead.playing ? SPACING.playing : SPACING.resting;
    const row = rowShown(at.trajectory, playhead.shown);
    const before = answers.get(slot);
    const newest = before?.newest;
    const known = newest?.race === at.race && newest.viewport === viewport;
    if (known && (newest.answered === undefined || (newest.row === row && newest.spacing <= spacing))) return;
    const next: Answer = { race: at.race, row, spacing, viewport, answered: undefined };
    answers.set(slot, { newest: next, shown: known ? before!.shown : undefined });
    const along = (length: number): number => Math.max(8, Math.min(MOST, Math.ceil(length / spacing)));
    const curve = pictureOf(data) === 'curve';
    const grid = {
      region: viewport.region,
      columns: curve ? 200 : along(viewport.width),
      rows: curve ? 1 : along(viewport.height),
    };
    const question = { of: 'answers', grid, parts: [] } as const;
    session.requestGlance(`together ${slot}`, { race: at.race, run: at.run, row, question }, (answered) => {
      if (answered?.of !== 'answers' || answers.get(slot)?.newest !== next) return;
      next.answered = answered;
      answers.set(slot, { newest: next, shown: answered });
    });
  };

  const paint = (): void => {
    const { race } = session;
    const data = race && dataFor(race.experiment);
    if (!data || !size || size.width < 2 || size.height < 2) return;
    if (place?.data !== data || place.size !== size) {
      const aspect = pictureOf(data) === 'area' ? 'equal' : 'fill';
      place = { data, size, viewport: fit(regionOf(data), size.width, size.height, aspect) };
      behind = undefined;
    }
    const { viewport } = place;
    const paper = presentPaper();
    if (behind?.viewport !== viewport || behind.paper !== paper) {
      paintBehind(still, viewport, data, paper);
      behind = { viewport, paper };
      painted = [];
    }
    const runs = drawnRuns();
    for (const { slot } of runs) ask(slot, viewport, data);
    const now = [runs, ...runs.map(({ slot }) => answers.get(slot)?.shown)];
    if (now.length === painted.length && now.every((it, index) => it === painted[index])) return;
    painted = now;
    lines.clear();
    for (const run of runs) paintLines(lines, viewport, run, answers.get(run.slot)?.shown, data, paper);
  };

  return keepPainted(
    host,
    [still, lines],
    (now) => {
      size = now;
      requestFrame();
    },
    paint,
    [
      () => {
        for (const slot of answers.keys()) session.cancelField(`together ${slot}`);
      },
    ],
  );
}

function paintBehind(layer: Layer, viewport: Viewport, data: Data, paper: Paper): void {
  const [x = 'x', y] = data.shape.featureNames ?? [];
  if (pictureOf(data) === 'curve')
    return paintFitGround(layer.context, viewport, data, { x, y: learning.stage.wanted }, paper);
  layer.context.fillStyle = paper.ground;
  layer.context.fillRect(0, 0, viewport.width, viewport.height);
  layer.context.globalAlpha = 0.75;
  paintPoints(layer.context, viewport, data, undefined, paper);
  layer.context.globalAlpha = 1;
  paintAxes(layer.context, viewport, { x, y: y ?? 'y' }, { ...paper, high: paper.ground });
}

function paintLines(
  layer: Layer,
  viewport: Viewport,
  { ink, dimmed }: Slotted,
  answered: Answered | undefined,
  data: Data,
  paper: Paper,
): void {
  if (!answered?.grid) return;
  layer.context.globalAlpha = dimmed ? 0.25 : 1;
  if (pictureOf(data) === 'curve') paintFit(layer.context, viewport, answered, ink, paper);
  else paintBorders(layer.context, viewport, answered.grid.borders, { ...ink, width: 2.2 }, paper);
  layer.context.globalAlpha = 1;
}
