import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Damage, damage, normalForm } from '../../../e2e/support/damage.ts';
import { experiments } from '../../../e2e/support/generate.ts';
import type { Experiment } from './experiment.ts';
import { limits } from './limits.ts';
import { type Decoded, decode, encode, type Extras, type Opened, share } from './link.ts';
import { complete } from './validate.ts';

const opened = (text: string): Opened & { checked: 'ok' | 'absent' } => {
  const read = decode(text);
  if ('refused' in read) throw new Error(`${text} was refused: ${read.refused.message}`);
  return read;
};

const refusal = (text: string): string => {
  const read = decode(text);
  if (!('refused' in read)) throw new Error(`${text} was opened`);
  expect(read.text).toBe(text);
  return read.refused.message;
};

const notes = (text: string): string[] => opened(text).notes.map(({ message }) => message);

const experiment = (json: unknown): Experiment => {
  const read = complete(json);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.experiment;
};

const extras: fc.Arbitrary<Extras> = fc.record(
  {
    at: fc.integer({ min: 0, max: limits.steps.max }),
    view: fc
      .tuple(fc.double({ min: -9, max: 0, noNaN: true }), fc.double({ min: 1, max: 9, noNaN: true }))
      .map(([low, high]) => [low + 0, high, low + 0, high] as const),
    bits: fc.stringMatching(/^[0-9a-z]{8}$/),
  },
  { requiredKeys: [] },
);

describe('a link says exactly its experiment', () => {
  test('10,000 experiments come back as they went, from the plain link and from the shared one', () => {
    let longest = 0;
    const both = fc.property(experiments, extras, (it, more) => {
      const plain = encode(it, more);
      longest = Math.max(longest, plain.length);
      expect(decode(plain)).toEqual({ experiment: it, notes: [], extras: more, checked: 'absent' });
      expect(decode(share(it, more))).toEqual({ experiment: it, notes: [], extras: more, checked: 'ok' });
    });
    fc.assert(both, { numRuns: 10_000 });
    expect(longest).toBeLessThan(limits.linkRead);
  }, 60_000);

  test('it survives mail and chat: no character is one they cut or change, and it does not end in a mark', () => {
    fc.assert(
      fc.property(experiments, extras, (it, more) => {
        expect(share(it, more)).toMatch(/^#v1~[0-9a-z]{6}\/[\w.,+\-*/()=&%~]*\w$/);
      }),
      { numRuns: 500 },
    );
  });

  test('it may arrive percent-encoded once or twice, in a whole address, broken into lines, with &amp; for &', () => {
    const altered: ((link: string) => string)[] = [
      encodeURI,
      encodeURIComponent,
      (link) => encodeURIComponent(encodeURIComponent(link)),
      (link) => link.replace(/[^\w#%]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`),
      (link) => link.replaceAll('&', '&amp;'),
      (link) => `https://lab.example/some/path/?utm=1${link}`,
      (link) => `https%3A%2F%2Flab.example%2F${encodeURIComponent(link)}`,
      (link) => `  ${link}\n`,
      (link) => link.replace(/.{60}/g, '$&\r\n  '),
      (link) => link.slice(1),
    ];
    fc.assert(
      fc.property(experiments, fc.constantFrom(...altered), (it, alter) => {
        const read = opened(alter(share(it)));
        expect(read).toEqual({ experiment: it, notes: [], extras: {}, checked: 'ok' });
      }),
      { numRuns: 1000 },
    );
  });

  test('the segments may stand in any order', () => {
    const it = experiment({
      problem: { surface: { id: 'beale' }, start: [2, 3] },
      runs: [{ id: 'sgd', values: { lr: 0.5 } }, { id: 'adam' }],
      steps: 7,
      seed: 8,
      noise: 9,
    });
    expect(encode(it)).toBe('#v1/beale/start=2,3/sgd(lr=0.5)&adam/noise=9/seed=8/steps=7');
    for (const text of [
      '#v1/steps=7/seed=8/noise=9/beale/sgd(lr=0.5)&adam/start=2,3',
      '#v1/beale/sgd(lr=0.5)/adam/start=2,3/seed=8/noise=9/steps=7/',
      'v1/beale/sgd(lr=5e-1)/adam()/start=+2,3.0/seed=8/noise=9/steps=7',
    ])
      expect(opened(text).experiment).toEqual(it);
  });

  test('what stands around an optimizer follows it behind dots, the schedule first', () => {
    const text = '#v1/beale/adam(lr=0.1).multi-step(milestones=(20,50)).clip-norm.lookahead(k=3)&sgd/steps=9';
    expect(encode(opened(text).experiment)).toBe(text);
    const [adam, sgd] = opened(text).experiment.runs;
    expect([adam!.schedule!.id, ...adam!.wrappers!.map(({ id }) => id)]).toEqual([
      'multi-step',
      'clip-norm',
      'lookahead',
    ]);
    expect(adam!.schedule!.values['milestones']).toBe('20,50');
    expect(Object.keys(sgd!)).toEqual(['id', 'values']);
    const mixed = '#v1/beale/adam(lr=0.1).clip-norm().multi-step(milestones=(20,50)).lookahead(k=3)&sgd/steps=9';
    expect(opened(mixed).experiment).toEqual(opened(text).experiment);
  });

  test('numbers are as short as they can be read back exactly', () => {
    const written = (noise: number): string =>
      /noise=([^/]*)/.exec(encode({ ...experiment({ problem: { surface: { id: 'beale' } } }), noise }))![1]!;
    expect([0.1, 1e-7, 123456, 1e5, 12e4, 0.0001, 0.00001, 1 / 3, 5e-324].map(written)).toEqual(
      ['0.1', '1e-7', '123456', '1e5', '120000', '0.0001', '1e-5', '0.3333333333333333', '5e-324'], // prettier-ignore
    );
  });
});

describe('a link never lies', () => {
  test('what it cannot have meant is said', () => {
    expect(notes('#v1/rosenbrock(b=1e30)/steps=20')).toEqual([
      expect.stringMatching(/^rosenbrock’s b is 1e9, not 1e30/),
    ]);
    expect(notes('#v1/beale/sgd(lrr=3)')).toEqual([expect.stringMatching(/^“lrr” is left out: .*did you mean lr\?/)]);
    expect(notes('#v1/beale/sgdd&adam')).toEqual([expect.stringMatching(/^a run is left out: .*did you mean sgd\?/)]);
    expect(notes('#v1/beale/adam(lr=fast)')).toEqual([expect.stringMatching(/^adam’s lr is 0.*, not “fast”/)]);
    expect(notes('#v1/beale/adam(lr=1,lr=2)')).toEqual(['lr is said twice; the first counts']);
    expect(notes('#v1/beale/adam(fast)')).toEqual(['“fast” is left out: adam needs name=value']);
    expect(notes('#v1/beale/stepps=3')).toEqual([
      expect.stringMatching(/^“stepps” is left out: .*did you mean steps\?/),
    ]);
    expect(notes('#v1/beale/steps=1/steps=2')).toEqual(['steps is said twice; the first counts']);
    expect(notes('#v1/beale/steps=')).toEqual([expect.stringMatching(/^steps is 200, not “”/)]);
    expect(notes('#v1/beale/start=1,2,3')).toEqual([expect.stringMatching(/^the start is .*, not a list of 3/)]);
    expect(notes('#v1/beale/adam&')).toEqual([expect.stringMatching(/^a run is left out/)]);
    expect(notes('#v1/beale/at=-1/view=1,0,0,1/bits=no')).toHaveLength(3);
    expect(notes('#v1/beale/show=two.weights.3')).toEqual([]);
    expect(notes('#v1/beale/show=two..3')).toEqual([
      expect.stringMatching(/^show is left out: it must be a few short/),
    ]);
    expect(notes('#v1/beale/sgd.cosin')).toEqual([
      expect.stringMatching(/^“cosin” is left out: there is no schedule and no wrapper .*did you mean cosine\?/),
    ]);
    expect(notes('#v1/beale/sgd.cosine.step.ema.ema')).toEqual([
      'step is left out: a run has one schedule',
      'ema is left out: ema is there already',
    ]);
    expect(notes('#v1/beale/sgd..ema')).toEqual([expect.stringMatching(/^“” is left out/)]);
    expect(notes('#v1/beale/sgd.multi-step(milestones=(30,20))')).toEqual([
      expect.stringMatching(
        /^multi-step’s milestones is “60,120,160”, not “30,20”: it must be 1 to 12 numbers .*, ascending$/,
      ),
    ]);
    expect(notes(`#v1/beale/${'adam&'.repeat(12)}adam`)).toEqual(['the first 12 of 13 runs are kept']);
  });

  test('what it cannot open is refused, and its text kept', () => {
    expect(refusal('')).toMatch(/no link of the lab/);
    expect(refusal('#')).toMatch(/no link of the lab/);
    expect(refusal('#section-2')).toMatch(/no link of the lab/);
    expect(refusal('#v1')).toMatch(/names no surface/);
    expect(refusal('#v2/beale')).toMatch(/version v2; this lab reads v1/);
    expect(refusal('#v1/beal')).toMatch(/did you mean beale\?/);
    expect(refusal('#v1/formula(f=x+)')).toMatch(/missing/);
    expect(refusal('#v1/beale/%')).toMatch(/broken % code/);
    expect(refusal('#v1/beale/%ff')).toMatch(/broken % code/);
    expect(refusal('#v1/beale/sgd(lr=0.1')).toMatch(/was cut/);
    expect(refusal(`#v1/beale/${'a'.repeat(limits.linkRead)}`)).toMatch(/at most 8192 are read/);
  });

  test('names that every object inherits are no names', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
      expect(refusal(`#v1/${name}`)).toMatch(/there is no surface/);
      expect(refusal(`#v1/${name}(${name}=1)`)).toMatch(/there is no surface/);
      expect(notes(`#v1/beale/${name}(lr=1)`)).toEqual([expect.stringMatching(/^a run is left out/)]);
      expect(notes(`#v1/beale/sgd(${name}=1)/${name}=2`)).toHaveLength(2);
    }
    expect(({} as Record<string, unknown>)['lr']).toBeUndefined();
  });

  test('a shared link that was cut or altered is noticed, and what it seems to say can still be opened knowingly', () => {
    const link = share(experiment({ problem: { surface: { id: 'beale' } }, runs: [{ id: 'sgd' }], steps: 198 }));
    const cut = decode(link.slice(0, -1));
    if (!('refused' in cut)) throw new Error('opened silently');
    expect(cut.refused.message).toMatch(/cut or altered/);
    expect(cut.suspect?.experiment.steps).toBe(19);
    expect(refusal(link.replace('198', '199'))).toMatch(/cut or altered/);
    expect(refusal(link.replace(/~\w+/, '~'))).toMatch(/cut or altered/);
    expect(opened(link.replace(/~\w+/, '')).checked).toBe('absent');
    expect(opened(link.replace(/~\w+/, (sum) => sum.toUpperCase())).checked).toBe('ok');
  });
});

describe('200,000 damaged links', () => {
  const whole = fc.sample(experiments, { numRuns: 400, seed: 1 });
  const silent = (read: Decoded): read is Opened & { checked: 'ok' | 'absent' } =>
    !('refused' in read) && read.notes.length === 0;

  /** Decodes within 50 ms; one slow reading may be the machine's fault, three are ours. */
  const timed = (text: string): Decoded => {
    for (let attempt = 1; ; attempt++) {
      const begun = performance.now();
      const read = decode(text);
      if (performance.now() - begun < 50) return read;
      if (attempt === 3) throw new Error(`slow: ${text}`);
    }
  };

  test('the same few characters over and over, as far as is read, take no longer', () => {
    const units = ['(', ')', '()', '&', ',', '/', '~', '#', '%25', '%2525', '%', 'a=', 'a=1/', 'sgd&', 'sgd(', 'sgd(lr=1)/', 'x,', 'x=1,', '|', '-', '2^', '((x', '\n ', '1e', '0', 'é', '\ud800']; // prettier-ignore
    const heads = ['', '#v1/', '#v1/beale/', '#v1/beale/sgd(', '#v1/formula(f=', '#v1/beale/start=', '#v1~', '#v'];
    for (const head of heads) for (const unit of units) timed(head + unit.repeat(9000).slice(0, 8192 - head.length));
    timed(`#v1/beale/${Array.from({ length: 1000 }, (_, index) => `k${index}=1`).join('/')}`);
    timed(`#v1/beale/sgd(${Array.from({ length: 1000 }, (_, index) => `k${index}=1`).join(',')})`);
  });

  const damaged = (links: readonly string[], judge: (it: Damage, was: string) => void): void => {
    for (let index = 0; index < 100_000; index++) {
      const was = links[index % links.length]!;
      judge(damage(was, index), was);
    }
  };

  test('with check characters: noticed, or the same experiment after all', () => {
    let survived = 0;
    const links = whole.map((it) => share(it));
    damaged(links, ({ text, kind }, was) => {
      const read = timed(text);
      if (!silent(read)) return;
      survived++;
      if (share(read.experiment) !== was) throw new Error(`${kind}: ${text} opened as ${share(read.experiment)}`);
    });
    expect(survived).toBeGreaterThan(1000);
  }, 60_000);

  test('typed by hand: whatever opens without a word is what the text says', () => {
    let survived = 0;
    const links = whole.map((it) => encode(it));
    damaged(links, ({ text, kind }) => {
      const read = timed(text);
      if (!silent(read)) return;
      survived++;
      if (decodeURIComponent(encode(read.experiment, read.extras)) !== normalForm(text))
        throw new Error(`${kind}: ${text} opened as ${encode(read.experiment)}, but says ${normalForm(text)}`);
    });
    expect(survived).toBeGreaterThan(10_000);
  }, 60_000);
});
