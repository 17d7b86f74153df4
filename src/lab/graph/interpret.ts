/** Executes a program step by step in plain TypeScript: the specification that the compiler is measured against. */
import { binaries, isBinary, isUnary, unaries } from './operations.ts';
import { isLongSum, type Node, offsetsOf, PARTIAL_SUMS, type Shape, sizeOf } from './node.ts';
import { type Executable, type Program, requireRows } from './program.ts';
import { tensorWork } from './tensor-work.ts';

/** For each entry of the large shape, which entry of the small one it is broadcast from. */
export function sources(small: Shape, large: Shape): Int32Array {
  const map = new Int32Array(sizeOf(large));
  for (let i = 0; i < map.length; i++) {
    let rest = i;
    let index = 0;
    let stride = 1;
    for (let axis = 1; axis <= large.length; axis++) {
      const side = large[large.length - axis]!;
      const own = small[small.length - axis] ?? 1;
      if (own > 1) index += (rest % side) * stride;
      stride *= own;
      rest = Math.floor(rest / side);
    }
    map[i] = index;
  }
  return map;
}

/** One node's work on its piece of memory. */
function instruction(node: Node, memory: Float64Array, offset: (node: Node) => number): (() => void) | undefined {
  const out = offset(node);
  const size = sizeOf(node.shape);
  const at = node.inputs.map(offset);
  const [a = 0, b = 0, c = 0] = at;
  if (isUnary(node.op)) {
    const { compute } = unaries[node.op];
    return () => {
      for (let i = 0; i < size; i++) memory[out + i] = compute(memory[a + i]!);
    };
  }
  if (isBinary(node.op)) {
    const { compute } = binaries[node.op];
    return () => {
      for (let i = 0; i < size; i++) memory[out + i] = compute(memory[a + i]!, memory[b + i]!);
    };
  }
  switch (node.op) {
    case 'where':
      return () => {
        for (let i = 0; i < size; i++) memory[out + i] = memory[a + i] !== 0 ? memory[b + i]! : memory[c + i]!;
      };
    case 'broadcast': {
      const from = sources(node.inputs[0].shape, node.shape);
      return () => {
        for (let i = 0; i < size; i++) memory[out + i] = memory[a + from[i]!]!;
      };
    }
    case 'sum': {
      if (isLongSum(node)) return longSum(memory, a, sizeOf(node.inputs[0].shape), out);
      const to = sources(node.shape, node.inputs[0].shape);
      return () => {
        memory.fill(0, out, out + size);
        for (let i = 0; i < to.length; i++) memory[out + to[i]!]! += memory[a + i]!;
      };
    }
    case 'pick':
    case 'reshape': {
      const from = a + (node.op === 'pick' ? node.index : 0);
      return () => memory.copyWithin(out, from, from + size);
    }
    case 'place': {
      const [from, to] = [a, a + sizeOf(node.inputs[0].shape)];
      return () => {
        memory.fill(0, out, out + size);
        memory.copyWithin(out + node.index, from, to);
      };
    }
    case 'stack': {
      const offsets = offsetsOf(node.inputs);
      const sizes = node.inputs.map(({ shape }) => sizeOf(shape));
      return () => {
        for (const [i, from] of at.entries()) memory.copyWithin(out + offsets[i]!, from, from + sizes[i]!);
      };
    }
    case 'stop':
      return () => memory.copyWithin(out, a, a + size);
    case 'tensor':
      memory.set(node.data, out);
      return undefined;
    case 'constant':
      memory.fill(node.value, out, out + size);
      return undefined;
    case 'input':
      return undefined;
    case 'matmul':
    case 'rearrange':
    case 'collect':
    case 'gather':
    case 'scatter':
    case 'argmax':
    case 'take':
    case 'put':
      return tensorWork(node, memory, at, out);
  }
}

function longSum(memory: Float64Array, from: number, count: number, out: number): () => void {
  const partial = new Float64Array(PARTIAL_SUMS);
  return () => {
    partial.fill(0);
    for (let i = 0; i < count; i++) partial[i % PARTIAL_SUMS]! += memory[from + i]!;
    memory[out] = partial.reduce((sum, one) => sum + one);
  };
}

/** Gives every node its own piece of memory and runs the nodes in order, once a step. */
export function interpret(program: Program): Executable {
  const offsets = new Map<Node, number>();
  let total = 0;
  for (const node of program.nodes) {
    offsets.set(node, total);
    total += sizeOf(node.shape);
  }
  const memory = new Float64Array(total);
  const offset = (node: Node): number => offsets.get(node)!;
  const piece = (node: Node): Float64Array => memory.subarray(offset(node), offset(node) + sizeOf(node.shape));
  const instructions = program.nodes
    .map((node) => instruction(node, memory, offset))
    .filter((work) => work !== undefined);
  const outputs = Object.entries(program.outputs).map(([name, node]) => [name, piece(node)] as const);
  const feeds = Object.entries(program.feeds).map(([name, node]) => ({
    name,
    size: sizeOf(node.shape),
    live: piece(node),
  }));
  // Next values are set aside before any state is overwritten: one state's next may be another's present.
  const carried = Object.values(program.state).map(({ node, next }) => {
    const from = piece(next);
    return { to: piece(node), from, aside: new Float64Array(from.length) };
  });
  const doors: Record<string, Node> = {
    ...program.values,
    ...Object.fromEntries(Object.entries(program.state).map(([name, { node }]) => [name, node])),
  };

  return {
    memory(name) {
      const node = Object.hasOwn(doors, name) ? doors[name] : undefined;
      if (node === undefined) throw new RangeError(`the program has no value or state ${name}`);
      return piece(node);
    },
    run(count, fed = {}, into) {
      requireRows(feeds, count, fed);
      const recorded = outputs.map(([name, live]) => {
        return { name, live, rows: into?.[name] ?? new Float64Array(count * live.length) };
      });
      for (let step = 0; step < count; step++) {
        for (const { name, size, live } of feeds) live.set(fed[name]!.subarray(step * size, (step + 1) * size));
        for (const work of instructions) work();
        for (const { live, rows } of recorded) rows.set(live, step * live.length);
        for (const { from, aside } of carried) aside.set(from);
        for (const { to, aside } of carried) to.set(aside);
      }
      return Object.fromEntries(recorded.map(({ name, rows }) => [name, rows]));
    },
  };
}
