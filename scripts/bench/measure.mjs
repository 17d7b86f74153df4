// What all measurements share: the command's options, the lab bundled for Node, and how figures are made.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundle, root } from '../lib.mjs';

/** What `--name=` says on the command line. */
export const option = (name, otherwise) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;

/** Where bundles and what is compiled from C are kept. */
export const folder = join(root, 'node_modules/.cache/bench');
mkdirSync(folder, { recursive: true });

/** The address of a module of this folder, bundled with all of the lab it needs. */
export const bundled = async (name) =>
  pathToFileURL(await bundle(fileURLToPath(new URL(name, import.meta.url)), folder, name)).href;

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
/** Three digits or so. */
export const figure = (number) =>
  number < 10 ? number.toFixed(2) : number < 100 ? number.toFixed(1) : number.toFixed(0);
