import { expect, test } from 'vitest';
import { rehearse } from './rehearsal.ts';

test('a rehearsal runs to its end and gives way often', () => {
  expect([...rehearse()].length).toBeGreaterThan(4);
});
