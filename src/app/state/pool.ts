/** Owns the workers that share out large questions: hands each the next tile, drops what nobody waits for, replaces the silent. */
import { HEARTBEAT } from '../../lab/experiment/protocol.ts';
import type { Experiment } from '../../lab/experiment/experiment.ts';
import type { Slice } from '../../lab/experiment/landscape-look.ts';
import type { Batch, Outcomes } from '../../lab/study/batch.ts';
import { AT_HAND, type Asked, type FromPool, type Path, type ToPool } from '../../lab/study/protocol.ts';
import { type Notice, post } from './store.ts';

/** One piece of work: what is asked, and who hears the answer. */
export interface Piece {
  readonly ask: Asked;
  readonly take: (answer: FromPool) => void;
}

/** What a batch of runs comes to. */
export const tilePiece = (batch: Batch, take: (outcomes: Outcomes) => void): Piece => ({
  ask: { kind: 'tile', batch },
  take: (answer) => answer.kind === 'tile' && take(answer.outcomes),
});

/** Losses over a part of a plane through weights. */
export const slicePiece = (slice: Slice, take: (heights: Float64Array) => void): Piece => ({
  ask: { kind: 'slice', slice },
  take: (answer) => answer.kind === 'slice' && take(answer.heights),
});

interface Question {
  readonly id: number;
  readonly slot: string;
  readonly ask: ToPool;
  readonly take: (answer: FromPool) => void;
}

interface Hand {
  worker: Worker;
  readonly asked: Map<number, Question>;
  heard: number;
  pinged: number | undefined;
  /** False until it has said something: loading may take a while. */
  here: boolean;
}

/** As in the session: silence after which a worker is asked whether it lives, and how long it may take to say so. */
const SILENCE = 2 * HEARTBEAT;
const ANSWER = 1400;
const LOOK = 200;
/** How long a worker may take to load on a busy machine, or over a slow line. */
const LOADING = 20_000;
/** Restarts without an answer before the pool gives up. */
const RESTARTS = 3;

const spawnWorker = (): Worker =>
  new Worker(new URL('../../../workers/tiles.ts', import.meta.url), { type: 'module', name: 'tiles' });

export class Pool {
  private readonly hands: Hand[] = [];
  private readonly queues = new Map<string, Piece[]>();
  private ids = 0;
  private restarts = 0;
  private watch: ReturnType<typeof setInterval> | undefined;
  private readonly count: number;
  private readonly say: (notice: Notice) => void;
  private readonly spawn: () => Worker;

  constructor(count: number, say: (notice: Notice) => void = post, spawn: () => Worker = spawnWorker) {
    this.count = count;
    this.say = say;
    this.spawn = spawn;
  }

  /** Works at these pieces, in their order, instead of whatever the slot was at. */
  run(slot: string, pieces: readonly Piece[]): void {
    this.drop(slot);
    if (pieces.length > 0) this.queues.set(slot, [...pieces]);
    this.feed();
  }

  /** The paths of an experiment's runs, before everything else; the slot's newest question is the only one answered. */
  paths(slot: string, experiment: Experiment, take: (paths: readonly Path[]) => void): void {
    this.drop(slot);
    const hand = this.all().toSorted((a, b) => a.asked.size - b.asked.size)[0];
    if (!hand) return;
    const id = ++this.ids;
    const ask: ToPool = { kind: 'paths', id, experiment };
    this.ask(hand, { id, slot, ask, take: (answer) => answer.kind === 'paths' && take(answer.paths) });
    this.guard();
  }

  /** Forgets what a slot is at. */
  drop(slot: string): void {
    this.queues.delete(slot);
    for (const hand of this.hands) {
      const ids = [...hand.asked.values()].filter((it) => it.slot === slot).map(({ id }) => id);
      if (ids.length === 0) continue;
      for (const id of ids) hand.asked.delete(id);
      hand.worker.postMessage({ kind: 'drop', ids } satisfies ToPool);
    }
    this.feed();
  }

  get busy(): boolean {
    return this.queues.size > 0 || this.hands.some(({ asked }) => asked.size > 0);
  }

  /** Ends all workers. */
  stop(): void {
    clearInterval(this.watch);
    this.watch = undefined;
    for (const { worker } of this.hands.splice(0)) worker.terminate();
    this.queues.clear();
  }

  private all(): Hand[] {
    try {
      while (this.hands.length < this.count) this.hands.push(this.hired());
    } catch {
      if (this.hands.length === 0) this.say({ kind: 'gave-up' });
    }
    return this.hands;
  }

  private hired(): Hand {
    const now = performance.now();
    const hand: Hand = { worker: this.spawn(), asked: new Map(), heard: now, pinged: undefined, here: false };
    this.listen(hand);
    return hand;
  }

  private listen(hand: Hand): void {
    const { worker } = hand;
    worker.onmessage = ({ data }: MessageEvent<FromPool>) => this.hear(hand, data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.replace(hand);
    };
  }

  private feed(): void {
    if (this.queues.size === 0) return;
    for (const hand of this.all())
      while (hand.asked.size < AT_HAND) {
        const next = this.next();
        if (!next) break;
        this.ask(hand, next);
      }
    this.guard();
  }

  /** The next piece of the slot that came first. */
  private next(): Question | undefined {
    for (const [slot, pieces] of this.queues) {
      const piece = pieces.shift();
      if (pieces.length === 0) this.queues.delete(slot);
      if (!piece) continue;
      const id = ++this.ids;
      return { id, slot, ask: { ...piece.ask, id }, take: piece.take };
    }
    return undefined;
  }

  private ask(hand: Hand, question: Question): void {
    if (hand.asked.size === 0) hand.heard = performance.now();
    hand.asked.set(question.id, question);
    hand.worker.postMessage(question.ask);
  }

  private hear(hand: Hand, message: FromPool): void {
    hand.heard = performance.now();
    hand.pinged = undefined;
    hand.here = true;
    if (message.kind === 'beat') return;
    const question = hand.asked.get(message.id);
    hand.asked.delete(message.id);
    if (message.kind === 'bug') this.say({ kind: 'bug', message: message.message });
    else this.restarts = 0;
    this.feed();
    question?.take(message);
    if (!this.busy) this.rest();
  }

  private guard(): void {
    this.watch ??= setInterval(() => this.check(), LOOK);
  }

  private rest(): void {
    clearInterval(this.watch);
    this.watch = undefined;
  }

  private check(): void {
    const now = performance.now();
    for (const hand of [...this.hands]) {
      if (hand.asked.size === 0) continue;
      if (hand.pinged !== undefined) {
        if (now - hand.pinged > ANSWER) this.replace(hand);
      } else if (now - hand.heard > (hand.here ? SILENCE : LOADING)) {
        hand.pinged = now;
        hand.worker.postMessage({ kind: 'ping' } satisfies ToPool);
      }
    }
  }

  /** Another worker takes over what one fell silent at. */
  private replace(hand: Hand): void {
    hand.worker.terminate();
    if (++this.restarts > RESTARTS) {
      this.stop();
      this.say({ kind: 'gave-up' });
      return;
    }
    this.say({ kind: 'restarted' });
    Object.assign(hand, { worker: this.spawn(), heard: performance.now(), pinged: undefined, here: false });
    this.listen(hand);
    for (const { ask } of hand.asked.values()) hand.worker.postMessage(ask);
  }
}

/** As many threads as the machine has cores, within reason. */
export const pool = new Pool(Math.max(1, Math.min(16, globalThis.navigator?.hardwareConcurrency ?? 2)));
