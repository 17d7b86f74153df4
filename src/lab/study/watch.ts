/** A step's program with somebody watching: what a whole run comes to, kept in a few numbers while it goes. */
import { add, binary, constant, input, mul, type Node, pick, sub, sum, unary, where } from '../graph/node.ts';
import { type Carried, type Program, program } from '../graph/program.ts';

/**
 * What can be known of a run without keeping its rows: the last `loss` and `slope` and where it stands (`x`); the first
 * step at which something was no longer finite (`gone`, −1 for never); the lowest loss before that (`best`); the first
 * step at or below a limit before that (`reach`, −1 for never); the first step from which the slope stayed calm to the
 * end (`calm`, one more than the steps for never).
 */
export const wishes = ['loss', 'slope', 'x', 'gone', 'best', 'reach', 'calm'] as const;
export type Wish = (typeof wishes)[number];

/** Names on the border of a watched program, beside those of the step. */
export const watchInputs = { row: 'watch.row', gone: 'watch.gone', best: 'watch.best', reach: 'watch.reach' } as const;
export const CALM = 'watch.calm';
export const LIMIT = 'watch.limit';
export const CALM_SLOPE = 'watch.calm-slope';

/** What the watching letters are before the first row. */
export const watchBegins: Readonly<Record<string, number>> = {
  [watchInputs.row]: 0,
  [watchInputs.gone]: -1,
  [watchInputs.best]: Infinity,
  [watchInputs.reach]: -1,
  [CALM]: 0,
};

/** |g| of two numbers, in the order of operations of the record's slope. */
const slopeOf = (gradient: Node): Node => {
  const [a, b] = [pick(gradient, 0), pick(gradient, 1)];
  return unary('sqrt', add(mul(a, a), mul(b, b)));
};

/** Adds to a traced step what the wishes need; values and bits of the step itself stay what they are. */
export function watched(step: Program, wanted: readonly Wish[]): Program {
  const wants = (wish: Wish): boolean => wanted.includes(wish);
  const { x, loss, gradient } = step.outputs as { x: Node; loss: Node; gradient: Node };
  const [row, gone, best, reach, calm] = [...Object.values(watchInputs), CALM].map((name) => input(name)) as [
    Node, Node, Node, Node, Node,
  ]; // prettier-ignore
  const nothing = constant(0);
  const finite = binary('equal', add(sub(loss, loss), sum(sub(x, x))), nothing);
  const goneNow = where(finite, gone, where(binary('less', gone, nothing), row, gone));
  const alive = binary('less', goneNow, nothing);
  const bestNow = where(alive, binary('min', best, loss), best);
  const meets = where(binary('lessEqual', loss, input(LIMIT)), row, reach);
  const reachNow = where(alive, where(binary('less', reach, nothing), meets, reach), reach);
  const slope = slopeOf(gradient);
  const rowNext = add(row, constant(1));
  const calmNow = where(binary('lessEqual', slope, input(CALM_SLOPE)), calm, rowNext);
  const kept: Record<string, Carried> = {};
  if (wants('gone') || wants('best') || wants('reach')) kept[watchInputs.gone] = { node: gone, next: goneNow };
  if (wants('best')) kept[watchInputs.best] = { node: best, next: bestNow };
  if (wants('reach')) kept[watchInputs.reach] = { node: reach, next: reachNow };
  if (wants('calm')) kept[CALM] = { node: calm, next: calmNow };
  if (Object.keys(kept).length > 0) kept[watchInputs.row] = { node: row, next: rowNext };
  const told: Record<Wish, Node> = { loss, slope, x, gone: goneNow, best: bestNow, reach: reachNow, calm: calmNow };
  return program({
    values: {
      ...step.values,
      ...(wants('reach') && { [LIMIT]: input(LIMIT) }),
      ...(wants('calm') && { [CALM_SLOPE]: input(CALM_SLOPE) }),
    },
    state: { ...step.state, ...kept },
    feeds: step.feeds,
    outputs: Object.fromEntries(wanted.map((wish) => [wish, told[wish]])),
  });
}
