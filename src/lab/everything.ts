/** Fills the catalogues with every entry there is: one file, one entry, its file name the id; there is no list to edit. */
import { datasets, losses, matrices, models, optimizers, schedules, surfaces, wrappers } from './catalogues.ts';
import './experiment/fits-squares.ts';
import { scenes } from './scenes.ts';

datasets.add(import.meta.glob('./datasets/*.ts', { eager: true, import: 'default' }));
matrices.add(import.meta.glob('./matrices/*.ts', { eager: true, import: 'default' }));
optimizers.add(import.meta.glob('./optimizers/*.ts', { eager: true, import: 'default' }));
schedules.add(import.meta.glob('./schedules/*.ts', { eager: true, import: 'default' }));
wrappers.add(import.meta.glob('./wrappers/*.ts', { eager: true, import: 'default' }));
surfaces.add(import.meta.glob('./surfaces/*.ts', { eager: true, import: 'default' }));
models.add(import.meta.glob('./models/*.ts', { eager: true, import: 'default' }));
losses.add(import.meta.glob('./losses/*.ts', { eager: true, import: 'default' }));
scenes.add(import.meta.glob('./scenes/*.ts', { eager: true, import: 'default' }));
