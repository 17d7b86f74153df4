/** The signs of the key beside the panels. */
import { classColour, classForm } from '../../draw/classes.ts';
import { traceMarker } from '../../draw/marks.ts';
import type { Paper } from '../../view.ts';

export type KeySign =
  { readonly of: 'class'; readonly index: number } | { readonly of: 'test' } | { readonly of: 'wrong' };

/** Draws a sign around a middle (CSS pixels). */
export function paintKeySign(context: CanvasRenderingContext2D, sign: KeySign, middle: number, paper: Paper): void {
  const own = sign.of === 'class' ? sign.index : 0;
  traceMarker(
    context,
    sign.of === 'class' ? classForm(own) : 'circle',
    middle,
    middle,
    sign.of === 'wrong' ? 2.8 : 4.2,
  );
  context.fillStyle =
    sign.of === 'class' ? classColour(own, paper.dark) : sign.of === 'test' ? paper.casing : paper.quiet;
  context.strokeStyle = sign.of === 'test' ? paper.quiet : paper.casing;
  context.lineWidth = sign.of === 'test' ? 1.8 : 1;
  context.fill();
  context.stroke();
  if (sign.of !== 'wrong') return;
  context.beginPath();
  context.arc(middle, middle, 6, 0, 2 * Math.PI);
  context.strokeStyle = paper.text;
  context.lineWidth = 1.4;
  context.stroke();
}
