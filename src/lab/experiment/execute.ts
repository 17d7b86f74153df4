/** Which executor runs the lab's programs; everything above asks here and knows no other. */
import { canCompile, compile } from '../graph/compile.ts';
import { interpret } from '../graph/interpret.ts';
import type { Execute } from '../graph/program.ts';

/** False where the browser has no WebAssembly (lockdown modes): the same bits, slower. */
export const compiled = canCompile();

export const execute: Execute = (program) => (compiled ? compile(program) : interpret(program));
