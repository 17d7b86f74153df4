/** A network as a picture: a column per layer, a square per unit with its field, a line per weight. */
import type { UnitFields } from '../../lab/experiment/glance.ts';
import type { Paper } from '../view.ts';
import { classColour, shadeNumbers, shadeShares } from './classes.ts';

/** One unit on the picture; inputs have no field. */
export interface UnitMark {
  readonly layer: number;
  readonly unit: number;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** One weight: from a unit of the layer before to one of this. */
export interface LinkMark {
  readonly from: UnitMark;
  readonly to: UnitMark;
  readonly weight: number;
}

export interface Diagram {
  readonly units: readonly UnitMark[];
  readonly links: readonly LinkMark[];
  /** Units of each layer that had no room. */
  readonly hidden: readonly number[];
  /** The largest |weight| of each layer. */
  readonly largest: readonly number[];
  readonly told: UnitFields;
}

/** Between two squares, and above the columns (CSS pixels). */
const GAP = 6;
const HEAD = 30;
const LARGEST = 58;
const SMALLEST = 22;

const matrices = ({ tensors }: UnitFields): readonly UnitFields['tensors'][number][] =>
  tensors.filter(({ name }) => /^dense\d+\.weight$/.test(name));

/** Where everything stands on a panel; `inputs` are the names of the first column. */
export function layOut(told: UnitFields, inputs: readonly string[], width: number, height: number): Diagram {
  const counts = [inputs.length, ...told.layers.map(({ units }) => units), told.outputs];
  const room = height - HEAD - GAP;
  const most = Math.max(1, Math.floor(room / (SMALLEST + GAP)));
  const shown = counts.map((count) => Math.min(count, most));
  const side = Math.max(SMALLEST, Math.min(LARGEST, room / Math.max(...shown) - GAP, width / counts.length / 2));
  const step = (width - side - 60) / (counts.length - 1);
  const columns = counts.map((_, layer) => {
    const total = shown[layer]! * (side + GAP) - GAP;
    return Array.from({ length: shown[layer]! }, (_, unit): UnitMark => ({
      layer,
      unit,
      label: layer === 0 ? inputs[unit]! : '',
      x: 30 + layer * step,
      y: HEAD + (room - total) / 2 + unit * (side + GAP),
      side,
    }));
  });
  const links = matrices(told).flatMap(({ shape, offset }, index) =>
    linksBetween(columns[index] ?? [], columns[index + 1] ?? [], told.x, offset, shape[1]!),
  );
  const largest = counts.map((_, layer) =>
    links.reduce((most, { to, weight }) => (to.layer === layer ? Math.max(most, Math.abs(weight)) : most), 0),
  );
  return { units: columns.flat(), links, largest, hidden: counts.map((count, at) => count - shown[at]!), told };
}

/** Outputs of two classes share one unit: its weights are those of the second class. */
function linksBetween(
  before: readonly UnitMark[],
  after: readonly UnitMark[],
  x: Float64Array,
  offset: number,
  reads: number,
): LinkMark[] {
  return after.flatMap((to) => before.map((from) => ({ from, to, weight: x[offset + to.unit * reads + from.unit]! })));
}

const colourOf = (weight: number, paper: Paper): string => classColour(weight < 0 ? 0 : 1, paper.dark);

/** Paints the whole picture; `pointed` stands out. */
export function paintNetwork(
  context: CanvasRenderingContext2D,
  { units, links, largest, told, hidden }: Diagram,
  pointed: UnitMark | LinkMark | undefined,
  names: { readonly more: (count: number) => string; readonly layer: (layer: number, last: boolean) => string },
  paper: Paper,
): void {
  for (const link of links) {
    const share = Math.abs(link.weight) / (largest[link.to.layer]! || 1);
    const touched = pointed === link || pointed === link.from || pointed === link.to;
    context.globalAlpha = pointed && !touched ? 0.12 : 0.25 + 0.65 * share;
    context.strokeStyle = colourOf(link.weight, paper);
    context.lineWidth = 0.4 + 3.2 * share;
    const [x1, x2] = [link.from.x + link.from.side, link.to.x];
    const [y1, y2] = [link.from.y + link.from.side / 2, link.to.y + link.to.side / 2];
    context.beginPath();
    context.moveTo(x1, y1);
    context.bezierCurveTo((x1 + x2) / 2, y1, (x1 + x2) / 2, y2, x2, y2);
    context.stroke();
  }
  context.globalAlpha = 1;
  const last = told.layers.length + 1;
  for (const mark of units) {
    if (mark.layer === 0) paintInput(context, mark, paper);
    else paintFieldOf(context, mark, told, paper);
    context.strokeStyle = pointed === mark ? paper.text : paper.quiet;
    context.lineWidth = pointed === mark ? 2 : 1;
    context.strokeRect(mark.x, mark.y, mark.side, mark.side);
  }
  context.fillStyle = paper.quiet;
  context.font = `11px ${paper.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  for (let layer = 0; layer <= last; layer++) {
    const mark = units.find((it) => it.layer === layer);
    if (!mark) continue;
    const more = hidden[layer]! > 0 ? ` (${names.more(hidden[layer]!)})` : '';
    context.fillText(names.layer(layer, layer === last) + more, mark.x + mark.side / 2, 18);
  }
}

function paintInput(context: CanvasRenderingContext2D, { x, y, side, label }: UnitMark, paper: Paper): void {
  context.fillStyle = paper.ground;
  context.fillRect(x, y, side, side);
  context.fillStyle = paper.text;
  context.font = `italic ${Math.min(15, side * 0.4)}px ${paper.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(label, x + side / 2, y + side / 2);
}

let scratch: OffscreenCanvas | undefined;

/** A unit's field: numbers between the layer's ends around 0; an output's is the share of its class. */
function paintFieldOf(context: CanvasRenderingContext2D, mark: UnitMark, told: UnitFields, paper: Paper): void {
  const { columns, rows } = told.grid;
  const image =
    mark.layer > told.layers.length
      ? outputImage(told, mark.unit, paper)
      : shadeNumbers(valuesOf(told, mark), columns, rows, endsOf(told, mark.layer), paper);
  scratch ??= new OffscreenCanvas(1, 1);
  scratch.width = columns;
  scratch.height = rows;
  scratch.getContext('2d')!.putImageData(image, 0, 0);
  context.drawImage(scratch, mark.x, mark.y, mark.side, mark.side);
}

function outputImage(told: UnitFields, unit: number, paper: Paper): ImageData {
  const { grid, output, outputs } = told;
  const count = grid.columns * grid.rows;
  const own = output.subarray(unit * count, (unit + 1) * count);
  if (!told.shares) return shadeNumbers(own, grid.columns, grid.rows, spread(own), paper);
  const pairs = new Float32Array(2 * count);
  for (let point = 0; point < count; point++) [pairs[2 * point], pairs[2 * point + 1]] = [1 - own[point]!, own[point]!];
  return outputs === 1
    ? shadeShares(pairs, 2, grid.columns, grid.rows, paper)
    : shadeNumbers(own, grid.columns, grid.rows, [0, 1], paper);
}

/** What a unit gives over the grid. */
export function valuesOf({ layers, output, grid }: UnitFields, { layer, unit }: UnitMark): Float32Array {
  const count = grid.columns * grid.rows;
  const all = layer > layers.length ? output : layers[layer - 1]!.fields;
  return all.subarray(unit * count, (unit + 1) * count);
}

const spread = (values: Float32Array): readonly [number, number] => {
  const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  return [-most, most];
};

const endsOf = ({ layers }: UnitFields, layer: number): readonly [number, number] => spread(layers[layer - 1]!.fields);

/** How near the pointer must come to a line (CSS pixels). */
const NEAR = 5;

/** The unit or the weight at a place. */
export function markAt({ units, links }: Diagram, px: number, py: number): UnitMark | LinkMark | undefined {
  const unit = units.find(({ x, y, side }) => px >= x && px <= x + side && py >= y && py <= y + side);
  if (unit) return unit;
  let best: { readonly link: LinkMark; readonly far: number } | undefined;
  for (const link of links) {
    const [x1, x2] = [link.from.x + link.from.side, link.to.x];
    if (px < x1 || px > x2) continue;
    const along = inverse((px - x1) / (x2 - x1));
    const [y1, y2] = [link.from.y + link.from.side / 2, link.to.y + link.to.side / 2];
    const far = Math.abs(py - (y1 + (y2 - y1) * along * along * (3 - 2 * along)));
    if (far < NEAR && (!best || far < best.far)) best = { link, far };
  }
  return best?.link;
}

/** Where on its way a line is at a share of the width: solves 1.5 t (1 − t) + t³ = s by halving. */
function inverse(share: number): number {
  let [low, high] = [0, 1];
  for (let round = 0; round < 20; round++) {
    const t = (low + high) / 2;
    if (1.5 * t * (1 - t) + t * t * t < share) low = t;
    else high = t;
  }
  return (low + high) / 2;
}
