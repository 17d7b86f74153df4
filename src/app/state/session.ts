/** Owns the worker: sends it the newest experiment, fills trajectories with what comes back, and restarts it when it falls silent. */
import type { Choice, Experiment } from '../../lab/experiment/experiment.ts';
import type { Data } from '../../lab/experiment/data.ts';
import type { GlanceAnswer, GlanceQuestion } from '../../lab/experiment/glance.ts';
import { trajectoryFor } from '../../lab/experiment/kinds.ts';
import type { Inspection } from '../../lab/experiment/inspect.ts';
import { type Field, type FromWorker, HEARTBEAT, type ToWorker } from '../../lab/experiment/protocol.ts';
import type { Trajectory } from '../../lab/experiment/trajectory.ts';
import type { Region } from '../../lab/surface.ts';
import type { Rescue } from '../../lab/experiment/rescue.ts';
import { requestFrame } from './frames.ts';
import { type Notice, post, store } from './store.ts';

/** One experiment being run, or run: what the views draw. */
export interface Race {
  /** By which the worker knows it. */
  readonly job: number;
  readonly experiment: Experiment;
  /** For every trajectory the slot of its run. */
  readonly slots: readonly number[];
  readonly trajectories: readonly Trajectory[];
  readonly fingerprints: (string | undefined)[];
  /** Of the whole experiment, once it is done. */
  fingerprint?: string;
  done: boolean;
}

export interface FieldRequest {
  readonly surface: Choice;
  readonly region: Region;
  readonly columns: number;
  readonly rows: number;
}

/** What the worker answers besides races; each slot hears only the answer to its newest question. */
type Answer = Extract<FromWorker, { kind: 'field' | 'inspected' | 'rescued' | 'glance' | 'data' }>;
type Without<Message, Key extends PropertyKey> = Message extends unknown ? Omit<Message, Key> : never;
type Question = Without<Extract<ToWorker, { kind: 'field' | 'inspect' | 'rescue' | 'glance' | 'data' }>, 'job'>;

interface Asked {
  readonly job: number;
  readonly question: Question;
  readonly answer: (answer: Answer) => void;
}

/** A race under way is not replaced before this, so that dragging a knob shows results on the way (milliseconds). */
const PATIENCE = 120;
/** Silence after which the worker is asked whether it lives, and how long its answer may take. */
const SILENCE = 2 * HEARTBEAT;
const ANSWER = 1400;
/** How long a new worker may take to load on a slow device before its silence counts. */
const LOADING = 8000;
const LOOK = 200;
/** Restarts without a finished job before the session gives up. */
const RESTARTS = 3;

const spawnWorker = (): Worker =>
  new Worker(new URL('../../../workers/lab.ts', import.meta.url), { type: 'module', name: 'lab' });

export class Session {
  /** What the views draw; replaced when a newer race has come as far as they show. */
  race: Race | undefined;
  /** How far views look; the newer race takes over once it has as many rows. */
  needed: () => number = () => 0;
  private worker: Worker | undefined;
  private jobs = 0;
  private running: { readonly job: number; readonly race: Race; readonly since: number } | undefined;
  private waiting = false;
  private readonly asked = new Map<string, Asked>();
  private heard = 0;
  /** Whether the worker has said anything yet. */
  private loaded = false;
  /** When the silent worker was asked whether it lives. */
  private pinged: number | undefined;
  private restarts = 0;
  private expected: string | undefined;
  private watch: ReturnType<typeof setInterval> | undefined;
  private later: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly say: (notice: Notice) => void;
  private readonly spawn: () => Worker;

  constructor(say: (notice: Notice) => void = post, spawn: () => Worker = spawnWorker) {
    this.say = say;
    this.spawn = spawn;
  }

  /** Lets the worker load while the page still waits for something else. */
  prepare(): void {
    this.worker ??= this.spawned();
  }

  /** Runs the store's experiment now, and again whenever it changes, until stopped. */
  start(): () => void {
    this.prepare();
    this.run();
    const unsubscribe = store.subscribe((now, before) => {
      if (now.experiment !== before.experiment) this.run();
    });
    return () => {
      unsubscribe();
      clearTimeout(this.later);
      clearInterval(this.watch);
      this.worker?.terminate();
    };
  }

  /** Hears when another race is shown, and when it is complete. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The bits a shared link promises for the experiment just opened. */
  expect(bits: string | undefined): void {
    this.expected = bits;
  }

  /** The map, a thumbnail … */
  requestField(slot: string, request: FieldRequest, answer: (field: Field) => void): void {
    this.ask({ kind: 'field', slot, ...request }, (it) => it.kind === 'field' && answer(it.field));
  }

  cancelField(slot: string): void {
    this.asked.delete(slot);
  }

  /** One step of one run with every letter; undefined where there is none. */
  requestStep(
    slot: string,
    experiment: Experiment,
    run: number,
    step: number,
    answer: (inspection: Inspection | undefined) => void,
  ): void {
    this.ask(
      { kind: 'inspect', slot, experiment, run, step },
      (it) => it.kind === 'inspected' && answer(it.inspection),
    );
  }

  /** Why a run diverged, and a rate that works. */
  requestRescue(slot: string, experiment: Experiment, run: number, answer: (rescue: Rescue) => void): void {
    this.ask({ kind: 'rescue', slot, experiment, run }, (it) => it.kind === 'rescued' && answer(it.rescue));
  }

  /** What a network of the race on show says at a row it has reached; undefined where a newer race has begun. */
  requestGlance(
    slot: string,
    question: { readonly race: Race; readonly run: number; readonly row: number; readonly question: GlanceQuestion },
    answer: (answer: GlanceAnswer | undefined) => void,
  ): void {
    const { race, ...asked } = question;
    this.ask({ kind: 'glance', slot, race: race.job, ...asked }, (it) => it.kind === 'glance' && answer(it.answer));
  }

  /** The rows of a data set. */
  requestData(slot: string, dataset: Choice, seed: number, answer: (data: Data) => void): void {
    this.ask({ kind: 'data', slot, dataset, seed }, (it) => it.kind === 'data' && answer(it.data));
  }

  private ask(question: Question, answer: (answer: Answer) => unknown): void {
    const asked = { job: ++this.jobs, question, answer };
    this.asked.set(question.slot, asked);
    this.send({ ...question, job: asked.job });
    this.guard();
  }

  /** Starts over after giving up. */
  retry(): void {
    this.restarts = 0;
    this.restart();
  }

  /** Ends the worker as a crash would: nobody is told. For tests of the watchdog. */
  kill(): void {
    this.worker?.terminate();
  }

  /** Runs the newest experiment as soon as the one under way has had its chance to show. */
  private run(): void {
    const wait = this.running && !this.running.race.done ? this.running.since + PATIENCE - performance.now() : 0;
    clearTimeout(this.later);
    this.waiting = wait > 0;
    if (wait > 0) this.later = setTimeout(() => this.begin(), wait);
    else this.begin();
  }

  private begin(): void {
    clearTimeout(this.later);
    this.waiting = false;
    const { experiment, slots } = store.getState();
    const job = ++this.jobs;
    const race: Race = {
      job,
      experiment,
      slots,
      trajectories: experiment.runs.map(() => trajectoryFor(experiment)),
      fingerprints: experiment.runs.map(() => undefined),
      done: false,
    };
    this.running = { job, race, since: performance.now() };
    if (this.race?.experiment.problem.kind !== experiment.problem.kind) this.race = race; // nothing of it can be shown
    this.send({ kind: 'race', job: this.running.job, experiment });
    this.guard();
    this.tell();
  }

  private send(message: ToWorker): void {
    this.worker?.postMessage(message);
  }

  private spawned(): Worker | undefined {
    try {
      const worker = this.spawn();
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.hear(data);
      worker.onerror = (event) => {
        event.preventDefault();
        this.restart();
      };
      this.heard = performance.now();
      this.loaded = false;
      this.pinged = undefined;
      return worker;
    } catch {
      this.say({ kind: 'gave-up' });
      return undefined;
    }
  }

  private hear(message: FromWorker): void {
    this.heard = performance.now();
    this.loaded = true;
    this.pinged = undefined;
    switch (message.kind) {
      case 'beat':
        return;
      case 'slower':
        return this.say({ kind: 'slower' });
      case 'field':
      case 'inspected':
      case 'rescued':
      case 'glance':
      case 'data':
        return this.hearAnswer(message);
      case 'bug':
        this.say({ kind: 'bug', message: message.message });
        return this.forget(message.job);
      default:
        if (message.job === this.running?.job) this.hearRace(message, this.running.race);
    }
  }

  private hearRace(message: Extract<FromWorker, { kind: 'rows' | 'ended' | 'done' }>, race: Race): void {
    if (message.kind === 'rows') {
      for (const { run, columns } of message.chunks) race.trajectories[run]?.append(columns);
      this.send({ kind: 'received', job: message.job });
    } else if (message.kind === 'ended') {
      const trajectory = race.trajectories[message.run];
      if (trajectory) trajectory.ending = message.ending;
      race.fingerprints[message.run] = message.fingerprint;
    } else {
      race.done = true;
      race.fingerprint = message.fingerprint;
      this.restarts = 0;
      this.compare(race, message.fingerprint);
      if (this.waiting) this.begin();
    }
    this.takeOver(race);
    this.rest();
    requestFrame();
  }

  private compare({ experiment }: Race, fingerprint: string): void {
    if (experiment !== store.getState().experiment) return;
    if (this.expected !== undefined)
      this.say(this.expected === fingerprint ? { kind: 'same-bits', bits: fingerprint } : { kind: 'other-bits' });
    this.expected = undefined;
  }

  /** A newer race is shown as soon as nothing would vanish by showing it. */
  private takeOver(race: Race): void {
    const needed = this.needed();
    const ready = race.done || race.trajectories.every((it) => it.ending !== undefined || it.rows > needed);
    if (this.race !== race && !ready) return;
    const news = this.race !== race || race.done;
    this.race = race;
    if (news) this.tell();
  }

  private hearAnswer(message: Answer): void {
    const asked = this.asked.get(message.slot);
    if (asked?.job !== message.job) return;
    this.asked.delete(message.slot);
    this.restarts = 0;
    asked.answer(message);
    this.rest();
    requestFrame();
  }

  /** A job that cannot be done is not asked for again. */
  private forget(job: number): void {
    for (const [slot, asked] of this.asked) if (asked.job === job) this.asked.delete(slot);
    if (this.running?.job === job) this.running.race.done = true;
    this.rest();
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
    requestFrame();
  }

  private get busy(): boolean {
    return this.asked.size > 0 || (this.running !== undefined && !this.running.race.done);
  }

  private guard(): void {
    if (this.watch !== undefined) return;
    this.heard = performance.now();
    this.watch = setInterval(() => this.check(), LOOK);
  }

  private rest(): void {
    if (this.busy) return;
    clearInterval(this.watch);
    this.watch = undefined;
  }

  private check(): void {
    const now = performance.now();
    if (this.pinged !== undefined) {
      if (now - this.pinged > ANSWER) this.restart();
    } else if (now - this.heard > (this.loaded ? SILENCE : LOADING)) {
      this.pinged = now;
      this.send({ kind: 'ping' });
    }
  }

  private restart(): void {
    this.worker?.terminate();
    this.worker = undefined;
    if (++this.restarts > RESTARTS) return this.giveUp();
    this.say({ kind: 'restarted' });
    this.worker = this.spawned();
    if (this.running && !this.running.race.done) this.begin();
    for (const { question, answer } of [...this.asked.values()]) this.ask(question, answer);
  }

  private giveUp(): void {
    clearInterval(this.watch);
    this.watch = undefined;
    this.say({ kind: 'gave-up' });
  }
}

export const session = new Session();
