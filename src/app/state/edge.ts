/** How sharply the losses of the race on show bend, moment by moment: coarse first, one question at a time, kept with the race. */
import { type Edge, edgeOf } from '../../lab/study/closed.ts';
import { onFrame, requestFrame } from './frames.ts';
import { type Race, session } from './session.ts';

/** Into so many parts a run is divided; the coarser pictures on the way have every sixteenth moment, every eighth … . */
const PARTS = 48;
const STRIDES = [16, 8, 4, 2, 1] as const;

/** The moments of a run that are measured, the coarse picture's first. */
function momentsOf({ trajectories, experiment }: Race, run: number): readonly number[] {
  const { rows, ending } = trajectories[run]!;
  const last = Math.max(0, (ending ? rows - 1 : experiment.steps) - 1);
  // What slopes are divided by is there after the first step only.
  const first = edgeOf(experiment.runs[run]!, 1)?.scaled ? Math.min(1, last) : 0;
  const all = STRIDES.flatMap((stride) =>
    Array.from({ length: PARTS / stride + 1 }, (_, at) => Math.round(first + (at * stride * (last - first)) / PARTS)),
  );
  return [...new Set(all)];
}

/** All rows that are measured: with each moment the step after it. */
const rowsOf = (race: Race, run: number): readonly number[] => [
  ...new Set(momentsOf(race, run).flatMap((row) => [row, row + 1])),
];

/** What was measured at a row and the one after it: at the edge a run jumps to and fro from step to step. */
export interface Bent {
  readonly row: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** What is known of one run. */
export interface Measured {
  /** In the order of their rows; without those at which there is no number. */
  readonly moments: readonly Bent[];
  /** The edge at the rate of a row; undefined where none is known. */
  readonly edgeAt: (row: number) => Edge | undefined;
  /** Whether the rate, and so the edge, changes on the way. */
  readonly scheduled: boolean;
}

export class Edges {
  private race: Race | undefined;
  private known: Map<number, number>[] = [];
  private asking = false;
  /** The worker knows nothing of this race any more: a newer one is on its way. */
  private past = false;
  private halted = false;
  private version = 0;
  private readonly listeners = new Set<() => void>();

  /** Hears whenever something is known that was not. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Changes whenever what is known does. */
  readonly changes = (): number => this.version;

  /** Has the race on show measured, and every one after it, until disposed. */
  watch(): () => void {
    const stop = onFrame(() => this.follow());
    this.follow();
    return () => {
      stop();
      session.cancelField('edge');
      this.asking = false;
    };
  }

  stop(): void {
    this.halted = true;
    this.tell();
  }

  resume(): void {
    this.halted = false;
    this.tell();
    this.follow();
  }

  /** Whether somebody stopped it before all was measured. */
  get stopped(): boolean {
    return this.halted;
  }

  /** How much of the race on show is measured, 0 … 1. */
  get progress(): number {
    const { race } = this;
    if (!race || this.past) return 1;
    const wanted = this.known.flatMap((known, run) => rowsOf(race, run).map((row) => known.has(row)));
    return wanted.length === 0 ? 1 : wanted.filter(Boolean).length / wanted.length;
  }

  /** What is known of a race's runs, in their order; undefined for a race that is not on show. */
  of(race: Race | undefined): readonly Measured[] | undefined {
    if (!race || race !== this.race) return undefined;
    return this.known.map((known, run) => {
      const moments = momentsOf(race, run)
        .toSorted((a, b) => a - b)
        .flatMap((row): Bent[] => {
          const pair = [known.get(row), known.get(row + 1)].filter((it) => it !== undefined && Number.isFinite(it)) as number[]; // prettier-ignore
          if (pair.length === 0) return [];
          const [low, high] = [Math.min(...pair), Math.max(...pair)];
          return [{ row, low, middle: (low + high) / 2, high }];
        });
      const chosen = race.experiment.runs[run]!;
      const { lr } = race.trajectories[run]!.series;
      return {
        moments,
        edgeAt: (row) => edgeOf(chosen, lr ? lr[row]! : Number(chosen.values['lr'])),
        scheduled: lr !== undefined,
      };
    });
  }

  private follow(): void {
    if (session.race !== this.race) this.begin(session.race);
    if (!this.race || this.asking || this.past || this.halted) return;
    const next = this.next(this.race);
    if (next) this.ask(this.race, next.run, next.row);
  }

  private begin(race: Race | undefined): void {
    this.race = race;
    this.known = race ? race.trajectories.map(() => new Map<number, number>()) : [];
    this.asking = this.past = this.halted = false;
    this.tell();
  }

  /** The next moment that is not measured and has been reached: all runs come along together. */
  private next(race: Race): { readonly run: number; readonly row: number } | undefined {
    const missing = race.trajectories.flatMap(({ rows }, run) => {
      const wanted = rowsOf(race, run);
      const at = wanted.findIndex((row) => row < rows && !this.known[run]!.has(row));
      return at < 0 ? [] : [{ run, row: wanted[at]!, at }];
    });
    return missing.reduce<(typeof missing)[number] | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined);
  }

  private ask(race: Race, run: number, row: number): void {
    this.asking = true;
    const question = { of: 'sharpness', by: race.experiment.runs[run]! } as const;
    session.requestGlance('edge', { race, run, row, question }, (told) => {
      if (this.race !== race) return;
      this.asking = false;
      if (told?.of === 'sharpness') this.known[run]!.set(row, told.value);
      else this.past = true;
      this.tell();
      this.follow();
    });
  }

  private tell(): void {
    this.version++;
    for (const listener of this.listeners) listener();
    requestFrame();
  }
}

export const edges = new Edges();

/** Where a run's sharpness began and where it came to. */
export interface Course {
  readonly start: number;
  readonly highest: number;
  /** Over the last third of the run. */
  readonly late: { readonly low: number; readonly high: number };
  readonly edge: Edge | undefined;
  /** The middle of the last third as a share of the edge; undefined where there is none. */
  readonly share: number | undefined;
}

/** Undefined while nothing is known. */
export function courseOf({ moments, edgeAt }: Measured): Course | undefined {
  const last = moments.at(-1);
  if (!last) return undefined;
  const late = moments.filter(({ row }) => 3 * row >= 2 * last.row);
  const middleOf = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[all.length >> 1]!;
  const shares = late.map(({ row, middle }) => middle / (edgeAt(row)?.curvature ?? NaN)).filter(Number.isFinite);
  return {
    start: moments[0]!.middle,
    highest: Math.max(...moments.map(({ high }) => high)),
    late: { low: Math.min(...late.map(({ low }) => low)), high: Math.max(...late.map(({ high }) => high)) },
    edge: edgeAt(last.row),
    share: shares.length > 0 ? middleOf(shares) : undefined,
  };
}
