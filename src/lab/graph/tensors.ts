/** Makes the nodes that only tensors need, with their shapes checked. */
import { type Node, sameShape, type Shape, show, sizeOf } from './node.ts';

/** Constant data, row by row. The array is the node's from now on: do not write into it. */
export function tensor(data: ArrayLike<number>, shape: Shape = [data.length]): Node {
  if (data.length !== sizeOf(shape))
    throw new RangeError(`${data.length} numbers do not fill the shape ${show(shape)}`);
  return { op: 'tensor', shape, inputs: [], data: data instanceof Float64Array ? data : new Float64Array(data) };
}

/** The same entries in another shape. */
export function reshape(a: Node, shape: Shape): Node {
  if (sizeOf(a.shape) !== sizeOf(shape)) throw new RangeError(`shape ${show(a.shape)} has no form ${show(shape)}`);
  if (sameShape(a.shape, shape)) return a;
  return a.op === 'reshape' ? reshape(a.inputs[0], shape) : { op: 'reshape', shape, inputs: [a] };
}

/** [… m, k] · [… k, n] → [… m, n]; a transposed side is written [… k, m] or [… n, k]. */
export function matmul(a: Node, b: Node, transposeA = false, transposeB = false): Node {
  const [rows, inner] = sides(a, transposeA);
  const [other, columns] = sides(b, transposeB);
  const batch = a.shape.slice(0, -2);
  if (inner !== other || !sameShape(batch, b.shape.slice(0, -2)))
    throw new RangeError(
      `${show(a.shape)}${transposeA ? 'ᵀ' : ''} and ${show(b.shape)}${transposeB ? 'ᵀ' : ''} cannot be multiplied`,
    );
  return { op: 'matmul', shape: [...batch, rows, columns], inputs: [a, b], transposeA, transposeB };
}

function sides({ shape }: Node, transposed: boolean): [number, number] {
  const [rows, columns] = shape.slice(-2);
  if (rows === undefined || columns === undefined) throw new RangeError(`shape ${show(shape)} is not a matrix`);
  return transposed ? [columns, rows] : [rows, columns];
}

/** Many entries fall into blocks of the map’s length; the map’s numbers must lie within the other side’s block. */
function checkMap(many: Shape, map: Int32Array, few: Shape): void {
  const count = sizeOf(many) / map.length;
  const block = sizeOf(few) / count;
  if (!Number.isInteger(count) || !Number.isInteger(block) || map.some((entry) => entry < -1 || entry >= block))
    throw new RangeError(`a map of ${map.length} entries does not lead from ${show(few)} to ${show(many)}`);
}

/** Other order, copies and gaps: entry i of a block is entry map[i] of the input's block, or 0 for −1. */
export function rearrange(a: Node, map: Int32Array, shape: Shape): Node {
  checkMap(shape, map, a.shape);
  return { op: 'rearrange', shape, inputs: [a], map };
}

/** Adds entry i of every block of `a` to entry map[i] of the result's block. */
export function collect(a: Node, map: Int32Array, shape: Shape): Node {
  checkMap(a.shape, map, shape);
  return { op: 'collect', shape, inputs: [a], map };
}

/** Rows of a table [r, …] by row numbers of any shape S: S followed by the shape of a row. */
export const gather = (table: Node, rows: Node): Node => ({
  op: 'gather',
  shape: [...rows.shape, ...table.shape.slice(1)],
  inputs: [table, rows],
});

/** Adds up rows where the row numbers say, into a table of the shape. */
export function scatter(values: Node, rows: Node, shape: Shape): Node {
  if (!sameShape(values.shape, [...rows.shape, ...shape.slice(1)]))
    throw new RangeError(`rows ${show(values.shape)} by ${show(rows.shape)} do not fit into ${show(shape)}`);
  return { op: 'scatter', shape, inputs: [values, rows] };
}

/** [… n] → […]: number of the greatest entry of each row. */
export function argmax(a: Node): Node {
  if (a.shape.length === 0) throw new RangeError('a single number has no greatest entry');
  return { op: 'argmax', shape: a.shape.slice(0, -1), inputs: [a] };
}

/** [… n] and numbers […] → […]: one entry of each row. */
export function take(a: Node, at: Node): Node {
  if (!sameShape(a.shape.slice(0, -1), at.shape))
    throw new RangeError(`numbers ${show(at.shape)} choose no entry of each row of ${show(a.shape)}`);
  return { op: 'take', shape: at.shape, inputs: [a, at] };
}

/** […] and numbers […] → [… n]: rows of zeros with one entry each. */
export function put(a: Node, at: Node, length: number): Node {
  if (!sameShape(a.shape, at.shape))
    throw new RangeError(`numbers ${show(at.shape)} give no place to each entry of ${show(a.shape)}`);
  return { op: 'put', shape: [...a.shape, length], inputs: [a, at] };
}
