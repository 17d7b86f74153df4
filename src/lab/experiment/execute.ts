/** Which executor runs the lab's programs; everything above asks here and knows no other. */
import { interpret } from '../graph/interpret.ts';
import type { Execute } from '../graph/program.ts';

export const execute: Execute = interpret;
