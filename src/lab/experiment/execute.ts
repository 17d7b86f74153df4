/** Which executor runs the lab's programs; everything above asks here and knows no other. */
import { canCompile, compile, type Precision } from '../graph/compile.ts';
import { interpret } from '../graph/interpret.ts';
import type { Execute } from '../graph/program.ts';

/** False where the browser has no WebAssembly (lockdown modes): the same bits, slower. */
export const compiled = canCompile();

export const execute: Execute = (program) => (compiled ? compile(program) : interpret(program));

/** The same at another precision; without WebAssembly everything is computed in float64. */
export const executeIn = (precision: Precision = 'f64'): Execute =>
  compiled && precision !== 'f64' ? (program) => compile(program, precision) : execute;
