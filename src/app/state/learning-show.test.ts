/** What is on show, in the words of the link and back. */
import { expect, test } from 'vitest';
import { readShown, type Shown, writeShown } from './learning-show.ts';

const all: Shown[] = (['fields', 'network', 'layers', 'landscape'] as const).flatMap((view) =>
  [0, 2].flatMap((run) =>
    (['principal', 'random', 'weights'] as const).map((plane): Shown => ({ view, run, plane, pair: [3, 8] })),
  ),
);

test.each(all)('%j is the same when written and read', (shown) => {
  const { view, run, plane, pair } = shown;
  const laid = view === 'landscape';
  expect(readShown(writeShown(shown), 3, 9)).toEqual({
    view,
    run: view === 'fields' ? 0 : run,
    plane: laid ? plane : 'principal',
    pair: laid && plane === 'weights' ? pair : [0, 1],
  });
});

test('is as short as can be', () => {
  const words = (part: Partial<Shown>): string | undefined =>
    writeShown({ view: 'landscape', run: 0, plane: 'principal', pair: [0, 1], ...part });
  expect(words({ view: 'fields' })).toBeUndefined();
  expect(words({})).toBe('landscape');
  expect(words({ run: 1 })).toBe('landscape.2');
  expect(words({ plane: 'random' })).toBe('landscape.1.random');
  expect(words({ plane: 'weights' })).toBe('landscape.1.weights.1.2');
});

test('what makes no sense is as if it were not said', () => {
  const usual = { view: 'landscape', run: 0, plane: 'principal', pair: [0, 1] };
  expect(readShown('landscape.9.sideways', 3, 9)).toEqual(usual);
  expect(readShown('landscape.0.weights.10.0', 3, 9)).toEqual({ ...usual, plane: 'weights' });
  expect(readShown('sweep', 3, 9)).toEqual({ ...usual, view: 'fields' });
  // A network of one weight has no second one.
  expect(readShown('landscape.1.weights', 3, 1)).toEqual({ ...usual, plane: 'weights', pair: [0, 0] });
});
