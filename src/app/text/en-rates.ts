/** Every word of the learning-rate lab in English; apart from the others, since it loads with the lab. */
import type { Fairness, Measure, Search } from '../../lab/experiment/study.ts';
import { plural } from './count.ts';
import { words } from './words.ts';

/** What a number is called in a sentence: `learning rate`, `batch`, `T_max of the schedule`, `k of lookahead`. */
function parameter(name: string): string {
  const [whose, own] = name.split('.');
  if (own === undefined) return name === 'lr' ? 'learning rate' : name;
  return whose === 'problem' ? own : `${own} of ${whose === 'schedule' ? 'the schedule' : whose}`;
}

export const ratesEn = {
  title: 'Rates',
  parameter,
  /** The same in a list to choose from. */
  option: (name: string): string => (name === 'lr' ? name : parameter(name)),
  /** Beside a slider, where there is no room for whose it is. */
  own: (name: string): string => name.split('.').at(-1)!,
  views: 'Views of the rates',
  tabs: {
    sweep: 'Sweep',
    plane: 'Plane',
    basins: 'Basins',
    ladder: 'Ladder',
    finder: 'Finder',
    edge: 'Edge',
  },
  keys: 'Left and right arrows go from view to view.',

  intro: {
    sweep: (name: string, count: number) =>
      `Each curve is one optimizer at ${plural(count, 'value', 'values')} of ${parameter(name)}.${name === 'lr' ? ' Left of the valley it crawls, right of it it flies off.' : ''}`,
    plane: (run: string, across: string, up: string) =>
      `${run} at every pair of ${parameter(across)} and ${parameter(up)}. Drag the cross to another pair.`,
    basins: 'Every point is a start, coloured by the minimum its run comes to. Click one to start there.',
    ladder: (run: string, name: string) =>
      `${run} at a few values of its ${parameter(name)}, from too small to too large.`,
    finder: {
      range:
        'One run whose learning rate grows at every step: the loss falls where the rate is right, and climbs where it is too large.',
      grid: 'Learning rates evenly spread by factors, each judged on training rows it has not learnt from.',
      random: 'Learning rates drawn at random, each judged on training rows it has not learnt from.',
    } satisfies Record<Search, string>,
  },

  progress: (share: number) => `Computing, ${Math.floor(share * 100)} %`,
  cancel: 'Stop',
  stopped: 'Stopped before everything was computed.',
  resume: 'Go on',
  table: 'Table',
  empty: 'No optimizer yet. Add one in the race, and its rates are swept here.',
  noSurface: 'This picture is of a surface, and the problem at hand is none: the sweep shows what its settings do.',
  lacks: (param: string) => `No optimizer here has ${parameter(param)}.`,
  sweepLr: 'Sweep the learning rate',
  without: (names: string, param: string) => `Without ${names}: no ${parameter(param)} to sweep.`,

  sweep: {
    picture: (param: string, measure: string) =>
      `Chart of the ${measure} over the ${parameter(param)}, one curve per optimizer; the table tells the same in numbers`,
    param: 'Parameter',
    measure: 'Measure',
    measures: {
      final: 'final loss',
      best: 'lowest loss',
      reach: 'steps to reach a loss',
    } satisfies Record<Measure, string>,
    axis: {
      final: (steps: number) => `loss after ${plural(steps, 'step', 'steps')}`,
      best: (steps: number) => `lowest loss within ${plural(steps, 'step', 'steps')}`,
      reach: (loss: string) => `steps until the loss is ${loss}`,
    },
    above: (name: string, by: string) => `${name}, above ${by}`,
    gone: 'diverged',
    never: 'never',
    threshold: 'Loss to reach',
    from: 'from',
    to: 'to',
    count: 'values',
    seeds: 'seeds',
    seedsHint: 'how many seeds each value is tried with; the band goes from the luckiest to the unluckiest',
    handle: (run: string, param: string) => words.knob.of(parameter(param), run),
    handleHint: 'Left and right arrows change it; Shift goes further.',
    best: (value: string) => `best ${value}`,
    use: 'Use the best',
    useOf: (run: string, value: string) => `best ${value}: set ${run} to it`,
    point: (value: string, height: string) => `${value} → ${height}`,
    diverges: 'diverged',
    open: 'Click: open this run in the race',
    atStart: (formula: string) => `${formula} at the start`,
    map: (surface: string) => `Map of ${surface} with the path of the run pointed at`,
    hover: 'Point at the picture to see that run’s path here.',
    path: (run: string, param: string, value: string) => `${run} with ${param} ${value}`,
    columns: {
      run: 'Optimizer',
      now: 'Now',
      nowMeasure: (measure: string) => `${measure} now`,
      best: 'Best',
      bestMeasure: (measure: string) => `${measure} there`,
      diverges: 'Diverges from',
      theory: 'Theory says',
    },
    no: 'never here',
    rows: (param: string) => `All values of ${param}`,
  },

  plane: {
    run: 'Optimizer',
    across: 'Across',
    up: 'Up',
    colour: 'Colour',
    colours: { rate: 'rate of convergence', final: 'final loss', ending: 'ending' },
    picture: (run: string, across: string, up: string) =>
      `Heat map of ${run} over ${parameter(across)} and ${parameter(up)}; the table tells the same in numbers`,
    cross: (across: string, x: string, up: string, y: string) => `${parameter(across)} ${x}, ${parameter(up)} ${y}`,
    crossHint: 'Arrow keys move the cross; Shift moves it further.',
    none: 'No optimizer here has two numbers to span a plane.',
    legend: {
      rate: (slow: string, fast: string) =>
        `Dark blue loses ${fast} of the distance at every step, pale yellow ${slow}; what is dark grey climbs away.`,
      final: (low: string, high: string) =>
        `Dark blue ends at ${low}, pale yellow at ${high}; what is dark grey diverges.`,
      ending: 'Blue converged, yellow used all its steps, orange left the map, dark grey diverged.',
    },
    closed:
      'Lines from theory: beyond the dark line it diverges; the white ones are critical damping, one for each curvature: right of them it swings, left of them it creeps.',
    endings: { converged: 'converged', steps: 'all steps', left: 'left the map', diverged: 'diverged' },
    best: (across: string, x: string, up: string, y: string) =>
      `The best pair is ${parameter(across)} ${x} with ${parameter(up)} ${y}.`,
    share: (what: string, percent: number) => `${what}: ${percent} %`,
    point: (height: string) => height,
    summary: 'A ninth of all cells',
  },

  basins: {
    picture: (run: string, surface: string) => `Basins of ${run} on ${surface}; the table tells the same in numbers`,
    reset: 'Whole map',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    legend: (calm: string) =>
      `Hue: the minimum a start comes to. Strong colours arrive early, weak ones late or not quite (arrived: the slope stays at or below ${calm}). Black: it diverged. Grey: it is at none of them after all steps.`,
    place: (x: string, y: string) => `(${x}, ${y})`,
    found: (x: string, y: string) => `(${x}, ${y}), found here`,
    gone: 'diverged',
    elsewhere: 'elsewhere',
    start: (x: string, y: string) => `from (${x}, ${y})`,
    goes: (place: string, step: number | undefined) =>
      step === undefined ? place : `${place}, calm from step ${step}`,
    share: (percent: string) => `${percent} %`,
    columns: { place: 'Where starts come to', speed: 'half of them calm by step' },
    hint: 'Arrow keys move the start, + and − zoom, 0 shows the whole map.',
    one: 'Only one minimum is known here: everything that arrives has its colour.',
  },

  ladder: {
    run: 'Optimizer',
    rungs: 'rungs',
    picture: (run: string, value: string, ending: string) => `${run} at ${value}: ${ending}`,
    open: (value: string) => `Open the run at ${value} in the race`,
    loss: (loss: string) => `loss ${loss}`,
    waiting: 'computing…',
    kinds: { small: 'too small', good: 'best here', large: 'too large' },
  },

  finder: {
    noData: 'This picture needs data to learn from, and the problem at hand has none: the sweep finds its best rates.',
    noFolds: 'Cross-validation needs two training rows at least.',
    search: 'Search',
    searches: {
      range: 'range test',
      grid: 'grid, cross-validated',
      random: 'random, cross-validated',
    } satisfies Record<Search, string>,
    count: 'rates',
    folds: 'folds',
    use: 'Use these',
    chip: (search: Search, value: string) => `${search === 'range' ? 'suggested' : 'best'} ${value}`,
    useOf: (run: string, value: string) => `${value} was found: set ${run} to it`,
    none: 'none: its loss never falls',
    picture: (search: Search) =>
      `Chart of the ${search === 'range' ? 'loss while the learning rate grows' : 'validation loss over the learning rate'}, one curve per optimizer; the table tells the same in numbers`,
    axis: {
      range: 'loss of each step’s batch, averaged',
      tuning: (steps: number) => `validation loss after ${plural(steps, 'step', 'steps')}`,
      stopping: (steps: number) => `lowest validation loss within ${plural(steps, 'step', 'steps')}`,
    },
    rule: {
      range: (steps: number, kept: string) =>
        `Suggested: where the average falls most steeply per factor of the rate. ${plural(steps, 'step', 'steps')} for each optimizer, in place of its schedule (Smith 2015). Faint: every batch; line: its average with the steps around it, each of ${kept} times the weight of the one nearer by, until it has climbed to four times its lowest.`,
      tuning: (rates: number, folds: number, steps: number) =>
        `${plural(rates, 'rate', 'rates')} × ${plural(folds, 'fold', 'folds')} × ${plural(steps, 'step', 'steps')} for each optimizer; the test rows are left alone. Line: mean over the folds, band: one standard deviation; ring: the best mean.`,
    },
    few: (steps: number) => `In ${plural(steps, 'step', 'steps')} the suggestion is mostly luck: take 100 at least.`,
    atEnd: (names: string) => `At an end of the range: ${names}. A wider one may hold a better rate.`,
    watch: 'Watch it in the race',
    point: (rate: string, height: string) => `lr ${rate} → ${height}`,
    spread: (mean: string, spread: string) => `${mean} ± ${spread}`,
    columns: {
      run: 'Optimizer',
      now: 'Now',
      found: { range: 'Suggested', tuning: 'Best' },
      loss: { range: 'Average there', tuning: 'Mean there' },
      spread: 'Standard deviation there',
      lowest: 'Lowest average at',
      climbs: 'Climbs from',
    },
    rows: { range: 'Averages along the way', tuning: 'Means of all rates' },
  },

  edge: {
    intro:
      'Sharpness is the largest curvature of the loss on all training rows, the largest eigenvalue of its Hessian. Gradient descent with all rows in every step mostly lets it climb until it meets the border of its rate, and stays there: the edge of stability. Bands span two steps in a row, between which runs jump to and fro there.',
    noNetwork: 'This picture is of networks that learn, and the problem at hand is none.',
    noisy:
      'Every step here learns from a few rows only, and their luck blurs the picture: the edge is of steps from all rows.',
    all: 'Learn from all rows at once',
    picture:
      'Chart of the sharpness over the steps, one curve per optimizer, with its border dashed; the table tells the same in numbers',
    unit: 'Show',
    units: { sharpness: 'sharpness', share: 'share of the border' },
    up: 'sharpness λmax (log)',
    upShare: 'sharpness as a share of the border',
    across: 'step',
    one: 'the border',
    border: (formula: string, value: string) => `${formula} = ${value}`,
    at: (names: string) => `At the edge, within a quarter of the border over the last third: ${names}.`,
    percent: (share: number) => `${share} %`,
    off: (name: string, share: string) => `${name} at ${share} of it`,
    below: (runs: string) => `Below the border: ${runs}.`,
    above: (runs: string) => `Above the border: ${runs}.`,
    scaled: (names: string) =>
      `Of ${names} this is the Hessian divided by what the optimizer divides slopes by: that is the curvature its steps feel.`,
    without: (names: string, drawn: boolean) =>
      drawn
        ? `Without a border, since none is known for their steps: ${names}.`
        : `Not drawn, since no border is known for their steps: ${names}.`,
    none: 'none known',
    range: (low: string, high: string) => (low === high ? low : `${low} to ${high}`),
    columns: ['Optimizer', 'At the start', 'Highest', 'Last third', 'Border', 'Share of the border'],
    rows: 'The sharpness at each moment and one step later',
  },

  cards: {
    title: (count: number) => plural(count, 'optimizer', 'optimizers'),
    bestTitle: 'The best value of the sweep: click to use it',
    noBest: 'no value of the sweep came anywhere',
    missing: (param: string) => `has no ${parameter(param)}`,
  },

  fair: {
    title: 'Fairness',
    choose: 'What makes the comparison fair',
    names: {
      own: 'Each as it is',
      same: 'One rate for all',
      tuned: 'Each at its tuned best',
      'first-step': 'First steps of one length',
      evaluations: 'Equal gradient evaluations',
    } satisfies Record<Fairness, string>,
    rules: {
      own: () => 'Every optimizer has the rate on its card. What you see compares settings, not methods.',
      same: () => 'All have the same rate, though one rate means something else to each of them.',
      tuned: ({ tries, seeds }: FairFacts) =>
        `${plural(tries, 'try', 'tries')} for every optimizer${seeds > 1 ? `, over ${seeds} seeds` : ''}, same start, same luck; each has the value that did best.`,
      'first-step': ({ length }: FairFacts) =>
        `Rates that make every first step ${length ?? 'as'} long${length === undefined ? ' as the first optimizer’s' : ''}.`,
      evaluations: ({ budget }: FairFacts) =>
        `Everybody may ask for ${plural(budget, 'gradient', 'gradients')}, and stops there: who asks more per step takes fewer steps.`,
    } satisfies Record<Fairness, (facts: FairFacts) => string>,
    use: 'Use these',
    apply: 'Apply again',
    warnings: {
      untuned: (names: string) => `Untuned: ${names}. Their best of this sweep is at least twice as good.`,
      unequal: 'The rates are not all the same any more.',
      notTuned: (names: string) => `Not at their best any more: ${names}.`,
      lengths: 'The first steps are not equally long any more.',
      budgets: (names: string) => `Budgets differ: ${names} ask for more than one gradient per step.`,
      lack: (names: string) => `${names} has no learning rate, so the rule says nothing about it.`,
    },
  },

  cluster: {
    button: 'Take this sweep to a cluster',
    title: 'Take this sweep to a cluster',
    text: 'A Python script that runs the same sweep with PyTorch, on as many machines as you have. It reads nothing else and writes the file that this page opens.',
    dask: 'Dask distributed',
    ray: 'Ray Tune',
    engine: 'Runs on',
    save: 'Save the script',
    unable: (names: string) =>
      `Not in the script: ${names}. It knows PyTorch’s own optimizers with PyTorch’s own settings.`,
    nothing: 'None of these optimizers is one of PyTorch’s own, so there is no script to write.',
    drop: 'Drop a results file anywhere here, or choose one',
    choose: 'Open results',
    opened: (count: number) => `Showing ${plural(count, 'curve', 'curves')} from a file.`,
    close: 'Back to the page’s own',
    wrong: (message: string) => `This file is no sweep: ${message}.`,
  },
};

interface FairFacts {
  readonly tries: number;
  readonly seeds: number;
  readonly budget: number;
  readonly length: string | undefined;
}
