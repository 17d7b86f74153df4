/** The one field all panels of the map share: asked for whenever surface or view change, kept until its successor comes. */
import type { Choice } from '../../lab/experiment/experiment.ts';
import type { Field } from '../../lab/experiment/protocol.ts';
import type { Region } from '../../lab/surface.ts';
import { session } from '../state/session.ts';
import type { Viewport } from '../view.ts';

/** CSS pixels between two points of the field. */
const FINE = 3;
const COARSE = 9;
const MOST = 400;
/** A question that is this old no longer holds up the next one (milliseconds). */
const PATIENCE = 150;

interface Question {
  readonly surface: Choice;
  readonly region: Region;
  readonly columns: number;
  readonly rows: number;
  readonly at: number;
  readonly answered: boolean;
}

let asked: Question | undefined;
let field: Field | undefined;

const sameView = (a: Region, b: Region): boolean => a.every((edge, index) => edge === b[index]);

/** The newest field there is; asks for a better one if it does not belong to this surface and view. */
export function mapField(surface: Choice, viewport: Viewport): Field | undefined {
  const same = asked !== undefined && asked.surface === surface && sameView(asked.region, viewport.region);
  const fine = gridFor(viewport, FINE);
  if (same && asked!.columns === fine.columns && asked!.rows === fine.rows) return field;
  if (asked && !asked.answered && performance.now() - asked.at < PATIENCE) return field;
  ask(surface, viewport.region, same ? fine : gridFor(viewport, COARSE));
  return field;
}

function gridFor({ width, height }: Viewport, pixels: number): { columns: number; rows: number } {
  const points = (length: number): number => Math.max(2, Math.min(MOST, Math.ceil(length / pixels)));
  return { columns: points(width), rows: points(height) };
}

function ask(surface: Choice, region: Region, grid: { columns: number; rows: number }): void {
  const question = { surface, region, ...grid, at: performance.now(), answered: false };
  asked = question;
  session.requestField('map', { surface, region, ...grid }, (answer) => {
    if (asked === question) asked = { ...question, answered: true };
    field = answer;
  });
}
