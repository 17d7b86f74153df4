/** Every slider of every entry can be dragged and nudged over its whole stretch. */
import { describe, expect, test } from 'vitest';
import { optimizers, surfaces } from '../../lab/catalogues.ts';
import { accepts, type NumberParam } from '../../lab/describe/param.ts';
import { settings } from '../../lab/experiment/settings.ts';
import { nudged, PLACES, placeOf, valueAt } from './scale.ts';

const params: [string, NumberParam][] = [
  ...[optimizers, surfaces].flatMap((known) =>
    known.ids.flatMap((id) => Object.entries(known.get(id).params).map(([name, it]) => [`${id} ${name}`, it] as const)),
  ),
  ...Object.entries(settings),
].flatMap(([name, it]) => (it.kind === 'number' ? [[name, it]] : []));

describe.each(params)('%s', (_, param) => {
  test('every place is a value that is allowed', () => {
    for (let place = 0; place <= PLACES; place++) expect(accepts(param, valueAt(param, place))).toBe(true);
  });

  test('the ends of the slider are the ends of its stretch', () => {
    expect(placeOf(param, param.range[0])).toBe(0);
    expect(placeOf(param, param.range[1])).toBe(PLACES);
  });

  test('a value stays where it is dragged', () => {
    for (let place = 0; place <= PLACES; place += 10) {
      const value = valueAt(param, place);
      expect(valueAt(param, placeOf(param, value))).toBeCloseTo(value, 9);
    }
  });

  test('arrow keys lead from one end to the other, and back', () => {
    let value = param.range[0];
    for (let press = 0; press < 1100 && value < param.range[1]; press++) {
      const next = nudged(param, value, 1, false);
      expect(accepts(param, next)).toBe(true);
      expect(next).toBeGreaterThan(value);
      value = next;
    }
    expect(value).toBeCloseTo(param.range[1], 9);
    expect(nudged(param, value, -1, false)).toBeLessThan(value);
    expect(nudged(param, value, -1, true)).toBeLessThan(nudged(param, value, -1, false));
  });
});
