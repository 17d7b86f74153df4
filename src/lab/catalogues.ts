/**
 * The catalogues, each begun with what the first screen shows: its scripts carry these entries and no more. All the others
 * come with `everything.ts`, which workers, the command line and tests import at once and the page a little later.
 */
import { catalogue } from './describe/catalogue.ts';
import type { DatasetEntry } from './dataset.ts';
import type { LossEntry } from './loss.ts';
import type { MatrixEntry } from './matrix.ts';
import type { ModelEntry } from './model.ts';
import type { OptimizerEntry } from './optimizer.ts';
import type { ScheduleEntry } from './schedule.ts';
import type { SurfaceEntry } from './surface.ts';
import type { WrapperEntry } from './wrapper.ts';

export const datasets = catalogue<DatasetEntry>('data set');
export const matrices = catalogue<MatrixEntry>('matrix problem');
export const optimizers = catalogue<OptimizerEntry>(
  'optimizer',
  import.meta.glob('./optimizers/{adadelta,adagrad,momentum,nesterov,rmsprop,sgd}.ts', {
    eager: true,
    import: 'default',
  }),
);
export const schedules = catalogue<ScheduleEntry>('schedule');
export const surfaces = catalogue<SurfaceEntry>(
  'surface',
  import.meta.glob('./surfaces/beale.ts', { eager: true, import: 'default' }),
);
export const wrappers = catalogue<WrapperEntry>('wrapper');
export const models = catalogue<ModelEntry>('model');
export const losses = catalogue<LossEntry>('loss');
