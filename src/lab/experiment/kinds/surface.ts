/** The problem that is a surface: `beale/start=1,1.6`. */
import { surfaces } from '../../catalogues.ts';
import { type Report, shown } from '../complaint.ts';
import type { SurfaceProblem } from '../experiment.ts';
import { numberIn } from '../link-syntax.ts';
import { numeral } from '../numeral.ts';
import { readChoice, readNumber, own } from '../read.ts';
import { coordinate } from '../settings.ts';
import type { ProblemKind } from '../kind.ts';

export const surfaceKind: ProblemKind<SurfaceProblem> = {
  what: 'a surface',
  choices: { surface: surfaces },
  keys: { start: (text) => text.split(',').map(numberIn) },
  dimension: () => 2,
  title: ({ surface }) => surfaces.get(surface.id).title,
  idea: ({ surface }) => surfaces.get(surface.id).idea,
  read(json, report) {
    const surface = readChoice('surface', surfaces, own(json, 'surface'), 'problem.surface', report);
    if (surface === undefined) return undefined;
    const start = readStart(own(json, 'start'), surfaces.get(surface.id).start, report);
    return { kind: 'surface', surface, start };
  },
  written({ surface, start }) {
    const usual = surfaces.get(surface.id).start;
    const isUsual = start.every((it, axis) => it === usual[axis]);
    return isUsual ? {} : { start: start.map(numeral).join(',') };
  },
};

function readStart(json: unknown, usual: readonly [number, number], report: Report): readonly [number, number] {
  const path = 'problem.start';
  if (json === undefined) return [usual[0], usual[1]];
  if (!Array.isArray(json) || json.length !== 2) {
    const remedy = `the start is ${usual.map(shown).join(', ')}, not ${shown(json)}`;
    report.mend(path, `must be two numbers [x, y], not ${shown(json)}`, remedy);
    return [usual[0], usual[1]];
  }
  const read = (index: 0 | 1): number => {
    const param = { ...coordinate, default: usual[index] };
    return readNumber(param, json[index] ?? null, `${path}[${index}]`, `the start’s ${'xy'[index]}`, report);
  };
  return [read(0), read(1)];
}
