/** The outcomes of studies as they fill: asked for by what they are, kept a while, so that what was computed is not computed again. */
import { place, room } from '../../lab/study/results.ts';
import type { Outcomes } from '../../lab/study/batch.ts';
import type { Tile } from '../../lab/study/plan.ts';
import { requestFrame } from './frames.ts';
import { type Piece, type Pool, pool, tilePiece } from './pool.ts';

/** What is wanted: equal keys are equal work. */
export interface Wanted {
  readonly key: string;
  readonly count: number;
  readonly tiles: () => readonly Tile[];
}

/** `count` cells, NaN until they are known. */
export interface Sheet {
  readonly key: string;
  readonly outcomes: Outcomes;
  /** Tiles there are, and those that are known. */
  readonly total: number;
  readonly known: number;
}

interface Filling {
  readonly key: string;
  readonly outcomes: Record<string, Float64Array>;
  readonly tiles: readonly Tile[];
  readonly missing: Set<number>;
  readonly bytes: number;
}

/** Bytes of outcomes that are kept. */
const KEPT = 64 * 1024 * 1024;

export class Sheets {
  private readonly sheets = new Map<string, Filling>();
  private readonly wanted = new Map<string, readonly string[]>();
  private readonly halted = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private readonly pool: Pool;
  private version = 0;

  constructor(workers: Pool) {
    this.pool = workers;
  }

  /** Hears whenever something is known that was not, or nothing is wanted any longer. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Changes whenever a sheet does. */
  readonly changes = (): number => this.version;

  /** The slot wants these sheets, in this order of importance, and no others. */
  want(slot: string, all: readonly Wanted[]): void {
    const keys = all.map(({ key }) => key);
    if (this.wanted.get(slot)?.join('\n') === keys.join('\n')) return;
    this.wanted.set(slot, keys);
    for (const one of all) this.fill(one);
    this.forget();
    this.resume(slot);
  }

  /** Leaves the slot's sheets as far as they are. */
  stop(slot: string): void {
    this.halted.add(slot);
    this.pool.drop(slot);
    this.tell();
  }

  /** Goes on with what the slot wants. */
  resume(slot: string): void {
    this.halted.delete(slot);
    const fillings = (this.wanted.get(slot) ?? []).map((key) => this.sheets.get(key)!);
    this.pool.run(
      slot,
      piecesOf(fillings, (filling, tile, known) => this.take(filling, tile, known)),
    );
    this.tell();
  }

  /** Whether somebody stopped the slot before it was done. */
  readonly stopped = (slot: string): boolean => this.halted.has(slot);

  /** The slot wants nothing any more. */
  leave(slot: string): void {
    this.wanted.delete(slot);
    this.halted.delete(slot);
    this.pool.drop(slot);
    this.tell();
  }

  get(key: string): Sheet | undefined {
    const filling = this.sheets.get(key);
    if (!filling) return undefined;
    const { outcomes, tiles, missing } = filling;
    return { key, outcomes, total: tiles.length, known: tiles.length - missing.size };
  }

  /** How much of what a slot wants is known, 0 … 1. */
  progress(slot: string): number {
    const sheets = (this.wanted.get(slot) ?? []).map((key) => this.get(key));
    const total = sheets.reduce((sum, sheet) => sum + (sheet?.total ?? 0), 0);
    const known = sheets.reduce((sum, sheet) => sum + (sheet?.known ?? 0), 0);
    return total === 0 ? 1 : known / total;
  }

  private fill({ key, count, tiles }: Wanted): void {
    const made = this.sheets.get(key) ?? fresh(key, count, tiles());
    this.sheets.delete(key);
    this.sheets.set(key, made); // the newest last, so that the oldest goes first
  }

  private take(filling: Filling, tile: number, known: Outcomes): void {
    place(filling.outcomes, filling.tiles[tile]!.cells, known);
    filling.missing.delete(tile);
    this.tell();
  }

  private forget(): void {
    const inUse = new Set([...this.wanted.values()].flat());
    let bytes = [...this.sheets.values()].reduce((sum, sheet) => sum + sheet.bytes, 0);
    for (const [key, sheet] of this.sheets) {
      if (bytes <= KEPT) return;
      if (inUse.has(key)) continue;
      this.sheets.delete(key);
      bytes -= sheet.bytes;
    }
  }

  private tell(): void {
    this.version++;
    for (const listener of this.listeners) listener();
    requestFrame();
  }
}

function fresh(key: string, count: number, tiles: readonly Tile[]): Filling {
  const outcomes = room(tiles[0]?.batch.wishes ?? [], count);
  const bytes = Object.values(outcomes).reduce((sum, { byteLength }) => sum + byteLength, 0);
  return { key, outcomes, tiles, missing: new Set(tiles.keys()), bytes };
}

/** What is missing, the first tile of every sheet first, so that all pictures sharpen together. */
function piecesOf(
  fillings: readonly Filling[],
  take: (filling: Filling, tile: number, known: Outcomes) => void,
): Piece[] {
  const longest = Math.max(0, ...fillings.map(({ tiles }) => tiles.length));
  return Array.from({ length: longest }, (_, tile) =>
    fillings
      .filter(({ missing }) => missing.has(tile))
      .map((filling) => tilePiece(filling.tiles[tile]!.batch, (known) => take(filling, tile, known))),
  ).flat();
}

export const sheets = new Sheets(pool);
