/** Where the numbers of a program's border lie in memory. */
import { type Node, sizeOf } from '../node.ts';
import { POOL_BYTES } from './pool.ts';

/** A named stretch of memory: `size` numbers a row from a byte on. */
export interface Place {
  readonly name: string;
  readonly size: number;
  readonly at: number;
}

/** The place of a node. */
export interface Piece extends Place {
  readonly node: Node;
}

/** Hands out memory behind the constants, one float64 after the other. */
export class Places {
  bytes = POOL_BYTES;

  take(count: number): number {
    const at = this.bytes;
    this.bytes += 8 * count;
    return at;
  }

  /** So many rows of each of some nodes. */
  of(nodes: readonly (readonly [string, Node])[], rows = 1): Piece[] {
    return nodes.map(([name, node]) => {
      const size = sizeOf(node.shape);
      return { name, node, size, at: this.take(size * rows) };
    });
  }
}
