/** Where playback stands: a moment in steps, moved by the frame loop; React hears only whether it plays. */
import type { Moment } from '../view.ts';
import { requestFrame } from './frames.ts';

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16] as const;

/** How long a whole run plays at speed 1, in seconds: 6 for up to 200 steps, 10 for the longest. */
export function duration(steps: number): number {
  return 6 + 4 * Math.min(1, Math.log(Math.max(1, steps / 200)) / Math.log(50));
}

class Playhead {
  moment: Moment = 0;
  playing = false;
  speed = 1;
  loop = false;
  steps = 1;
  /** Rows every run has reached; playback waits for the lab rather than run ahead of it. */
  reached: () => number = () => this.steps;
  /** A moment pointed at with the mouse while paused; every view shows it instead. */
  private peeked: Moment | undefined;
  private before: number | undefined;
  private readonly listeners = new Set<() => void>();

  /** What every view shows now. */
  get shown(): Moment {
    return this.playing ? this.moment : (this.peeked ?? this.moment);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A new experiment: watched from its beginning, shown as it ended to those who want no motion, or waiting. */
  begin(how: 'playing' | 'start' | 'end'): void {
    this.moment = how === 'end' ? this.steps : 0;
    this.set({ playing: how === 'playing' });
  }

  play(): void {
    if (this.moment >= this.steps) this.moment = 0;
    this.set({ playing: true });
  }

  pause(): void {
    this.set({ playing: false });
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Goes to a moment, staying within the experiment. */
  seek(moment: Moment): void {
    this.moment = Math.max(0, Math.min(this.steps, moment));
    requestFrame();
  }

  /** Pauses at a moment. */
  goTo(moment: Moment): void {
    this.pause();
    this.seek(moment);
  }

  /** Pauses on a whole step so many further on. */
  stepBy(count: number): void {
    this.pause();
    const whole = count > 0 ? Math.floor(this.moment + 1e-9) : Math.ceil(this.moment - 1e-9);
    this.seek(whole + count);
  }

  peek(moment: Moment | undefined): void {
    if (this.peeked === moment) return;
    this.peeked = moment;
    requestFrame();
  }

  setSpeed(speed: number): void {
    this.set({ speed });
  }

  faster(places: number): void {
    const place = SPEEDS.findIndex((it) => it >= this.speed) + places;
    this.setSpeed(SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, place))]!);
  }

  setLoop(loop: boolean): void {
    this.set({ loop });
  }

  /** A longer or shorter experiment: at its end the playhead stays at the end. */
  setSteps(steps: number): void {
    const ended = this.moment >= this.steps && this.moment > 0;
    this.steps = steps;
    this.seek(ended ? steps : this.moment);
  }

  readonly advance = (now: number): void => {
    const elapsed = this.before === undefined ? 0 : Math.min(0.1, (now - this.before) / 1000);
    this.before = this.playing ? now : undefined;
    if (!this.playing) return;
    const next = this.moment + (elapsed * this.speed * this.steps) / duration(this.steps);
    this.moment = Math.max(this.moment, Math.min(next, this.reached(), this.steps));
    if (this.moment >= this.steps) this.arrive();
    requestFrame();
  };

  private arrive(): void {
    if (this.loop) this.moment = 0;
    else this.pause();
  }

  private set(part: Partial<Pick<Playhead, 'playing' | 'speed' | 'loop'>>): void {
    Object.assign(this, part);
    for (const listener of this.listeners) listener();
    requestFrame();
  }
}

export const playhead = new Playhead();
