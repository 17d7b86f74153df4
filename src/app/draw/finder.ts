/** What lies under the averages of a range test: the loss of every step's batch. */
import type { Ink } from '../view.ts';
import type { SweepScales } from './sweep.ts';

export interface Steps {
  readonly rates: Float64Array;
  /** Infinity: no longer finite. NaN: there is none. */
  readonly losses: Float64Array;
  readonly ink: Ink;
  readonly dimmed: boolean;
}

const FAINT = 0.3;
const FAINTER = 0.08;

/** Thin lines, over what is there. */
export function paintSteps(context: CanvasRenderingContext2D, scales: SweepScales, all: readonly Steps[]): void {
  context.lineWidth = 1;
  context.lineJoin = 'round';
  for (const { rates, losses, ink, dimmed } of all) {
    context.globalAlpha = dimmed ? FAINTER : FAINT;
    context.beginPath();
    for (let row = 0; row < losses.length && !Number.isNaN(losses[row]!); row++)
      context.lineTo(scales.x(rates[row]!), scales.y(losses[row]!));
    context.strokeStyle = ink.colour;
    context.stroke();
  }
  context.globalAlpha = 1;
}
