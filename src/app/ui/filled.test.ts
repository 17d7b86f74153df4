/** The numbers in the inspector are the engine's to the digits shown: for every optimizer, at a hundred random steps. */
import { describe, expect, test } from 'vitest';
import { optimizers } from '../../lab/catalogues.ts';
import { unfit } from '../../lab/experiment/fits.ts';
import { inspector } from '../../lab/experiment/inspect.ts';
import { runAll } from '../../lab/experiment/race.ts';
import { complete } from '../../lab/experiment/validate.ts';
import { stream } from '../../lab/numeric/random.ts';
import { saidOf } from './said.ts';
import { factsOf } from '../text/seen.ts';
import { filledLines, texNumber } from './filled.ts';

const experimentOf = (id: string) => {
  const completed = complete({ problem: { surface: { id: 'rosenbrock' } }, runs: [{ id }], steps: 300, noise: 0.1 });
  if ('problems' in completed) throw new RangeError(JSON.stringify(completed.problems));
  return completed.experiment;
};

const { problem } = experimentOf('sgd');
const fitting = optimizers.ids.filter((id) => unfit(problem, { id, values: {} }) === undefined);

/** Every numeral of a formula as it stands there; exponents and subscripts of letters are none. */
const numeralsIn = (tex: string): string[] =>
  [
    ...tex
      .replaceAll('\\begin{smallmatrix}', ' ')
      .replace(/_\{?[\w,]+\}?/g, '')
      .matchAll(/10\^\{-?\d+\}|(?<![\w.}])-?\d+(?:\.\d+)?(?: \\cdot 10\^\{-?\d+\})?/g),
  ].map(([it]) => it);

describe.each(fitting)('%s', (id) => {
  const experiment = experimentOf(id);
  const [run] = experiment.runs;
  const { rows } = runAll(experiment).trajectories[0]!;
  const looker = inspector(experiment, 0)!;
  const luck = stream(5, 'shown steps', 0);
  const steps = Array.from({ length: 100 }, () => Math.floor(luck.uniform() * (rows - 1)));

  test('results are written from the numbers of the run', () => {
    for (const step of steps) {
      const seen = looker.at(step)!;
      const results = seen.lines.flatMap(({ value }) => (value && value.length <= 4 ? [[...value]] : []));
      for (const { result } of filledLines(run!, seen)) {
        if (!result) continue;
        const shown = numeralsIn(result.tex);
        const finite = results.map((values) => values.filter(Number.isFinite).map((it) => texNumber(it)));
        expect(finite.some((it) => it.length === shown.length && it.every((text, i) => text === shown[i]))).toBe(true);
      }
    }
  });

  test('every numeral filled in is a letter’s number, a setting, or stands in the rule itself', () => {
    for (const step of steps) {
      const seen = looker.at(step)!;
      const letters = seen.lines.flatMap(({ reads }) => Object.values(reads).flatMap((values) => [...values]));
      const known = new Set(
        letters.flatMap((it) => [texNumber(it), texNumber(it, true)]).map((it) => it.replace(/^-/, '')),
      );
      for (const { rule, numbers } of filledLines(run!, seen)) {
        const own = new Set(numeralsIn(rule.tex).map((it) => it.replace(/^-/, '')));
        for (const numeral of numeralsIn(numbers?.tex ?? '')) {
          const plain = numeral.replace(/^-/, '');
          const parts = [plain, ...plain.split(' \\cdot ')]; // a product may look like a power of ten
          if (!parts.some((it) => own.has(it) || known.has(it)))
            expect([rule.plain, numbers?.tex]).toEqual([plain, 'a known number']);
        }
      }
    }
  });

  test('the sentence has numbers for every number', () => {
    for (const step of steps) {
      const seen = looker.at(step)!;
      expect(saidOf(factsOf(experiment, 0, seen), seen)).not.toMatch(/NaN|undefined|∞/);
    }
  });
});
