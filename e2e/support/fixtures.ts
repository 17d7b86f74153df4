/** Which golden run is which entry of ours: the table behind the tests, and behind the coverage that is written of them. */

type Argument = number | boolean | string | null | readonly number[];
type Settings = Record<string, number | boolean | string>;

/** A stored run of torch_optim, author_optim, extra_optim, reference or scipy. */
export interface GoldenRun {
  readonly id: string;
  readonly optimizer?: string;
  readonly variant?: string;
  /** What `optimizer` is called in reference and scipy. */
  readonly method?: string;
  readonly surface: string;
  readonly start: readonly [number, number];
  readonly steps?: number;
  /** A: framework or authors’ code; B: a third party’s, checked against the formula; C: unchecked, a hint only. */
  readonly tier?: string;
  readonly args?: Readonly<Record<string, Argument>>;
  readonly protocol?: {
    readonly kind: string;
    readonly every?: number;
    readonly clip_norm?: number;
    readonly clip_value?: number;
    readonly ema?: number;
    readonly sched?: string;
  };
  readonly compare_through: number;
  readonly intended_divergence?: boolean;
  /** Rows [k, x, y, f]. */
  readonly traj: readonly (readonly [number, number, number, number])[];
  readonly extra?: {
    readonly z?: readonly (readonly number[])[];
    /** The averaged points of a run with a moving average, by stored row. */
    readonly ema?: readonly (readonly number[])[];
  };
}

/** A stored run of scipy.json: where it ended, and its first rows [k, x, y, f]. */
export interface GoldenEnd extends Omit<GoldenRun, 'traj' | 'compare_through'> {
  readonly x: readonly [number, number];
  readonly f: number;
  readonly path: GoldenRun['traj'];
}

/** A stored run of matrix.json: rows [k, f, W row by row], without W where it is not the tenth. */
export interface GoldenMatrixRun extends Omit<GoldenRun, 'surface' | 'start' | 'traj'> {
  readonly problem: string;
  readonly traj: readonly (readonly number[])[];
}

/** What tells which entry a stored run is about. */
type Named = Pick<GoldenRun, 'optimizer' | 'method' | 'variant' | 'args' | 'protocol'>;

/** One of our entries with the settings that make it the run; the rest are the entry's defaults. */
export interface Counterpart {
  readonly id: string;
  readonly values: Settings;
  readonly schedule?: Counterpart;
  readonly wrappers?: readonly Counterpart[];
}

/** Other names and fixed settings of an optimizer that is ours under another id, or with other defaults. */
const renamed: Readonly<Record<string, readonly [string, Settings]>> = {
  adam_no_bias_correction: ['adam', { bias_correction: false }],
  apollo_qn: ['apollo', {}],
  ldog: ['dog', { layerwise: true }],
  stable_adamw_kozistr: ['stable-adamw', { eps: 1e-8 }],
  lars: ['lars', { weight_decay: 0 }],
  'mars/shampoo_ns': ['mars-shampoo', {}],
  muon_torch: ['muon', { weight_decay: 0.1, eps_placement: 'floor' }],
  levenberg_fixed: ['newton-damped', { damping: 1 }],
  newton_abs_eig: ['newton-saddle-free', {}],
  'L-BFGS-B': ['lbfgs', {}],
  CG: ['nonlinear-cg', {}],
  'trust-exact': ['newton-trust-region', {}],
  barzilai_borwein1: ['barzilai-borwein', { form: 'long', lr: 1e-3 }],
  barzilai_borwein2: ['barzilai-borwein', { form: 'short', lr: 1e-3 }],
};

/** What an argument that is switched off (null) is called here. */
const off: Settings = { max_grad_norm: 0, clip_lambda: false };

/** Arguments that choose a line of the rule, or that say something a 2-vector need not be told. */
const translated: Readonly<Record<string, (settings: Settings, run: Named) => Settings>> = {
  // timm's own least side is 16, and the networks' are smaller.
  adafactor_timm: ({ beta2: _unused, min_dim_size_to_factor: least = 16, ...rest }) => ({
    ...rest,
    factored: Number(least) < 8,
    relative_step: !('lr' in rest),
  }),
  aggmo: (settings) => ({ ...settings, velocities: 'beta4' in settings ? '4' : '3' }),
  apollo_qn: ({ init_lr: _from, ...rest }) => rest,
  dog: (settings) => ({ ...settings, first_step: 'init_eta' in settings ? 'init_eta' : 'reps_rel' }),
  lbfgs: (settings) => ({ max_iter: 20, history_size: 100, line_search_fn: 'none', ...settings }),
  mars: ({ optimize_1d: _vector, mars_type, ...rest }) =>
    mars_type === undefined || mars_type === 'mars-shampoo' ? rest : { ...rest, mars_type },
  shampoo: ({ graft_type, ...rest }) => ({ ...rest, graft_type: graft_type === 1 ? 'gradient' : 'none' }),
  sophia_g: (settings, { protocol }) => ({ ...settings, every: protocol!.every! }),
  sophia_h: (settings, { protocol }) => ({ ...settings, every: protocol!.every! }),
};

/** Runs that one of our simpler entries is too. */
const also: Readonly<Record<string, (settings: Settings) => Counterpart>> = {
  'lion/signsgd_b0': ({ lr }) => ({ id: 'signsgd', values: { lr: lr! } }),
  'lion/signum_b1_eq_b2': ({ lr, beta1 }) => ({ id: 'signum', values: { lr: lr!, momentum: beta1! } }),
  'adam/weight_decay': ({ weight_decay, ...values }) => ({
    id: 'adam',
    values,
    wrappers: [{ id: 'coupled-decay', values: { weight_decay: weight_decay! } }],
  }),
  'adamw/wd': ({ weight_decay, ...values }) => ({
    id: 'adam',
    values,
    wrappers: [{ id: 'decoupled-decay', values: { weight_decay: weight_decay! } }],
  }),
  'sgd/momentum': (values) => ({ id: 'momentum', values }),
  'sgd/sweep_momentum': (values) => ({ id: 'momentum', values }),
  'sgd/momentum_unstable': (values) => ({ id: 'momentum', values }),
  'sgd/nesterov': ({ nesterov: _always, ...values }) => ({ id: 'nesterov', values }),
};

/** Arguments as settings: `betas` become beta1, beta2 …, and what is switched off gets its value for that. */
function settingsOf(args: Readonly<Record<string, Argument>>): Settings {
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]): [string, number | boolean | string][] => {
      if (value === null) return [[name, off[name]!]];
      if (typeof value !== 'object') return [[name, value]];
      return value.map((entry, i) => [`${name.replace(/s$/, '')}${i + 1}`, entry]);
    }),
  );
}

/** What stands around the optimizer in a run of wrappers.json, and the arguments that are the optimizer's own. */
const around: Readonly<Record<string, (settings: Settings, run: GoldenRun) => Counterpart>> = {
  sam: ({ base_optimizer, rho, adaptive, ...values }) => ({
    id: String(base_optimizer).toLowerCase(),
    values,
    wrappers: [{ id: adaptive ? 'asam' : 'sam', values: { rho: rho! } }],
  }),
  lookahead: ({ inner, k, alpha, ...values }) => ({
    id: String(inner).toLowerCase(),
    values,
    wrappers: [{ id: 'lookahead', values: { k: k!, alpha: alpha! } }],
  }),
  'clip_grad_norm+sgd': (values, { protocol }) => ({
    id: 'sgd',
    values,
    wrappers: [{ id: 'clip-norm', values: { max_norm: protocol!.clip_norm! } }],
  }),
  'clip_grad_value+sgd': (values, { protocol }) => ({
    id: 'sgd',
    values,
    wrappers: [{ id: 'clip-value', values: { clip_value: protocol!.clip_value! } }],
  }),
  'adam+ema_of_parameters': (values, { protocol }) => ({
    id: 'adam',
    values,
    wrappers: [{ id: 'ema', values: { decay: protocol!.ema! } }],
  }),
  'sgd+cosine': (values) => ({ id: 'sgd', values, schedule: { id: 'cosine', values: { T_max: 200 } } }),
  'adam+warmup_linear': (values) => ({
    id: 'adam',
    values,
    schedule: { id: 'linear', values: { start_factor: 0.05, total_iters: 20 } },
  }),
};

/** A stored schedule of schedulers.json: the rate that each step used, and what else it used or was told. */
export interface GoldenSchedule {
  readonly scheduler: string;
  readonly base_lr: number;
  readonly args: Readonly<Record<string, Argument | readonly string[]>>;
  readonly lr: readonly number[];
  readonly momentum?: readonly number[];
  readonly losses?: readonly number[];
}

/** Our name of a PyTorch scheduler, the rate it is given, and the arguments in our terms. */
export function scheduleCounterpart({ scheduler, base_lr, args }: GoldenSchedule): Counterpart & { base: number } {
  const own = Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  ) as Settings;
  const as = (id: string, values: Settings = own, base = base_lr) => ({ id, values, base });
  const named: Readonly<Record<string, ReturnType<typeof as>>> = {
    ConstantLR: as('constant'),
    CosineAnnealingLR: as('cosine'),
    CosineAnnealingWarmRestarts: as('cosine-warm-restarts'),
    CyclicLR: as('cyclic'),
    ExponentialLR: as('exponential'),
    LinearLR: as('linear'),
    MultiStepLR: as('multi-step'),
    MultiplicativeLR: as('exponential', { gamma: own['factor']! }),
    OneCycleLR: as('one-cycle'),
    PolynomialLR: as('polynomial'),
    ReduceLROnPlateau: as('reduce-on-plateau'),
    // LinearLR(start_factor=0.1, total_iters=10), then at step 10 CosineAnnealingLR(T_max=90)
    SequentialLR: as('cosine', { T_max: 90, warmup: 10, warmup_from: 0.1 }),
    StepLR: as('step'),
    LambdaLR_inverse_time: as('inverse-time', { decay: 0.05 }),
    // d^-0.5 min((k+1)^-0.5, (k+1) w^-1.5) peaks at (d w)^-0.5
    LambdaLR_noam: as('inverse-square-root', { warmup: 20 }, 1 / Math.sqrt(64 * 20)),
    LambdaLR_warmup_stable_decay: as('warmup-stable-decay', { warmup: 10, decay_start: 70, total_iters: 100 }),
  };
  return named[scheduler]!;
}

/** The entries that a golden run is about, of those there are: none, one, or a simpler one as well. */
export function counterparts(run: Named, exists: (id: string) => boolean): Counterpart[] {
  const name = (run.optimizer ?? run.method)!;
  const [id, fixed] = renamed[`${name}/${run.variant}`] ??
    renamed[name] ?? [name.replaceAll('_', '-').toLowerCase(), {}];
  const settings = settingsOf(run.args ?? {});
  const wrapped = around[name]?.(settings, run as GoldenRun);
  if (wrapped) return [wrapped].filter((counterpart) => exists(counterpart.id));
  const own = { id, values: { ...fixed, ...(translated[name]?.(settings, run) ?? settings) } };
  const simpler = also[`${name}/${run.variant}`]?.(settings);
  return [own, ...(simpler ? [simpler] : [])].filter((counterpart) => exists(counterpart.id));
}

/** Why an optimizer of the golden runs has no entry here. */
export function whyWithoutEntry(name: string): string | undefined {
  if (Object.hasOwn(withoutEntry, name)) return withoutEntry[name];
  return hints.has(name) ? 'one unchecked implementation (tier C): a hint, never a gate' : undefined;
}

/** Optimizers of which one third party's code is all there is. */
const hints: ReadonlySet<string> = new Set(
  (
    'pnm adapnm padam avagrad fromage nero sm3 ftrl adanorm adasmooth srmm exadam focus kate tam adatam amos aida ' +
    'adams adamc simplified_ademamix grokfast_adamw ano bcos came came_vec scion adamg'
  ).split(' '),
);

const withoutEntry: Readonly<Record<string, string>> = {
  dadapt_adan: 'not in the catalogue: D-Adapt Adam and Prodigy tell the same story',
  soap: 'these runs are on a 2-vector, where a matrix method would teach something false; its matrix runs are compared',
  shampoo_jettify: 'a rule that is not the paper’s (tier C)',
  sgdp: 'one unchecked implementation; on a vector it is SGD with momentum',
  swats: 'one unchecked implementation (tier C): a hint, never a gate',
  gradient_flow: 'a differential equation, not an optimizer',
  heavy_ball_ode: 'a differential equation, not an optimizer',
  'Newton-CG': 'scipy’s own mixture of Newton and conjugate gradients',
  'trust-ncg': 'another solver of the trust region’s inner problem, which is solved exactly here',
  Powell: 'not in the catalogue',
};
