/** The one memory of all compiled programs: it takes what was planned, to the page, and does not grow as they run. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { optimizers } from '../catalogues.ts';
import { defaults } from '../describe/param.ts';
import { asClassifier } from '../experiment/experiment.ts';
import { learningOf } from '../experiment/learning.ts';
import { decode } from '../experiment/link.ts';
import { type Loss, surfaceLoss } from '../experiment/problem.ts';
import { parameterInput, traceStep } from '../experiment/step.ts';
import { sizeOf } from './node.ts';
import type { Program } from './program.ts';

const PAGE = 65_536;

function adamOn(loss: Loss): Program {
  const entry = optimizers.get('adam');
  if (entry.kind !== 'rule') throw new RangeError('adam is no rule');
  return traceStep(entry, defaults(entry.params), loss, false).program;
}

function networkLoss(link: string): Loss {
  const read = decode(link);
  if ('refused' in read) throw new Error(read.refused.message);
  return learningOf(asClassifier(read.experiment.problem)!, 1).loss;
}

test('a surface and networks take what was planned, within a page', async () => {
  // Fresh modules, so that nothing has grown the memory yet.
  vi.resetModules();
  const memories: WebAssembly.Memory[] = [];
  const { Memory } = WebAssembly;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      memories.push(this);
    }
  };
  onTestFinished(() => {
    WebAssembly.Memory = Memory;
  });
  const { codeOf, compile } = await import('./compile.ts');
  const { tensorCode } = await import('./tensor/code.ts');
  const { double, float } = await import('./wasm/real.ts');

  const surface = adamOn(surfaceLoss({ id: 'sphere', values: {} }));
  const small = adamOn(networkLoss('#v1/moons/mlp(hidden=8-8)/bce/batch=16/adam'));
  const large = adamOn(networkLoss('#v1/moons/mlp(hidden=128-128)/bce/batch=64/adam'));
  // From small to large: each grows the memory to what it needs itself.
  const runs = [
    { made: surface, planned: codeOf(surface).bytes, ready: () => compile(surface) },
    { made: small, planned: tensorCode(small, double).code.bytes, ready: () => compile(small) },
    { made: large, planned: tensorCode(large, float).code.bytes, ready: () => compile(large, 'f32') },
    { made: large, planned: tensorCode(large, double).code.bytes, ready: () => compile(large) },
  ];
  for (const { made, planned, ready } of runs) {
    const executable = ready();
    executable.memory(parameterInput('lr'))[0] = 0.01;
    for (const steps of [1, 1030]) {
      const feeds = Object.entries(made.feeds).map(([name, { shape }]) => [
        name,
        new Float64Array(steps * sizeOf(shape)),
      ]);
      executable.run(steps, Object.fromEntries(feeds));
    }
    expect(memories).toHaveLength(1);
    const taken = memories[0]!.buffer.byteLength;
    expect(taken - planned).toBeGreaterThanOrEqual(0);
    expect(taken - planned).toBeLessThan(PAGE);
  }
});
