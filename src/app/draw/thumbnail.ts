/** A scene in the gallery: the map's own look on a stamp. */
import type { Field } from '../../lab/experiment/protocol.ts';
import type { Trajectory } from '../../lab/experiment/trajectory.ts';
import type { Ink, Paper, Viewport } from '../view.ts';
import { paintGround } from './ground.ts';
import { paintPaths } from './paths.ts';

/** A whole path, in its ink. */
export interface ThumbnailPath {
  readonly trajectory: Trajectory;
  readonly ink: Ink;
}

/** Fills `width × height` CSS pixels with the field and whole paths on it. */
export const paintThumbnail = (
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  field: Field,
  paths: readonly ThumbnailPath[],
  paper: Paper,
): void => {
  const shrink = Math.min(1, 0.35 + width / 800);
  const viewport: Viewport = { region: field.region, width: width / shrink, height: height / shrink };
  context.save();
  context.scale(shrink, shrink);
  paintGround(context, viewport, field, paper);
  paintPaths(
    context,
    viewport,
    paths.map((path) => ({ ...path, label: '', dimmed: false })),
    Infinity,
    paper,
  );
  context.restore();
};
