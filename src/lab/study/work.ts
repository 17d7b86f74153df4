/** How a worker of the pool answers: the question it is at, and the ones that wait. */
import type { Experiment } from '../experiment/experiment.ts';
import { heightsOn } from '../experiment/landscape-look.ts';
import { learningOf } from '../experiment/learning.ts';
import { trajectoryFor } from '../experiment/kinds.ts';
import { race } from '../experiment/race.ts';
import { outcomes } from './batch.ts';
import type { Asked, FromPool, Path, ToPool } from './protocol.ts';

type Question = Asked & { readonly id: number };

interface Job {
  readonly id: number;
  readonly work: Iterator<void, FromPool, void>;
}

function* answer(question: Question): Generator<void, FromPool, void> {
  const { id, kind } = question;
  switch (kind) {
    case 'tile':
      return { kind, id, outcomes: yield* outcomes(question.batch) };
    case 'slice': {
      const { problem, seed } = question.slice;
      return { kind, id, heights: yield* heightsOn(question.slice, learningOf(problem, seed)) };
    }
    case 'paths':
      return { kind, id, paths: yield* pathsOf(question.experiment) };
  }
}

/** All runs with their rows, one chunk after the other. */
function* pathsOf(experiment: Experiment): Generator<void, Path[], void> {
  const trajectories = experiment.runs.map(() => trajectoryFor(experiment));
  for (const news of race(experiment)) {
    if (news.kind === 'chunk') trajectories[news.run]!.append(news.columns);
    if (news.kind === 'ended') trajectories[news.run]!.ending = news.ending;
    yield;
  }
  return trajectories.map(({ rows, x, loss, ending }) => ({ rows, x, loss, ending: ending! }));
}

/** What to send along rather than copy. */
export const transfersOf = (message: FromPool): ArrayBuffer[] => {
  const arrays =
    message.kind === 'tile'
      ? Object.values(message.outcomes)
      : message.kind === 'slice'
        ? [message.heights]
        : message.kind === 'paths'
          ? message.paths.flatMap(({ x, loss }) => [x, loss])
          : [];
  return arrays.map((array) => array.buffer as ArrayBuffer);
};

export class Work {
  private waiting: Question[] = [];
  private job: Job | undefined;
  private readonly post: (message: FromPool) => void;

  constructor(post: (message: FromPool) => void) {
    this.post = post;
  }

  hear(message: ToPool): void {
    if (message.kind === 'ping') this.post({ kind: 'beat' });
    else if (message.kind === 'drop') this.drop(new Set(message.ids));
    else if (message.kind === 'paths') this.waiting.unshift(message);
    else this.waiting.push(message);
  }

  get busy(): boolean {
    return this.job !== undefined || this.waiting.length > 0;
  }

  /** Works a little: to where the question at hand gives way, or is answered. */
  advance(): void {
    const next = this.job === undefined ? this.waiting.shift() : undefined;
    if (next) this.job = { id: next.id, work: answer(next) };
    if (!this.job) return;
    const { id, work } = this.job;
    try {
      const { done, value } = work.next();
      if (!done) return;
      this.job = undefined;
      this.post(value);
    } catch (error) {
      this.job = undefined;
      this.post({ kind: 'bug', id, message: error instanceof Error ? error.message : String(error) });
    }
  }

  private drop(ids: ReadonlySet<number>): void {
    this.waiting = this.waiting.filter(({ id }) => !ids.has(id));
    if (this.job && ids.has(this.job.id)) this.job = undefined;
  }
}
