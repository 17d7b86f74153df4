/** docs/catalogue.md lists every entry there is; `npm run docs` writes it from the entries themselves. */
import { expect, test } from 'vitest';
import { datasets, losses, matrices, models, optimizers, schedules, surfaces, wrappers } from './catalogues.ts';
import type { Catalogue } from './describe/catalogue.ts';
import { scenes } from './scenes.ts';
import { surfaceGroups } from './surface.ts';

const row = (...cells: readonly (string | number)[]): string =>
  `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;

const table = (head: readonly string[], rows: readonly string[]): string =>
  [row(...head), row(...head.map(() => '---')), ...rows].join('\n');

function optimizerTable(): string {
  const entries = optimizers.ids.map((id) => ({ id, ...optimizers.get(id) })).toSorted((a, b) => a.year - b.year);
  return table(
    ['year', 'id', 'optimizer', 'what makes it different', 'source'],
    entries.map(({ id, title, year, idea, source }) => row(year, `\`${id}\``, title, idea, source)),
  );
}

interface Told {
  readonly title: string;
  readonly idea: string;
  readonly source: string;
}

const plainTable = (known: Catalogue<Told>, says = 'what it does'): string =>
  table(
    ['id', 'called', says, 'source'],
    known.ids.map((id) => {
      const { title, idea, source } = known.get(id);
      return row(`\`${id}\``, title, idea, source);
    }),
  );

function surfaceTable(group: string): string {
  const ids = surfaces.ids.filter((id) => surfaces.get(id).group === group);
  return table(
    ['id', 'surface', 'what it teaches', 'source'],
    ids.map((id) => {
      const { title, idea, source } = surfaces.get(id);
      return row(`\`${id}\``, title, idea, source);
    }),
  );
}

const page = (): string => `# The catalogue

Written by \`npm run docs\` from the entries; a test notices when it is out of date. Do not edit. Parameters with their limits:
\`npm run -s lab -- list\`. What each was compared with: [coverage](coverage.md).

## ${optimizers.ids.length} optimizers

${optimizerTable()}

## ${schedules.ids.length} schedules

${plainTable(schedules)}

## ${wrappers.ids.length} wrappers

${plainTable(wrappers)}

## ${surfaces.ids.length} surfaces

${surfaceGroups.map((group) => `### ${group}\n\n${surfaceTable(group)}`).join('\n\n')}

## ${matrices.ids.length} matrix problems

${plainTable(matrices, 'what it teaches')}

## ${datasets.ids.length} data sets

${plainTable(datasets, 'what it teaches')}

## ${models.ids.length} models

${plainTable(models, 'what it teaches')}

## ${losses.ids.length} losses

${plainTable(losses, 'what makes it different')}

## ${scenes.ids.length} scenes

Every claim is a test.

${table(
  ['id', 'scene', 'what to watch'],
  scenes.ids
    .map((id) => ({ id, ...scenes.get(id) }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ id, title, watch }) => row(`\`${id}\``, title, watch)),
)}
`;

test('the catalogue page lists what there is', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/catalogue.md');
});
