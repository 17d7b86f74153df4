/** The ground of a map: shaded bands, contour hairlines, hatching where the surface is not a number, and the axes. */
import { interpolateLab, rgb, ticks, tickStep } from 'd3';
import type { Field } from '../../lab/experiment/protocol.ts';
import type { Paper, Viewport } from '../view.ts';
import { beyond, clipSegment, contains, type Box } from './clip.ts';
import { paintWord } from './marks.ts';
import { projection, sameRegion } from './projection.ts';
import { tickLabeller } from './text.ts';

/** Largest picture that is shaded pixel by pixel; bigger panels stretch it. */
const MOST_PIXELS = 1_200_000;
/** Steps of the colour table between two levels. */
const FINE = 64;
/** How much of a band's edge is a ramp, in levels. */
const RAMP = 0.1;
/** How much the shade still changes inside a band: 0 is flat bands, 1 is no bands. */
const GRADE = 0.25;
/** Above 1, the lowest bands stand out from the many high ones. */
const DEPTH = 1.6;

/** Panels narrower than this have fewer lines and smaller letters (CSS pixels). */
const SMALL = 420;

/** Words at the ends of a map's axes. */
export interface AxisNames {
  readonly x: string;
  readonly y: string;
}

/** The shade of a height, banded: flat between levels, a short ramp at each. */
const banded = (shade: number): number => {
  const band = Math.floor(shade);
  const edge = Math.max(0, (shade - band - (1 - RAMP)) / RAMP);
  return (1 - GRADE) * (band + edge) + GRADE * shade;
};

/** Opaque colours (as the bytes of an ImageData lie in memory) for the shades of so many bands in steps of 1 / FINE. */
const colourTable = (bands: number, paper: Paper): Uint32Array => {
  const table = new Uint32Array(bands * FINE);
  const mix = interpolateLab(paper.low, paper.high);
  for (let index = 0; index < table.length; index++) {
    const height = Math.min(1, banded(index / FINE) / Math.max(1, bands - 1));
    const { r, g, b } = rgb(mix(1 - (1 - height) ** DEPTH));
    table[index] = (255 << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r);
  }
  return table;
};

/** For each pixel of a side, the grid node before it and how far it is on the way to the next one. */
interface Steps {
  readonly node: Int32Array;
  readonly share: Float32Array;
}

const stepsAlong = (pixels: number, nodes: number): Steps => {
  const node = new Int32Array(pixels);
  const share = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = ((pixel + 0.5) / pixels) * (nodes - 1);
    node[pixel] = Math.min(nodes - 2, Math.floor(at));
    share[pixel] = at - node[pixel]!;
  }
  return { node, share };
};

/** The row of heights between two rows of nodes; where only one is a number, that one as far as it is the nearer. */
const blendRows = ({ shade, columns }: Field, below: number, share: number, into: Float32Array): void => {
  const from = below * columns;
  for (let column = 0; column < columns; column++) {
    const [a, b] = [shade[from + column]!, shade[from + columns + column]!];
    const mixed = a + (b - a) * share;
    into[column] = mixed === mixed ? mixed : share < 0.5 ? a : b;
  }
};

/** The field's shading as a picture of its own; transparent where the surface is not a number. */
const shadePixels = (field: Field, width: number, height: number, paper: Paper): ImageData => {
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const table = colourTable(field.levels.length + 1, paper);
  const highest = table.length - 1;
  const across = stepsAlong(width, field.columns);
  const up = stepsAlong(height, field.rows);
  const blended = new Float32Array(field.columns);
  for (let row = 0; row < height; row++) {
    const fromBelow = height - 1 - row;
    blendRows(field, up.node[fromBelow]!, up.share[fromBelow]!, blended);
    for (let column = 0, pixel = row * width; column < width; column++, pixel++) {
      const share = across.share[column]!;
      const a = blended[across.node[column]!]!;
      const b = blended[across.node[column]! + 1]!;
      const mixed = a + (b - a) * share;
      const shade = mixed === mixed ? mixed : share < 0.5 ? a : b;
      if (shade === shade) pixels[pixel] = table[Math.min(highest, Math.max(0, (shade * FINE) | 0))]!;
    }
  }
  return image;
};

interface Shaded {
  readonly picture: OffscreenCanvas;
  readonly paper: Paper;
}

/** One picture per field: panning and zooming an old field only stretch it. */
const shaded = new WeakMap<Field, Shaded>();

const shadedPicture = (field: Field, width: number, height: number, exact: boolean, paper: Paper): OffscreenCanvas => {
  const shrink = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
  const columns = Math.max(1, Math.round(width * shrink));
  const rows = Math.max(1, Math.round(height * shrink));
  const known = shaded.get(field);
  const sharp = known?.picture.width === columns && known.picture.height === rows;
  if (known?.paper === paper && (sharp || !exact)) return known.picture;
  const picture = new OffscreenCanvas(columns, rows);
  picture.getContext('2d')?.putImageData(shadePixels(field, columns, rows, paper), 0, 0);
  shaded.set(field, { picture, paper });
  return picture;
};

/** The field's own rectangle on the panel. */
const place = (field: Field, viewport: Viewport): Box => {
  const at = projection(viewport);
  const [xmin, xmax, ymin, ymax] = field.region;
  return { left: at.x(xmin), right: at.x(xmax), top: at.y(ymax), bottom: at.y(ymin) };
};

const panel = ({ width, height }: Viewport): Box => ({ left: 0, top: 0, right: width, bottom: height });

const intersection = (a: Box, b: Box): Box => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});

const paintShade = (context: CanvasRenderingContext2D, viewport: Viewport, field: Field, paper: Paper): void => {
  const whole = place(field, viewport);
  const seen = intersection(whole, panel(viewport));
  if (seen.right <= seen.left || seen.bottom <= seen.top) return;
  const density = context.getTransform().a;
  const exact = sameRegion(field.region, viewport.region);
  const picture = shadedPicture(field, viewport.width * density, viewport.height * density, exact, paper);
  const across = picture.width / (whole.right - whole.left);
  const down = picture.height / (whole.bottom - whole.top);
  const [width, height] = [seen.right - seen.left, seen.bottom - seen.top];
  context.imageSmoothingQuality = 'high';
  context.drawImage(
    picture,
    (seen.left - whole.left) * across,
    (seen.top - whole.top) * down,
    width * across,
    height * down,
    seen.left,
    seen.top,
    width,
    height,
  );
};

/** Slanted hairlines over the panel: here the surface has no value. */
const paintHatching = (context: CanvasRenderingContext2D, { width, height }: Viewport, paper: Paper): void => {
  context.fillStyle = paper.ground;
  context.fillRect(0, 0, width, height);
  context.beginPath();
  for (let x = -height; x < width; x += 7) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.strokeStyle = paper.contour;
  context.globalAlpha = 0.55;
  context.lineWidth = 0.75;
  context.stroke();
  context.globalAlpha = 1;
};

/** Parts of a segment, as shares of its way. */
const WHOLE = [0, 1] as const;
const NOTHING = [0, 0] as const;

/** Lays one level's polylines into the current path, without what lies outside the panel. */
const traceLevel = (context: CanvasRenderingContext2D, viewport: Viewport, line: Field['lines'][number]): void => {
  const at = projection(viewport);
  const box = panel(viewport);
  for (let piece = 0; piece + 1 < line.starts.length; piece++) {
    let open = false;
    let [ax, ay] = [NaN, NaN];
    for (let point = line.starts[piece]!; point < line.starts[piece + 1]!; point++) {
      const [bx, by] = [at.x(line.points[2 * point]!), at.y(line.points[2 * point + 1]!)];
      if (point > line.starts[piece]!) {
        if (beyond(box, ax, ay, bx, by)) open = false;
        else {
          const inside = contains(box, ax, ay) && contains(box, bx, by);
          const [from, to] = inside ? WHOLE : (clipSegment(box, ax, ay, bx, by) ?? NOTHING);
          if (!open || from > 0) context.moveTo(ax + from * (bx - ax), ay + from * (by - ay));
          context.lineTo(ax + to * (bx - ax), ay + to * (by - ay));
          open = to === 1;
        }
      }
      [ax, ay] = [bx, by];
    }
  }
};

/** Hairlines at the levels; every fifth a little stronger, as on paper maps; on small panels every second level only. */
const paintContours = (context: CanvasRenderingContext2D, viewport: Viewport, field: Field, paper: Paper): void => {
  context.setLineDash([]);
  context.lineJoin = 'round';
  context.strokeStyle = paper.contour;
  const every = viewport.width < SMALL ? 2 : 1;
  const lines = field.lines.filter((_, index) => index % every === 0);
  for (const strong of [false, true]) {
    context.beginPath();
    for (const [index, line] of lines.entries()) if ((index % 5 === 4) === strong) traceLevel(context, viewport, line);
    context.globalAlpha = strong ? 0.75 : 0.5;
    context.lineWidth = strong ? 0.9 : 0.75;
    context.stroke();
  }
  context.globalAlpha = 1;
};

const TICK = 5;

const labelled = (low: number, high: number, pixels: number, apart: number): { value: number; label: string }[] => {
  const count = Math.max(2, Math.floor(pixels / apart));
  const label = tickLabeller(tickStep(low, high, count), Math.max(Math.abs(low), Math.abs(high)));
  return ticks(low, high, count).map((value) => ({ value, label: label(value) }));
};

/** Quiet ticks inside the left and the bottom edge, and the axes' names at their ends. */
export const paintAxes = (
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  names: AxisNames,
  paper: Paper,
): void => {
  const { width, height } = viewport;
  const [xmin, xmax, ymin, ymax] = viewport.region;
  const at = projection(viewport);
  const small = width < SMALL;
  const font = `${small ? 10 : 11}px ${paper.sans}`;
  const across = labelled(xmin, xmax, width, small ? 72 : 110)
    .map(({ value, label }) => ({ label, x: Math.round(at.x(value)) }))
    .filter(({ x }) => x > 44 && x < width - 36);
  const up = labelled(ymin, ymax, height, small ? 48 : 64)
    .map(({ value, label }) => ({ label, y: Math.round(at.y(value)) }))
    .filter(({ y }) => y > 32 && y < height - 30);

  context.beginPath();
  for (const { x } of across) context.rect(x - 0.5, height - TICK, 1, TICK);
  for (const { y } of up) context.rect(0, y - 0.5, TICK, 1);
  context.fillStyle = paper.quiet;
  context.globalAlpha = 0.6;
  context.fill();
  context.globalAlpha = 1;

  context.font = font;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  for (const { label, x } of across) paintWord(context, label, x, height - TICK - 5, paper.quiet, paper.high);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { label, y } of up) paintWord(context, label, TICK + 5, y, paper.quiet, paper.high);
  context.font = `italic 500 ${small ? 11 : 12}px ${paper.sans}`;
  context.textBaseline = 'alphabetic';
  paintWord(context, names.y, 9, 18, paper.text, paper.high);
  context.textAlign = 'right';
  paintWord(context, names.x, width - 10, height - TICK - 5, paper.text, paper.high);
};

/**
 * Fills the whole panel: shading, contours, and axes when they are named. A field of another region (an older one, while
 * its successor is being computed) is drawn in its place.
 */
export const paintGround = (
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  field: Field | undefined,
  paper: Paper,
  names?: AxisNames,
): void => {
  context.fillStyle = paper.high;
  context.fillRect(0, 0, viewport.width, viewport.height);
  if (field !== undefined) {
    if (field.shade.some(Number.isNaN)) paintHatching(context, viewport, paper);
    paintShade(context, viewport, field, paper);
    paintContours(context, viewport, field, paper);
  }
  if (names !== undefined) paintAxes(context, viewport, names, paper);
};
