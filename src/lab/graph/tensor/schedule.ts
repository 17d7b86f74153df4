/**
 * Puts a program's nodes into kernels: whatever is elementwise over one shape shares a loop, with the sums over it;
 * everything else is a kernel of its own. Nodes are placed as late as their users allow, so that what a later loop can
 * compute by the way is not carried through memory.
 */
import type { Node, Shape } from '../node.ts';
import { isBinary, isUnary } from '../operations.ts';
import type { Program } from '../program.ts';
import { isElementary } from '../wasm/assemble.ts';

/** A loop over a shape: its members, inputs before their users. */
export interface Loop {
  readonly kind: 'loop';
  readonly shape: Shape;
  /** By which loops over the same shape know each other. */
  readonly key: string;
  readonly members: Node[];
}
/** One node by code of its own. */
export interface Single {
  readonly kind: 'single';
  readonly node: Node;
}
export type Kernel = Loop | Single;

export interface Schedule {
  readonly kernels: readonly Kernel[];
  /** The kernel that computes a node. */
  readonly home: ReadonlyMap<Node, Kernel>;
  /** Nodes that others than their own kernel read: they need a place in memory. */
  readonly held: ReadonlySet<Node>;
}

/** What needs a node: in which kernel (undefined: at the end of a step), and how it is read. */
interface Demand {
  readonly kernel: Kernel | undefined;
  /**
   * 'same': entry by entry of the kernel's loop; 'spread': by a loop of another shape; 'memory': as it lies there;
   * 'after': not at all, but it must have been computed.
   */
  readonly way: 'same' | 'spread' | 'memory' | 'after';
}

export const isPointwise = (node: Node): boolean => isUnary(node.op) || isBinary(node.op) || node.op === 'where';
/** What lies in memory from the beginning. */
export const isGiven = ({ op }: Node): boolean => op === 'input' || op === 'tensor' || op === 'constant';
/** A piece or another form of what lies in memory already. */
export const isView = ({ op }: Node): boolean => op === 'reshape' || op === 'pick';

/** Sides of 1 make no difference to a loop. */
export const loopKey = (shape: Shape): string => shape.filter((side) => side !== 1).join('×');
/** The shape a node's loop runs over. */
const loopShape = (node: Node): Shape => (node.op === 'sum' ? node.inputs[0].shape : node.shape);

class Scheduler {
  private readonly kernels: Kernel[] = [];
  private readonly home = new Map<Node, Kernel>();
  private readonly held = new Set<Node>();
  private readonly demands = new Map<Node, Demand[]>();
  /** Sums that go where their input goes. */
  private readonly riders = new Map<Node, Node[]>();

  run({ nodes, state, outputs }: Program): Schedule {
    const last = [...Object.values(outputs), ...Object.values(state).map(({ next }) => next)];
    for (const node of last) this.demand(node, { kernel: undefined, way: 'memory' });
    for (const node of nodes.toReversed()) this.settle(node);
    const order = new Map(nodes.map((node, i) => [node, i]));
    for (const kernel of this.kernels)
      if (kernel.kind === 'loop') kernel.members.sort((a, b) => order.get(a)! - order.get(b)!);
    return { kernels: this.kernels, home: this.home, held: this.held };
  }

  private demand(node: Node, demand: Demand): void {
    const known = this.demands.get(node);
    if (known) known.push(demand);
    else this.demands.set(node, [demand]);
  }

  /** Finds a node's kernel; all its users have theirs. */
  private settle(node: Node): void {
    const demands = this.demands.get(node);
    if (demands === undefined) return;
    if (isGiven(node)) {
      this.held.add(node);
      return;
    }
    if (isView(node)) {
      for (const { kernel } of demands) this.demand(node.inputs[0]!, { kernel, way: 'memory' });
      return;
    }
    if (node.op === 'broadcast') {
      this.spread(node, demands);
      return;
    }
    if (node.op === 'sum' && isPointwise(node.inputs[0])) {
      // It rides with its input, which then must come before all who need the sum.
      for (const { kernel } of demands) this.demand(node.inputs[0], { kernel, way: 'after' });
      this.riders.set(node.inputs[0], [...(this.riders.get(node.inputs[0]) ?? []), node]);
      return;
    }
    if (isPointwise(node) || node.op === 'sum') this.join(node, demands);
    else {
      const kernel: Single = { kind: 'single', node };
      this.kernels.splice(this.before(demands), 0, kernel);
      this.home.set(node, kernel);
      this.held.add(node);
      for (const needed of node.inputs) this.demand(needed, { kernel, way: 'memory' });
    }
  }

  /** Loops read what is broadcast where it came from; others need it written out. */
  private spread(node: Node, demands: readonly Demand[]): void {
    const [written, read] = [
      demands.filter(({ way }) => way === 'memory'),
      demands.filter(({ way }) => way === 'same' || way === 'spread'),
    ];
    for (const { kernel } of read) this.demand(node.inputs[0]!, { kernel, way: 'spread' });
    if (written.length > 0) this.join(node, written);
  }

  private join(node: Node, demands: readonly Demand[]): void {
    const shape = loopShape(node);
    const key = loopKey(shape);
    const kernel = this.company(node, key, demands) ?? this.open(shape, key, demands);
    const riders = this.riders.get(node) ?? [];
    for (const member of [node, ...riders]) {
      kernel.members.push(member);
      this.home.set(member, kernel);
    }
    for (const rider of riders) this.held.add(rider);
    const isOutside = ({ kernel: other, way }: Demand): boolean =>
      way !== 'after' && (other !== kernel || way !== 'same');
    if (node.op === 'sum' || demands.some(isOutside)) this.held.add(node);
    for (const needed of node.inputs)
      this.demand(needed, { kernel, way: loopKey(needed.shape) === key ? 'same' : 'spread' });
  }

  /** The latest loop of the shape that may hold a node and has to do with it. */
  private company(node: Node, key: string, demands: readonly Demand[]): Loop | undefined {
    let ceiling = this.kernels.length - 1;
    for (const { kernel, way } of demands) {
      if (kernel === undefined) continue;
      const at = this.kernels.indexOf(kernel);
      const joins = way === 'same' && kernel.kind === 'loop' && kernel.key === key;
      ceiling = Math.min(ceiling, joins ? at : at - 1);
    }
    const loops = this.kernels
      .slice(0, ceiling + 1)
      .filter((kernel): kernel is Loop => kernel.kind === 'loop' && kernel.key === key)
      .toReversed();
    return loops.find((loop) => isAskedTogether(node, loop)) ?? loops.find((loop) => isRelated(node, loop));
  }

  private open(shape: Shape, key: string, demands: readonly Demand[]): Loop {
    const kernel: Loop = { kind: 'loop', shape, key, members: [] };
    this.kernels.splice(this.before(demands), 0, kernel);
    return kernel;
  }

  /** Where a new kernel stands before all who need it. */
  private before(demands: readonly Demand[]): number {
    return demands.reduce(
      (first, { kernel }) => (kernel === undefined ? first : Math.min(first, this.kernels.indexOf(kernel))),
      this.kernels.length,
    );
  }
}

/** Functions of the same numbers are cheaper together: what they share is computed once. */
const isAskedTogether = (node: Node, { members }: Loop): boolean =>
  isElementary(node) && members.some((member) => isElementary(member) && member.inputs[0] === node.inputs[0]);

/** Whether a loop reads the node or something the node reads; single numbers are all related. */
function isRelated(node: Node, { key, members }: Loop): boolean {
  if (key === '') return true;
  return members.some((member) =>
    member.inputs.some((needed) => needed === node || node.inputs.some((own) => own === needed && !isGiven(own))),
  );
}

/** Kernels in an order in which each finds what it reads. */
export const schedule = (program: Program): Schedule => new Scheduler().run(program);
