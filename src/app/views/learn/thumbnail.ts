/** A learning problem's stamp in the gallery: its points, the first of its pictures, or its rows as two of their features. */
import type { Data } from '../../../lab/experiment/data.ts';
import { asClassifier, type Problem } from '../../../lab/experiment/experiment.ts';
import { paintPoints } from '../../draw/boundaries.ts';
import { paintFitGround } from '../../draw/fitted.ts';
import { paintMosaic } from '../../draw/guesses.ts';
import { fit } from '../../draw/projection.ts';
import { session } from '../../state/session.ts';
import { presentPaper } from '../drawn.ts';
import { Layer, typeScale } from '../layer.ts';
import { pictureOf, regionOf } from './picture.ts';

const known = new Map<string, Data>();
let stamps = 0;

export function mountDataThumbnail(host: HTMLElement, problem: Problem, seed: number): () => void {
  const dataset = asClassifier(problem)?.dataset;
  if (!dataset) return () => {};
  const layer = new Layer(host);
  const key = JSON.stringify([dataset, seed]);
  const slot = `stamp ${++stamps}`; // several problems may have the same data, and each slot hears one answer
  const paint = (data: Data): void => {
    known.set(key, data);
    layer.resize({ width: host.clientWidth / typeScale(), height: host.clientHeight / typeScale() });
    paintStamp(layer.context, host.clientWidth / typeScale(), host.clientHeight / typeScale(), data);
  };
  const here = known.get(key);
  if (here) paint(here);
  else session.requestData(slot, dataset, seed, paint);
  return () => {
    session.cancelField(slot);
    layer.remove();
  };
}

function paintStamp(context: CanvasRenderingContext2D, width: number, height: number, data: Data): void {
  const paper = presentPaper();
  const kind = pictureOf(data);
  context.fillStyle = paper.ground;
  context.fillRect(0, 0, width, height);
  if (kind === 'pictures') return paintMosaic(context, { left: 0, top: 0, width, height }, data, paper);
  const viewport = fit(regionOf(data), width, height, kind === 'area' ? 'equal' : 'fill');
  if (kind === 'curve') paintFitGround(context, viewport, data, { x: '', y: '' }, paper);
  else paintPoints(context, viewport, data, undefined, paper);
}
