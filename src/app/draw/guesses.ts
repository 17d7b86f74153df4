/** What a classifier takes each test row for, where rows are no points of a plane: pictures with their guesses, and the confusion matrix. */
import type { Data } from '../../lab/experiment/data.ts';
import type { Answered } from '../../lab/experiment/glance.ts';
import type { Paper } from '../view.ts';
import { likeliest } from './boundaries.ts';
import { classColour } from './classes.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How often each class (row) was taken for each (column). */
export function confusion({ test, train, shape }: Data, answered: Answered): Float64Array {
  const [part, shares] = test.rows > 0 ? [test, answered.test] : [train, answered.train];
  const counts = new Float64Array(shape.classes * shape.classes);
  for (let row = 0; shares && row < part.rows; row++)
    counts[part.y[row]! * shape.classes + likeliest(shares, answered.width, row)]! += 1;
  return counts;
}

const square = ({ left, top, width, height }: Box): Box => {
  const side = Math.max(10, Math.min(width, height));
  return { left: left + (width - side) / 2, top: top + (height - side) / 2, width: side, height: side };
};

/** The matrix: the diagonal in the class's colour, mistakes in the text's; numbers where there is room. */
export function paintConfusion(
  context: CanvasRenderingContext2D,
  box: Box,
  counts: Float64Array,
  names: readonly string[],
  titles: { readonly is: string; readonly taken: string },
  paper: Paper,
): void {
  const classes = names.length;
  const room = 30;
  const { left, top, width } = square({ ...box, left: box.left + room, width: box.width - room - 6, top: box.top + room, height: box.height - room - 6 }); // prettier-ignore
  const cell = width / classes;
  const font = Math.max(8, Math.min(13, cell * 0.42));
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  for (let row = 0; row < classes; row++) {
    const total = counts.subarray(row * classes, (row + 1) * classes).reduce((sum, it) => sum + it, 0);
    for (let column = 0; column < classes; column++) {
      const count = counts[row * classes + column]!;
      const share = total > 0 ? count / total : 0;
      const [x, y] = [left + column * cell, top + row * cell];
      context.fillStyle = paper.hairline;
      context.globalAlpha = 0.6;
      context.fillRect(x + 0.5, y + 0.5, cell - 1, cell - 1);
      context.globalAlpha = count === 0 ? 0 : row === column ? 0.15 + 0.6 * share : 0.25 + 0.75 * Math.sqrt(share);
      context.fillStyle = row === column ? classColour(row, paper.dark) : paper.text;
      context.fillRect(x + 0.5, y + 0.5, cell - 1, cell - 1);
      const strong = context.globalAlpha > 0.5;
      context.globalAlpha = 1;
      if (count === 0 || cell < 15) continue;
      context.font = `${row === column ? 600 : 500} ${font}px ${paper.sans}`;
      context.fillStyle = strong ? paper.ground : paper.text;
      context.fillText(String(count), x + cell / 2, y + cell / 2 + 0.5);
    }
  }
  const small = Math.max(8, Math.min(11, cell * 0.4));
  context.fillStyle = paper.quiet;
  context.font = `${small}px ${paper.sans}`;
  const short = (name: string): string => (context.measureText(name).width > cell - 2 ? name.slice(0, Math.max(1, Math.floor((cell - 2) / (small * 0.55)))) : name); // prettier-ignore
  for (const [index, name] of names.entries()) {
    context.textAlign = 'center';
    context.fillText(short(name), left + (index + 0.5) * cell, top - 7);
    context.textAlign = 'right';
    context.fillText(name.length > 4 ? name.slice(0, 4) : name, left - 4, top + (index + 0.5) * cell);
  }
  context.font = `italic ${11}px ${paper.sans}`;
  context.textAlign = 'left';
  context.fillText(`${titles.is} ↓  ${titles.taken} →`, left - room + 4, top - 20);
}

/** How many pictures of a side fit, and how they stand. */
function tiling({ width, height }: Box, many: number): { columns: number; rows: number; cell: number } {
  let cell = Math.max(26, Math.min(54, Math.sqrt((width * height) / Math.max(1, Math.min(many, 60)))));
  const columns = Math.max(1, Math.floor(width / cell));
  cell = width / columns;
  return { columns, rows: Math.max(1, Math.floor(height / (cell + 12))), cell };
}

let scratch: OffscreenCanvas | undefined;

/** The first test pictures, each with what it is taken for; mistakes are framed and say what it is. */
export function paintPictures(
  context: CanvasRenderingContext2D,
  box: Box,
  { test, train, shape }: Data,
  answered: Answered,
  names: readonly string[],
  paper: Paper,
): void {
  const [part, shares] = test.rows > 0 ? [test, answered.test] : [train, answered.train];
  const [high, wide] = shape.image!;
  const { columns, rows, cell } = tiling(box, part.rows);
  const order = mistakesFirst(part.y, shares, answered.width, columns * rows);
  scratch ??= new OffscreenCanvas(1, 1);
  scratch.width = wide;
  scratch.height = high;
  const small = scratch.getContext('2d')!;
  context.imageSmoothingEnabled = false;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const [place, row] of order.entries()) {
    const [x, y] = [box.left + (place % columns) * cell, box.top + Math.floor(place / columns) * (cell + 12)];
    small.putImageData(pictureOf(part.x.subarray(row * high * wide, (row + 1) * high * wide), high, wide, paper), 0, 0);
    context.drawImage(scratch, x + 3, y + 2, cell - 6, cell - 6);
    if (!shares) continue;
    const taken = likeliest(shares, answered.width, row);
    const right = taken === part.y[row];
    context.font = `${right ? 400 : 700} ${Math.min(11, cell * 0.32)}px ${paper.sans}`;
    context.fillStyle = right ? paper.quiet : paper.text;
    const label = right ? names[taken]! : `${names[part.y[row]!]}→${names[taken]}`;
    context.fillText(
      label.length * 6 > cell ? label.slice(0, Math.floor(cell / 6)) : label,
      x + cell / 2,
      y + cell + 3,
    );
    if (right) continue;
    context.strokeStyle = paper.text;
    context.lineWidth = 2;
    context.strokeRect(x + 2, y + 1, cell - 4, cell - 4);
  }
  context.imageSmoothingEnabled = true;
}

/** A wall of the first pictures, without words. */
export function paintMosaic(context: CanvasRenderingContext2D, box: Box, { train, shape }: Data, paper: Paper): void {
  const [high, wide] = shape.image!;
  const columns = 6;
  const cell = box.width / columns;
  scratch ??= new OffscreenCanvas(1, 1);
  scratch.width = wide;
  scratch.height = high;
  context.imageSmoothingEnabled = false;
  for (let row = 0; row < Math.min(train.rows, columns * Math.ceil(box.height / cell)); row++) {
    const pixels = train.x.subarray(row * high * wide, (row + 1) * high * wide);
    scratch.getContext('2d')!.putImageData(pictureOf(pixels, high, wide, paper), 0, 0);
    const [x, y] = [box.left + (row % columns) * cell, box.top + Math.floor(row / columns) * cell];
    context.drawImage(scratch, x + 1, y + 1, cell - 2, cell - 2);
  }
  context.imageSmoothingEnabled = true;
}

/** As many rows as there is room for: half of them may be mistakes, so that mistakes are seen; in the order of the rows. */
function mistakesFirst(y: Float64Array, shares: Float32Array | undefined, width: number, room: number): number[] {
  const wrong: number[] = [];
  for (let row = 0; shares && row < y.length && wrong.length < room / 2; row++)
    if (likeliest(shares, width, row) !== y[row]) wrong.push(row);
  const chosen = new Set(wrong);
  for (let row = 0; row < y.length && chosen.size < room; row++) chosen.add(row);
  return [...wrong, ...[...chosen].filter((row) => !wrong.includes(row))];
}

function pictureOf(pixels: Float64Array, high: number, wide: number, paper: Paper): ImageData {
  const image = new ImageData(wide, high);
  for (const [at, value] of pixels.entries()) {
    const shade = Math.round(255 * Math.min(1, Math.max(0, paper.dark ? 0.12 + 0.88 * value : 1 - value)));
    image.data.set([shade, shade, shade, 255], 4 * at);
  }
  return image;
}

/** Number against number: what came out (up) for what should have (across); on the line it is met. */
export function paintMet(
  context: CanvasRenderingContext2D,
  box: Box,
  { train, test }: Data,
  answered: Answered,
  titles: { readonly wanted: string; readonly given: string },
  paper: Paper,
): void {
  const all = [...train.y, ...test.y];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const pad = 0.08 * (high - low || 1);
  const place = (value: number): number => (value - low + pad) / (high - low + 2 * pad);
  const { left, top, width, height } = box;
  context.strokeStyle = paper.quiet;
  context.lineWidth = 1;
  context.setLineDash([4, 4]);
  context.beginPath();
  context.moveTo(left, top + height);
  context.lineTo(left + width, top);
  context.stroke();
  context.setLineDash([]);
  for (const [part, given, hollow] of [
    [train, answered.train, false],
    [test, answered.test, true],
  ] as const)
    for (let row = 0; given && row < part.rows; row++) {
      const [x, y] = [left + width * place(part.y[row]!), top + height * (1 - place(given[row]!))];
      context.beginPath();
      context.arc(x, Math.min(top + height, Math.max(top, y)), 3, 0, 2 * Math.PI);
      context.strokeStyle = context.fillStyle = classColour(hollow ? 1 : 0, paper.dark);
      if (hollow) context.stroke();
      else context.fill();
    }
  context.fillStyle = paper.quiet;
  context.font = `italic 11px ${paper.sans}`;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  context.fillText(`${titles.given} ↑`, left + 6, top + 14);
  context.textAlign = 'right';
  context.fillText(`${titles.wanted} →`, left + width - 6, top + height - 8);
}
