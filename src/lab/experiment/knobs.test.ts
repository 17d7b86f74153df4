/** Every number that a study may vary: found by its name, read, and turned without touching anything else. */
import { expect, test } from 'vitest';
import '../everything.ts';
import { knobsOf, turnedTo } from './knobs.ts';
import { decode, encode } from './link.ts';

function opened(link: string) {
  const read = decode(link);
  if ('refused' in read) throw new Error(read.refused.message);
  expect(read.notes).toEqual([]);
  return read.experiment;
}

const learning = '#v1/moons(n=100)/mlp/bce/batch=16/l2=0.01/adam(lr=0.1).cosine.lookahead(k=10)&lbfgs/steps=50';

test('are the optimizer’s, those around it, and those of learning', () => {
  const { runs, problem } = opened(learning);
  const names = [...knobsOf(runs[0]!, problem).keys()];
  for (const name of ['lr', 'beta1', 'schedule.T_max', 'schedule.warmup', 'lookahead.k', 'problem.batch', 'problem.l1'])
    expect(names).toContain(name);
  expect(names).not.toContain('problem.flip'); // no number
  expect([...knobsOf(runs[0]!).keys()].filter((name) => name.startsWith('problem.'))).toEqual([]);
  const surface = opened('#v1/beale/sgd');
  expect([...knobsOf(surface.runs[0]!, surface.problem).keys()]).toEqual([
    'lr',
    'momentum',
    'dampening',
    'weight_decay',
  ]);
});

test('each has its value, and turning it changes nothing else', () => {
  const experiment = opened(learning);
  const { problem } = experiment;
  experiment.runs.forEach((run, index) => {
    for (const [name, { param, value, turned }] of knobsOf(run, problem)) {
      expect(turned(value)).toEqual({ run, problem });
      const other = value === param.min ? param.min + 1 : param.min;
      const now = turned(other);
      expect(knobsOf(now.run, now.problem).get(name)!.value, name).toBe(other);
      const back = turnedTo(now.run, now.problem, [[name, value]]);
      expect(back, name).toEqual({ run, problem });
      const runs = experiment.runs.with(index, now.run);
      expect(encode({ ...experiment, ...now, runs } as typeof experiment)).not.toBe(encode(experiment));
    }
  });
});

test('a batch of all rows is said as such', () => {
  const { runs, problem } = opened(learning);
  const batch = knobsOf(runs[0]!, problem).get('problem.batch')!;
  expect([batch.value, batch.param.max]).toEqual([16, 80]);
  expect(batch.turned(80).problem).toMatchObject({ batch: 'all' });
  const ordered = opened('#v1/inline(x=(1)(2)(3),y=(1,2,3))/linear-model/mse/order=(0,1)(2,0)/sgd/steps=10');
  expect(knobsOf(ordered.runs[0]!, ordered.problem).has('problem.batch')).toBe(false);
});

test('a link may sweep any of them, and says what there is where it names another', () => {
  const sweep = (name: string): string[] => {
    const read = decode(`${learning}/sweep=${name},1,20,5`);
    if ('refused' in read) throw new Error(read.refused.message);
    return read.notes.map(({ message }) => message);
  };
  for (const name of ['schedule.T_max', 'lookahead.k', 'problem.batch', 'problem.l2']) expect(sweep(name)).toEqual([]);
  expect(sweep('problem.bach')[0]).toMatch(/did you mean problem\.batch\?/);
  const read = opened(`${learning}/sweep=problem.batch,1,64,5/plane=1,lr,0.001,1,4,problem.l2,1e-05,0.1,3`);
  expect(opened(encode(read))).toEqual(read);
});
