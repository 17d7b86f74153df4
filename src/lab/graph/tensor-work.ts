/** What the tensor operations do to memory, each in the plainest loop: the specification of their results and order. */
import { sizeOf, type TensorNode } from './node.ts';

type Work = () => void;
/** Where things lie in memory: the two inputs and the result. */
interface Places {
  readonly memory: Float64Array;
  readonly a: number;
  readonly b: number;
  readonly out: number;
}
type Of<Op extends TensorNode['op']> = Extract<TensorNode, { op: Op }>;

/** One node's work. The result is not where the inputs are. */
export function tensorWork(
  node: Exclude<TensorNode, { op: 'tensor' | 'reshape' }>,
  memory: Float64Array,
  [a = 0, b = 0]: readonly number[],
  out: number,
): Work {
  const places = { memory, a, b, out };
  switch (node.op) {
    case 'matmul':
      return multiply(node, places);
    case 'rearrange':
      return rearrange(node, places);
    case 'collect':
      return collect(node, places);
    case 'gather':
      return gather(node, places);
    case 'scatter':
      return scatter(node, places);
    case 'argmax':
      return argmax(node, places);
    case 'take':
      return take(node, places);
    case 'put':
      return put(node, places);
  }
}

/** Every entry adds its products in the order of the inner axis, from 0. */
function multiply({ shape, inputs, transposeA, transposeB }: Of<'matmul'>, { memory, a, b, out }: Places): Work {
  const [rows, columns] = shape.slice(-2) as [number, number];
  const inner = inputs[0].shape.at(transposeA ? -2 : -1)!;
  const size = sizeOf(shape);
  const [rowStepA, innerStepA] = transposeA ? [1, rows] : [inner, 1];
  const [innerStepB, columnStepB] = transposeB ? [1, inner] : [columns, 1];
  return () => {
    memory.fill(0, out, out + size);
    for (let batch = 0; batch < size / (rows * columns); batch++)
      for (let i = 0; i < rows; i++)
        for (let k = 0; k < inner; k++) {
          const left = memory[a + batch * rows * inner + i * rowStepA + k * innerStepA]!;
          const right = b + batch * inner * columns + k * innerStepB;
          const row = out + batch * rows * columns + i * columns;
          for (let j = 0; j < columns; j++) memory[row + j]! += left * memory[right + j * columnStepB]!;
        }
  };
}

function rearrange({ shape, inputs, map }: Of<'rearrange'>, { memory, a, out }: Places): Work {
  const count = sizeOf(shape) / map.length;
  const block = sizeOf(inputs[0].shape) / count;
  return () => {
    for (let n = 0; n < count; n++)
      for (let i = 0; i < map.length; i++)
        memory[out + n * map.length + i] = map[i]! < 0 ? 0 : memory[a + n * block + map[i]!]!;
  };
}

function collect({ shape, inputs, map }: Of<'collect'>, { memory, a, out }: Places): Work {
  const count = sizeOf(inputs[0].shape) / map.length;
  const block = sizeOf(shape) / count;
  return () => {
    memory.fill(0, out, out + count * block);
    for (let n = 0; n < count; n++)
      for (let i = 0; i < map.length; i++)
        if (map[i]! >= 0) memory[out + n * block + map[i]!]! += memory[a + n * map.length + i]!;
  };
}

/** Whether a number names one of so many. */
const names = (number: number, count: number): boolean => number >= 0 && number < count && Number.isInteger(number);

function gather({ inputs }: Of<'gather'>, { memory, a, b, out }: Places): Work {
  const [table, rows] = inputs;
  const width = sizeOf(table.shape.slice(1));
  return () => {
    for (let i = 0; i < sizeOf(rows.shape); i++) {
      const row = memory[b + i]!;
      if (names(row, table.shape[0]!)) memory.copyWithin(out + i * width, a + row * width, a + (row + 1) * width);
      else memory.fill(0, out + i * width, out + (i + 1) * width);
    }
  };
}

function scatter({ shape, inputs }: Of<'scatter'>, { memory, a, b, out }: Places): Work {
  const width = sizeOf(shape.slice(1));
  return () => {
    memory.fill(0, out, out + sizeOf(shape));
    for (let i = 0; i < sizeOf(inputs[1].shape); i++) {
      const row = memory[b + i]!;
      if (!names(row, shape[0]!)) continue;
      for (let j = 0; j < width; j++) memory[out + row * width + j]! += memory[a + i * width + j]!;
    }
  };
}

function argmax({ shape, inputs }: Of<'argmax'>, { memory, a, out }: Places): Work {
  const width = inputs[0].shape.at(-1)!;
  return () => {
    for (let i = 0; i < sizeOf(shape); i++) {
      let best = 0;
      for (let j = 1; j < width; j++) if (memory[a + i * width + j]! > memory[a + i * width + best]!) best = j;
      memory[out + i] = best;
    }
  };
}

function take({ shape, inputs }: Of<'take'>, { memory, a, b, out }: Places): Work {
  const width = inputs[0].shape.at(-1)!;
  return () => {
    for (let i = 0; i < sizeOf(shape); i++) {
      const at = memory[b + i]!;
      memory[out + i] = names(at, width) ? memory[a + i * width + at]! : 0;
    }
  };
}

function put({ shape, inputs }: Of<'put'>, { memory, a, b, out }: Places): Work {
  const width = shape.at(-1)!;
  return () => {
    memory.fill(0, out, out + sizeOf(shape));
    for (let i = 0; i < sizeOf(inputs[0].shape); i++) {
      const at = memory[b + i]!;
      if (names(at, width)) memory[out + i * width + at] = memory[a + i]!;
    }
  };
}
