/** Networks and losses against PyTorch: first loss, slopes and curvature of every stored network; and how weights begin. */
import { describe, expect, test } from 'vitest';
import { dataOf, flat, joined, lossOfNet, storedNets } from '../../e2e/support/nets.ts';
import './everything.ts';
import { differentiate } from './graph/differentiate.ts';
import { interpret } from './graph/interpret.ts';
import { input, mul, sum } from './graph/node.ts';
import { program } from './graph/program.ts';

/** 1e-10 relative, with an absolute floor of 1e-12 times the largest entry. */
function near(found: Float64Array, stored: readonly number[], what: string): void {
  expect(found.length).toBe(stored.length);
  const floor = 1e-12 * Math.max(...stored.map(Math.abs));
  for (const [i, value] of stored.entries())
    expect(Math.abs(found[i]! - value), `${what}[${i}]: ${found[i]} for ${value}`).toBeLessThanOrEqual(
      Math.max(1e-10 * Math.abs(value), floor),
    );
}

/** PyTorch's multi_margin_loss has no second derivative and stored zeros; small steps tell instead. */
const uncurved = ['mlp_multi_margin_spiral'];

describe('stored networks have PyTorch’s loss, slopes and curvature', () => {
  test.each(storedNets.nets.map((net) => [net.id, net] as const))('%s', (_, net) => {
    const begin = joined(net.params);
    const [x, v] = [input('x', [begin.length]), input('v', [begin.length])];
    const { nodes, numbers } = dataOf(net);
    const loss = lossOfNet(net)(x, nodes);
    const [slope] = differentiate(loss, [x]);
    const [curved] = differentiate(sum(mul(slope!, v)), [x]);
    const feeds = { x, v, ...Object.fromEntries(Object.entries(nodes).map(([name, node]) => [`data.${name}`, node])) };
    const ready = interpret(program({ feeds, outputs: { loss, slope: slope!, curved: curved! } }));
    const along = joined(net.hvp.v);
    const found = ready.run(1, { x: begin, v: along, ...numbers });
    near(found.loss!, [net.init_loss], 'loss');
    near(found.slope!, Object.values(net.init_grads).flatMap(flat), 'slope');
    const stored = Object.values(net.hvp.Hv).flatMap(flat);
    if (!uncurved.includes(net.id)) return near(found.curved!, stored, 'curvature');
    expect(stored.every((entry) => entry === 0)).toBe(true);
    const slopeAt = (h: number): Float64Array =>
      ready.run(1, { x: begin.map((entry, i) => entry + h * along[i]!), v: along, ...numbers }).slope!;
    const [back, on] = [slopeAt(-1e-5), slopeAt(1e-5)];
    const shown = on.map((entry, i) => (entry - back[i]!) / 2e-5);
    for (const [i, entry] of found.curved!.entries()) expect(entry).toBeCloseTo(shown[i]!, 7);
  });
});
