/** The language the app speaks; everything it says is read from here. */
import { en, type Words } from './en.ts';

export const words: Words = en;
