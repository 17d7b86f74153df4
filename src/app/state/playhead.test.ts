/** Playback goes from the start to the end in a sensible time, and nowhere else. */
import { beforeEach, expect, test, vi } from 'vitest';
import { duration, playhead, SPEEDS } from './playhead.ts';

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', () => 1);
  playhead.reached = () => Infinity;
  playhead.setSpeed(1);
  playhead.setLoop(false);
  playhead.setSteps(200);
  playhead.begin('playing');
});

/** Seconds of playback at 60 frames a second until it stops by itself. */
function playedFor(): number {
  let frames = 0;
  for (; playhead.playing && frames < 10_000; frames++) playhead.advance(1000 + (frames * 1000) / 60);
  return frames / 60;
}

test.each([1, 10, 200, 1000, 10_000])('%i steps play in 6 to 10 seconds', (steps) => {
  playhead.setSteps(steps);
  playhead.begin('playing');
  const seconds = playedFor();
  expect(seconds).toBeGreaterThan(5.9);
  expect(seconds).toBeLessThan(10.2);
  expect(playhead.moment).toBe(steps);
});

test('twice the speed takes half the time', () => {
  playhead.setSpeed(2);
  expect(playedFor()).toBeCloseTo(duration(200) / 2, 1);
});

test('it waits for rows that are still being computed', () => {
  playhead.reached = () => 50;
  for (let frame = 0; frame < 600; frame++) playhead.advance(1000 + frame * 16);
  expect(playhead.moment).toBe(50);
  expect(playhead.playing).toBe(true);
});

test('a longer experiment keeps the moment, but the end stays the end', () => {
  playhead.seek(40);
  playhead.setSteps(400);
  expect(playhead.moment).toBe(40);
  playhead.goTo(400);
  playhead.setSteps(1000);
  expect(playhead.moment).toBe(1000);
  playhead.setSteps(30);
  expect(playhead.moment).toBe(30);
});

test('steps land on whole steps and stay inside', () => {
  playhead.goTo(10.4);
  playhead.stepBy(1);
  expect(playhead.moment).toBe(11);
  playhead.goTo(10.4);
  playhead.stepBy(-1);
  expect(playhead.moment).toBe(10);
  playhead.stepBy(-100);
  expect(playhead.moment).toBe(0);
});

test('what is pointed at is shown only while it rests', () => {
  playhead.goTo(20);
  playhead.peek(7);
  expect(playhead.shown).toBe(7);
  playhead.play();
  expect(playhead.shown).toBe(20);
  playhead.peek(undefined);
});

test('speeds go up and down a ladder and stop at its ends', () => {
  for (let press = 0; press < 9; press++) playhead.faster(1);
  expect(playhead.speed).toBe(SPEEDS.at(-1));
  for (let press = 0; press < 19; press++) playhead.faster(-1);
  expect(playhead.speed).toBe(SPEEDS[0]);
});
