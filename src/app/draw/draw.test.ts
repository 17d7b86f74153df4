/** The drawing's arithmetic: projections that invert, lines cut to the map, axes that say their shift, inks told apart. */
import { lab, rgb } from 'd3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Trajectory } from '../../lab/experiment/trajectory.ts';
import type { DrawnRun, Viewport } from '../view.ts';
import { clipSegment } from './clip.ts';
import { decimate } from './decimate.ts';
import { elsewhereColour, goneColour, placeShades, scaleColour } from './heat.ts';
import { inks, papers } from './palette.ts';
import { nearest } from './paths.ts';
import { panBy, roundRegion, toPixels, toSurface, zoomAt } from './projection.ts';
import { classColour } from './classes.ts';
import { type CurveOptions, curvesOf, momentAt, rowsAround, scalesFor, seriesOf, valueAt } from './series.ts';
import { formatValue } from './text.ts';

const viewport: Viewport = { region: [-2, 2, -1, 3], width: 800, height: 400 };
const size = { width: 800, height: 200 };

function run(losses: readonly number[], path?: readonly (readonly [number, number])[]): DrawnRun {
  const trajectory = new Trajectory(losses.length - 1);
  trajectory.append({
    from: 0,
    rows: losses.length,
    x: Float64Array.from((path ?? losses.map((_, k) => [k / losses.length, 0] as const)).flat()),
    loss: Float64Array.from(losses),
    slope: Float64Array.from(losses),
    cost: Float64Array.from(losses, (_, k) => 2 * k),
    series: {},
  });
  return { label: 'run', trajectory, ink: inks('lab', false)[0]!, dimmed: false };
}

describe('a map', () => {
  const coordinate = fc.double({ min: -2, max: 3, noNaN: true });
  test('a pixel is where its point is', () => {
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        const [px, py] = toPixels(viewport, x, y);
        const [a, b] = toSurface(viewport, px, py);
        expect(Math.abs(a - x) + Math.abs(b - y)).toBeLessThan(1e-9);
      }),
    );
    expect(toPixels(viewport, -2, 3)).toEqual([0, 0]);
  });
  test('a region is rounded by less than a pixel of any screen, to few digits', () => {
    const side = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    const edge = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(edge, edge, side, (x, y, width) => {
        const region = [x, x + width, y, y + width] as const;
        const short = roundRegion(region);
        for (const [index, it] of short.entries())
          expect(Math.abs(it - region[index]!)).toBeLessThanOrEqual(1e-4 * width);
      }),
    );
    expect(roundRegion([-1.2345678901234567, 2.1000000000000014, 0, 3])).toEqual([-1.2346, 2.1, 0, 3]);
  });

  test('zooming keeps the point under the pointer, and zooming back undoes it', () => {
    const at = toSurface(viewport, 200, 300);
    const region = zoomAt(viewport, 200, 300, 2);
    const after = toSurface({ ...viewport, region }, 200, 300);
    expect(Math.hypot(after[0] - at[0], after[1] - at[1])).toBeLessThan(1e-12);
    const back = zoomAt({ ...viewport, region }, 200, 300, 0.5);
    back.forEach((edge, i) => expect(edge).toBeCloseTo(viewport.region[i]!, 9));
  });
  test('zooming in and out a thousand times never leaves the numbers', () => {
    for (const factor of [2, 0.5]) {
      let { region } = viewport;
      for (let i = 0; i < 1000; i++) region = zoomAt({ ...viewport, region }, 10, 10, factor);
      const [xmin, xmax, ymin, ymax] = region;
      expect(region.every(Number.isFinite) && xmin < xmax && ymin < ymax).toBe(true);
    }
  });
  test('panning moves what was grabbed', () => {
    const region = panBy(viewport, 100, 0);
    expect(toSurface({ ...viewport, region }, 500, 0)[0]).toBeCloseTo(toSurface(viewport, 400, 0)[0], 9);
  });
});

describe('a line', () => {
  const box = { left: 0, top: 0, right: 100, bottom: 50 };
  const place = fc.double({ min: -300, max: 300, noNaN: true });
  test('is cut to what lies inside', () => {
    fc.assert(
      fc.property(place, place, place, place, (ax, ay, bx, by) => {
        const inside = (t: number): boolean => {
          const [x, y] = [ax + t * (bx - ax), ay + t * (by - ay)];
          return x >= -1e-6 && x <= 100 + 1e-6 && y >= -1e-6 && y <= 50 + 1e-6;
        };
        const part = clipSegment(box, ax, ay, bx, by);
        if (part) expect(part.every(inside)).toBe(true);
        else for (let t = 0.005; t < 1; t += 0.01) expect(inside(t) && t * 0 !== 0).toBe(false);
      }),
    );
  });
  test('thinned to pixels, keeps its ends and every peak', () => {
    const values = Array.from({ length: 10_000 }, (_, k) => (k === 4321 ? 99 : Math.sin(k)));
    const line = decimate(values.length, 0, (row) => row / 20, (row) => values[row]!); // prettier-ignore
    expect(line.row.length).toBeLessThan(2100);
    expect([line.row[0], line.row.at(-1)]).toEqual([0, 9999]);
    expect(Math.max(...line.y)).toBe(99);
  });
  test('under the pointer is found with its row, but only where it has been', () => {
    const straight = run([3, 2, 1], [[-2, 1], [0, 1], [2, 1]]); // prettier-ignore
    const [px, py] = toPixels(viewport, 0, 1);
    expect(nearest(viewport, [straight], 2, px + 3, py + 3, 8)).toEqual({ run: 0, row: 1 });
    expect(nearest(viewport, [straight], 2, px, py + 50, 8)).toBeUndefined();
    expect(nearest(viewport, [straight], 0, px, py, 8)).toBeUndefined();
  });
});

describe('the chart', () => {
  const options: CurveOptions = { y: 'log', x: 'linear', unit: 'steps', steps: 4 };
  test('a loss below 0 shifts a log axis, which says by how much', () => {
    const series = [seriesOf('loss', run([5, 1, -78, -78.3, -78.33]), [])];
    const scales = scalesFor(series, options, size);
    expect(scales.shift).toBeLessThanOrEqual(-78.33);
    for (const value of series[0]!.values) expect(Number.isFinite(scales.y(value))).toBe(true);
    expect(scales.y(5)).toBeLessThan(scales.y(-78));
    expect(scalesFor(series, { ...options, y: 'linear' }, size).shift).toBeUndefined();
    expect(scalesFor([seriesOf('loss', run([5, 1, 0.1]), [])], options, size).shift).toBeUndefined();
  });
  test('a series asked now and then is a straight line between what it told, and still tells only that', () => {
    const some = run([9, 9, 9, 9, 9, 9]);
    some.trajectory.series['train-loss'] = Float64Array.of(8, NaN, NaN, 2, NaN, NaN);
    const [series] = curvesOf('scores', some, [], (name) => name);
    expect([...series!.values]).toEqual([8, 8, 8, 2, 2, 2]);
    expect([0, 1, 2.5, 3, 4, 9].map((moment) => rowsAround(series!, moment))).toEqual([[0, 3], [0, 3], [0, 3], [3, 3], [3, 3], [3, 3]]); // prettier-ignore
    const asked = series!.asked!;
    const line = decimate(6, 0, (row) => 10 * row, (row) => series!.values[row]!, (row) => Number.isNaN(asked[row]!)); // prettier-ignore
    expect(line).toEqual({ row: [0, 3], x: [0, 30], y: [8, 2] });
    const always = seriesOf('loss', some, []);
    expect([0, 1.5, 5].map((moment) => rowsAround(always, moment))).toEqual([[0, 1], [1, 2], [5, 5]]); // prettier-ignore
  });
  test('numbers that are none never set its scale', () => {
    const scales = scalesFor([seriesOf('loss', run([5, 1, Infinity, NaN, 2]), [])], options, size);
    expect([...scales.yDomain, ...scales.xDomain].every(Number.isFinite)).toBe(true);
  });
  test('a run that explodes, up or down, leaves the chart instead of flattening the others', () => {
    const calm = seriesOf('loss', run([5, 3, 1, 0.5, 0.1]), []);
    for (const sign of [1, -1]) {
      const wild = run([5, sign * 50, sign * 1e9, sign * 1e200, NaN]);
      wild.trajectory.ending = { kind: 'diverged', at: 4, cause: 'loss' };
      for (const y of ['log', 'linear'] as const) {
        const scales = scalesFor([calm, seriesOf('loss', wild, [])], { ...options, y }, size);
        expect(Math.max(...scales.yDomain.map(Math.abs))).toBeLessThan(1e3);
        expect(Number.isFinite(scales.y(1e200)) && Number.isFinite(scales.y(-1e200))).toBe(true);
      }
    }
  });
  test('a pixel of the axis is a moment, in steps or in evaluations', () => {
    const series = [seriesOf('loss', run([5, 4, 3, 2, 1]), [])];
    for (const unit of ['steps', 'cost'] as const) {
      const scales = scalesFor(series, { ...options, unit }, size);
      expect(momentAt(series, scales, scales.x(unit === 'steps' ? 2 : 4))).toBeCloseTo(2, 6);
    }
    expect(valueAt(series[0]!, 2)).toBe(3);
  });
});

test('numbers are short and say what they are', () => {
  const texts = [0.601, 6.0123e-7, -78.332331, 123456, NaN, Infinity, 0].map(formatValue);
  expect(texts).toEqual(['0.6010', '6.01e−7', '−78.33', '1.23e5', 'NaN', '∞', '0']);
  fc.assert(fc.property(fc.double(), (x) => formatValue(x).length <= 9));
});

/** What a person without one kind of cone sees, after Viénot, Brettel & Mollon 1999: linear light, one matrix per kind. */
const blindness = {
  none: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
  deutan: [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
} as const; // prettier-ignore

const linear = (byte: number): number => (byte <= 10.31475 ? byte / 3294.6 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
const curved = (light: number): number =>
  255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);

function seen(colour: string, kind: keyof typeof blindness): [number, number, number] {
  const { r, g, b } = rgb(colour);
  const light = [r, g, b].map(linear);
  return blindness[kind].map((row) => curved(Math.min(1, Math.max(0, row.reduce<number>((sum, part, i) => sum + part * light[i]!, 0))))) as [number, number, number]; // prettier-ignore
}

const difference = (a: string, b: string, kind: keyof typeof blindness): number => {
  const [one, two] = [a, b].map((colour) => {
    const [red, green, blue] = seen(colour, kind);
    return lab(rgb(red, green, blue));
  }) as [ReturnType<typeof lab>, ReturnType<typeof lab>];
  return Math.hypot(one.l - two.l, one.a - two.a, one.b - two.b);
};

const luminance = (colour: string): number => {
  const { r, g, b } = rgb(colour);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
};
const contrast = (a: string, b: string): number => {
  const [low, high] = [luminance(a), luminance(b)].sort((one, two) => one - two) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

test('scores give two curves, the second dashed on the test rows, and keep the last number between two scores', () => {
  const learned = run([3, 2, 1]);
  Object.assign(learned.trajectory.series, {
    'train-loss': Float64Array.of(3, NaN, 1),
    'test-loss': Float64Array.of(4, NaN, 2),
  });
  const [train, onTest] = curvesOf('scores', learned, [], (name) => `${name}, test`);
  expect([...train!.values, ...onTest!.values]).toEqual([3, 3, 1, 4, 4, 2]);
  expect([train!.ink.dash.length, onTest!.ink.dash.length, onTest!.label]).toEqual([0, 2, `${train!.label}, test`]);
});

describe.each([false, true])('the colours of classes, dark: %s', (dark) => {
  const first = [0, 1, 2, 3].map((index) => classColour(index, dark));
  test.each(Object.keys(blindness) as (keyof typeof blindness)[])(
    'the first four are apart for eyes of kind %s',
    (kind) => {
      first.forEach((a, i) =>
        first.slice(i + 1).forEach((b) => expect(difference(a, b, kind), `${a} ${b}`).toBeGreaterThan(9)),
      );
    },
  );
  test('stand out from the paper', () => {
    for (const colour of first)
      expect(contrast(colour, (dark ? papers.dark : papers.light).ground), colour).toBeGreaterThan(3);
  });
});

/** The bytes of a picture as a colour. */
const unpacked = (bytes: number): string => rgb(bytes & 255, (bytes >> 8) & 255, (bytes >> 16) & 255).formatHex();

describe.each([false, true])('the colours of maps, dark: %s', (dark) => {
  const paper = dark ? papers.dark : papers.light;
  const soonest = Array.from({ length: 8 }, (_, place) => unpacked(placeShades(place, paper)[0]!));
  test.each(Object.keys(blindness) as (keyof typeof blindness)[])(
    'eight places, what diverged and what is elsewhere are apart for eyes of kind %s',
    (kind) => {
      const all = [...soonest, goneColour(paper), elsewhereColour(paper)];
      all.forEach((a, i) =>
        all.slice(i + 1).forEach((b) => expect(difference(a, b, kind), `${a} ${b}`).toBeGreaterThan(9)),
      );
    },
  );
  test.each(Object.keys(blindness) as (keyof typeof blindness)[])(
    'the scale from little to much only grows lighter for eyes of kind %s',
    (kind) => {
      const shades = Array.from({ length: 33 }, (_, i) => lab(rgb(...seen(scaleColour(i / 32), kind))).l);
      for (let i = 1; i < shades.length; i++) expect(shades[i]).toBeGreaterThan(shades[i - 1]!);
      expect(shades[32]! - shades[0]!).toBeGreaterThan(60);
    },
  );
});

describe.each([false, true])('the inks, dark: %s', (dark) => {
  const list = inks('lab', dark);
  const paper = dark ? papers.dark : papers.light;
  test.each(Object.keys(blindness) as (keyof typeof blindness)[])(
    'the first eight are apart for eyes of kind %s',
    (kind) => {
      const first = list.slice(0, 8);
      first.forEach((a, i) =>
        first
          .slice(i + 1)
          .forEach((b) => expect(difference(a.colour, b.colour, kind), `${a.colour} ${b.colour}`).toBeGreaterThan(9)),
      );
    },
  );
  test('no two have the same colour, dash and marker', () => {
    expect(new Set(list.map((ink) => JSON.stringify([ink.dash, ink.marker]))).size).toBe(12);
  });
  test('stand out from the map, high and low', () => {
    for (const { colour } of list.slice(0, 8))
      for (const ground of [paper.low, paper.high])
        expect(contrast(colour, ground), `${colour} on ${ground}`).toBeGreaterThan(3);
  });
});
