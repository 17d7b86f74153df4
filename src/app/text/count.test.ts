import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grouped } from './count.ts';

test('counts are grouped as the browser would', () => {
  fc.assert(fc.property(fc.integer({ min: 0 }), (count) => expect(grouped(count)).toBe(count.toLocaleString('en'))));
});
