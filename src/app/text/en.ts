/** Every word the app says in English; another language is one file that satisfies the same type. Entries speak for themselves. */
import type { Ending } from '../../lab/experiment/trajectory.ts';
import { plural } from './count.ts';

const causes: Record<NonNullable<Ending['cause']>, string> = {
  loss: 'the loss overflowed',
  gradient: 'the gradient overflowed',
  x: 'the position overflowed',
};

export const en = {
  name: 'Descent Lab',
  skip: 'Skip to the settings',

  around: {
    schedule: 'Schedule',
    scheduleOf: (optimizer: string) => `Schedule of ${optimizer}`,
    none: 'none',
    of: (what: string, optimizer: string) => `${what} around ${optimizer}`,
    formula: (what: string) => `Formula of ${what}`,
    add: 'Put something around it…',
    addTo: (optimizer: string) => `Add a wrapper around ${optimizer}`,
    remove: (what: string) => `Remove ${what}`,
    outwards: (what: string) => `Put ${what} further out`,
  },

  bar: {
    label: 'Page',
    scenes: 'Scenes',
    learn: 'Classifiers',
    learnHint: 'Optimizers that teach networks: the first of the classifiers',
    places: 'Parts of the page',
    placeNames: { race: 'Race', rates: 'Rates' },
    display: 'Display',
    help: 'Help',
    share: 'Share link',
    apart: 'Apart',
    together: 'Together',
    layout: 'One map with all paths, or one map per optimizer (M)',
  },

  display: {
    title: 'Display',
    theme: 'Theme',
    system: 'System',
    light: 'Light',
    dark: 'Dark',
    palette: 'Colours',
    lab: 'Lab',
    radford: 'Radford',
    labHint: 'told apart by colour-blind eyes too',
    radfordHint: 'as in Alec Radford’s animations',
    lookAhead: 'Look-ahead',
    iterates: 'Draw the iterates too',
    iteratesHint: 'where Nesterov looks ahead from, dotted',
  },

  scenes: {
    title: 'Scenes',
    recent: 'Recent',
    recentHint: 'what you had open before, kept in this browser',
    picture: (title: string) => `Map of ${title}`,
    runs: (count: number) => plural(count, 'optimizer', 'optimizers'),
  },

  map: {
    label: (surface: string, runs: number) =>
      `Map of ${surface} with ${plural(runs, 'path', 'paths')}; the table tells the same in numbers`,
    panel: (surface: string, run: string) => `Map of ${surface} with the path of ${run}`,
    ring: 'Start',
    start: (x: string, y: string) => `Start at x ${x}, y ${y}`,
    startHint: 'Arrow keys move the start; Shift moves it further. It can be dragged, and a click on the map sets it.',
    reset: 'Whole map',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    point: (x: string, y: string) => `x ${x}  y ${y}`,
    height: (f: string, slope: string) => `f ${f}  |∇f| ${slope}`,
    step: (name: string, step: number) => `${name}, step ${step}`,
  },

  curves: {
    label: 'Curves',
    table: 'Table',
    picture: (quantity: string) => `Chart of ${quantity} for every run; the table tells the same in numbers`,
    quantity: 'Show',
    quantities: {
      loss: 'loss',
      slope: 'slope |∇f|',
      'step-length': 'step length',
      distance: 'distance to the nearest minimum',
      scores: 'loss, dashed on the test rows',
      accuracy: 'share of right answers, dashed on the test rows',
      'weight-norm': 'size of the weights |x|',
      lr: 'rate in force',
    },
    against: 'Across',
    againsts: { steps: 'steps', evaluations: 'gradient evaluations' },
    scale: 'Scale',
    scales: { log: 'log', linear: 'linear', 'log-log': 'log–log' },
    onTest: (run: string) => `${run}, test`,
    /** What is called otherwise where batches are learnt from. */
    ofBatches: { loss: 'loss of each step’s batch', slope: 'gradient norm of each batch' },
    step: (step: number) => `step ${step}`,
    shifted: (by: string) => `shown as f + ${by}, because f goes below 0`,
    noMinima: 'This surface has no known minimum to measure the distance to.',
  },

  transport: {
    label: 'Playback',
    play: 'Play',
    pause: 'Pause',
    toStart: 'To the start',
    toEnd: 'To the end',
    back: 'One step back',
    forward: 'One step on',
    scrub: 'Step',
    step: (step: number) => String(step),
    of: (steps: number) => ` / ${steps}`,
    position: (step: number, steps: number) => `step ${step} of ${steps}`,
    speed: 'Speed',
    times: (speed: number) => `${speed}×`,
    loop: 'Play again and again',
  },

  side: { label: 'Settings of the experiment' },

  strip: {
    axis: 'learning rate, share of its highest',
    rate: (optimizer: string, schedule: string) => `${optimizer}: ${schedule}`,
    picture: (rates: readonly string[]) => `Learning rate over the steps. ${rates.join(', ')}`,
    points: 'Points of drawn schedules',
    point: (index: number, name: string, step: number, share: number) =>
      `Point ${index} of ${name}: step ${step}, ${Math.round(share * 100)} % of lr`,
    hint: 'Drag it, or move it with the arrow keys; Delete takes it away. Press the line to add a point.',
  },

  surface: {
    data: 'Learn from data',
    title: 'Surface',
    choose: 'Surface',
    browse: 'All problems, with pictures',
    search: 'Search by name or by what it teaches',
    none: (text: string) => `Nothing is called “${text}”.`,
    count: (count: number) => plural(count, 'problem', 'problems'),
    groups: {
      quadratic: 'Quadratic bowls',
      valley: 'Valleys',
      saddle: 'Saddles',
      'many minima': 'Many minima',
      plateau: 'Plateaus',
      kinks: 'Kinks',
      yours: 'Yours',
    },
    formula: 'f(x, y) =',
    formulaHint: 'for example (1 - x)^2 + 100 (y - x^2)^2',
    understood: 'understood as',
    kept: 'The map still shows the last formula that could be read.',
    wrong: (sentence: string) => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
    replace: (name: string) => `Write ${name}`,
    known: 'What can be written',
    functions:
      'sin cos tan asin acos atan sinh cosh tanh exp log log2 log10 sqrt abs min max pow atan2 sign floor ceil, π, e',
  },

  matrix: {
    title: 'Matrix problem',
    choose: 'Problem',
    group: 'Matrices',
    formula: { tex: 'f(W) = \\tfrac12 \\lVert A\\,W B - C \\rVert^2', plain: 'f(W) = ½ ‖A W B − C‖²' },
    legend:
      'Bars: the singular values of W at this step, the largest first. Lines across: those of the W that is looked for.',
    panel: (run: string) => `Singular values of the matrix under ${run}; the table tells its loss in numbers`,
    range: (largest: string, least: string) => `σ ${largest} … ${least}`,
    empty: 'No optimizer yet. Add one, and its matrix is shown here.',
  },

  points: {
    step: 'step',
    share: 'share of lr',
    stepOf: (point: number, name: string) => `Step of point ${point}, ${name}`,
    shareOf: (point: number, name: string) => `Share of lr at point ${point}, ${name}`,
    add: 'Add a point',
    remove: (point: number, name: string) => `Remove point ${point}, ${name}`,
  },

  runs: {
    fromHere: 'change lr from here on',
    fromHereHint:
      'A learning rate you change counts from the step on show: the run goes on with what it has learned. Otherwise it begins anew.',
    title: (count: number) => plural(count, 'optimizer', 'optimizers'),
    list: 'Optimizers',
    add: 'Add',
    empty: 'No optimizer yet. Add one, and it starts down the slope from the ring.',
    full: (most: number) => `At most ${most} optimizers run side by side. Remove one to add another.`,
  },

  card: {
    colour: (name: string) => `Colour of ${name}`,
    more: (name: string) => `All settings of ${name}`,
    duplicate: (name: string) => `Duplicate ${name}`,
    solo: (name: string) => `Only ${name}`,
    hide: (name: string) => `Hide ${name}`,
    remove: (name: string) => `Remove ${name}`,
    reset: 'Reset to defaults',
    loss: 'Loss',
    fingerprint: 'Fingerprint of this run',
    rule: 'One step',
    checked: (runs: number, off: string | undefined) =>
      `Checked: ${plural(runs, 'run', 'runs')} from outside come out the same, ${off === undefined ? 'to the last digit' : `off by at most ${off}`}.`,
    unchecked: 'No outside reference: held to its formula’s properties only.',
  },

  inspect: {
    open: (name: string) => `Explain this step of ${name}`,
    label: 'One step explained',
    title: 'One step',
    close: 'Close the explanation',
    which: 'Optimizer',
    from: (step: number) => `Step ${step} → ${step + 1}`,
    waiting: 'looking …',
    over: 'The run is over here: there is no step to explain.',
    lines: 'The rule with the numbers of this step',
    letters: 'What is drawn',
    downhill: 'downhill',
    velocity: 'velocity',
    velocityOf: (letter: string) => `velocity ${letter}`,
    decay: 'decay',
    step: 'step',
    stepArrow: (by: number) => (by === 1 ? 'step' : `step, drawn ×${by}`),
    rows: {
      slope: 'gradient, drawn downhill',
      velocity: (letter: string) => `velocity ${letter}, drawn downhill`,
      square: (letter: string) => `√${letter}, as a box around it`,
      direction: (letter: string) => `direction ${letter}`,
      points: (letter: string, count: number) => (count === 1 ? `the point ${letter}` : `${letter}: ${count} points`),
      decay: 'of it weight decay',
      step: 'the step',
      effective: 'moved per unit of slope',
      scale: 'Arrows of slopes share one scale of their own; the step is as long as on the map.',
    },
    quadratic: 'Draw the local quadratic',
    curvature: (steepest: string, flattest: string) => `Curvature here: λ = ${steepest} and ${flattest}`,
    bound: (bound: string, rate: string | undefined, beyond: boolean) =>
      rate === undefined
        ? `2/λmax = ${bound}: plain descent would be stable below it.`
        : `2/λmax = ${bound}, lr = ${rate}: plain descent would be ${beyond ? 'unstable' : 'stable'} here.`,
    saddle: 'It bends down in one direction: the local quadratic has a saddle, no minimum.',
    dome: 'It bends down in every direction: the local quadratic has a maximum.',
    said: {
      gradient: (g: string) => `The gradient is ${g}`,
      root: (letter: string, root: string) => `√${letter} is ${root}`,
      both: 'so both axes move by about lr',
      each: (x: string, y: string) => `so x moves by ${x} lr and y by ${y} lr`,
      velocity: (v: string, times: string, angle: string) =>
        `the velocity ${v} is ${times} times as long and ${angle}° away from it`,
      memory: 'so the step is mostly memory',
      turned: 'so the step goes against the slope’s advice',
      plain: (rate: string) => `so the step is −${rate} times that`,
      direction: (angle: string) => `the direction taken is ${angle}° away from straight downhill`,
      length: (length: string) => `The step is ${length} long`,
      falls: (from: string, to: string) => `the loss falls from ${from} to ${to}`,
      rises: (from: string, to: string) => `the loss rises from ${from} to ${to}`,
      stays: (at: string) => `the loss stays at ${at}`,
      breaks: 'and then the loss is no longer a number',
      still: 'Nothing moves',
      asked: (values: number, gradients: number, hessians: number) =>
        `It asked for ${[
          ...(gradients ? [plural(gradients, 'gradient', 'gradients')] : []),
          ...(values ? [plural(values, 'value', 'values')] : []),
          ...(hessians ? [plural(hessians, 'Hessian', 'Hessians')] : []),
        ].join(', ')}`,
    },
    diverged: {
      title: (at: number, cause: Ending['cause']) => `It diverged at step ${at}: ${causes[cause ?? 'loss']}.`,
      looking: 'Looking for a rate that works, by running it …',
      rate: (rate: string, bound: string, step: number) =>
        `lr ${rate} > 2/λmax = ${bound} here, at step ${step}: where the ground is steepest it lands farther from the bottom than it was.`,
      overshoot: (times: string, step: number) =>
        `From step ${step} on it went wrong: that step was ${times} times as long as the local quadratic’s best in its direction, and beyond twice it climbs.`,
      works: (param: string, value: string, loss: string, tried: number) =>
        `${param} ${value} works: it ends at a loss of ${loss}. Found by halving ${plural(tried, 'time', 'times')} and running each.`,
      none: (param: string, tried: number, last: string) =>
        `Halving ${param} does not help: ${plural(tried, 'rate was', 'rates were')} tried, down to ${last}.`,
      noRate: 'It has no rate that could be halved.',
      use: (param: string, value: string) => `Use ${param} = ${value}`,
    },
  },

  states: {
    waiting: 'computing…',
    running: 'running',
    finished: (steps: number) => `ran all ${plural(steps, 'step', 'steps')}`,
    converged: (at: number) => `converged at step ${at}`,
    left: (at: number) => `left the map at step ${at}`,
    stopped: (at: number, best: number) => `stopped early at step ${at}, best at step ${best}`,
    diverged: (at: number, cause: Ending['cause']) => `diverged at step ${at}: ${causes[cause ?? 'loss']}`,
  },

  knob: {
    of: (name: string, owner: string) => `${name} of ${owner}`,
    typed: (name: string) => `${name}, typed`,
    allowed: (what: string) => `Allowed: ${what}.`,
  },

  settings: {
    title: 'Experiment',
    steps: 'steps',
    seed: 'seed',
    newSeed: 'New seed',
    noise: 'noise σ',
  },

  add: {
    title: 'Add an optimizer',
    search: 'Search by name, idea or year',
    none: (text: string) => `No optimizer is called “${text}”.`,
    unfit: (reason: string) => `Not here: it ${reason}.`,
    onMatrix: (name: string, problem: string) => `Open the matrix problem “${problem}” with ${name}`,
    count: (count: number) => plural(count, 'optimizer', 'optimizers'),
  },

  table: {
    title: 'Table of runs',
    name: 'Optimizer',
    loss: (step: string) => `Loss at step ${step}`,
    reach: 'Steps to reach',
    threshold: 'Loss to reach',
    state: 'State',
    right: 'Right on learned rows',
    rightOnTest: 'Right on test rows',
    never: 'not reached',
    sort: 'Sort by',
    byLoss: 'loss at the cursor',
    byReach: 'steps to reach the loss',
    byOrder: 'order of the cards',
  },

  help: {
    title: 'Help',
    intro:
      'Every path is an optimizer walking downhill from the ring. Drag the ring, change a learning rate, pick a scene: everything is computed again at once, in your browser.',
    keys: 'Keys',
    mouse: 'On the map',
    list: [
      ['Space', 'play or pause'],
      ['← →', 'one step back or on'],
      ['Shift ← →', 'ten steps back or on'],
      ['Home End', 'to the start or the end'],
      ['[ ]', 'slower or faster'],
      ['R', 'the race, or its learning rates'],
      ['M', 'all paths together, or one map each'],
      ['E', 'explain this step, and stop explaining'],
      ['?', 'this help'],
    ],
    pointing: [
      ['Drag the ring, or click', 'set the start'],
      ['Arrow keys on the ring', 'move the start'],
      ['Drag the map', 'move the view'],
      ['Wheel, or two fingers', 'zoom'],
      ['Double-click', 'the whole map again'],
      ['Point at a path', 'read step and values'],
      ['Click a path', 'explain that step'],
    ],
    link: 'The address is the experiment: the same link gives the same numbers on every machine. Back undoes a change.',
  },

  share: {
    title: 'Share this experiment',
    denied: 'The browser did not let the page copy. Here is the link:',
    link: 'Link',
    apart:
      'Its points are too many for a link. Save them as a file: dropped on the page, it opens the same experiment.',
    save: 'Save as file',
    copy: 'Copy the link without the points',
  },

  file: {
    none: 'it is neither an experiment nor the results of a sweep; a table goes into “Paste a table”',
    broken: (reason: string) => `it is no JSON: ${reason}`,
    tooLong: (characters: number, most: number) => `it has ${characters} characters; at most ${most} are read`,
  },

  notices: {
    label: 'Messages',
    close: 'Dismiss',
    restarted: 'The computation went silent, so it was started again.',
    gaveUp: 'The computation does not answer, even after several restarts. Your experiment is safe in the address bar.',
    retry: 'Try again',
    bug: (message: string) => `Something in the lab broke: ${message}. Your experiment is safe in the address bar.`,
    repaired: (count: number) => `The link was repaired in ${plural(count, 'place', 'places')}:`,
    refused: (reason: string, instead: boolean) =>
      `The link could not be opened: ${reason}.${instead ? ' The first scene is shown instead.' : ''}`,
    wrongFile: (name: string, reason: string) => `${name} could not be opened: ${reason}.`,
    openAnyway: 'Open what it says now',
    slower: 'This browser runs no WebAssembly: the numbers are the same, but they come slower.',
    sameBits: (bits: string) => `✓ Bit for bit what the sender of this link saw (${bits}).`,
    otherBits:
      '✗ The numbers computed here are not those the sender of this link saw: it comes from another version of the lab, or this browser computes wrongly.',
    copied: 'Link copied.',
    long: 'Link copied. It is long: some chats may cut it.',
    changedEnough: (most: number) =>
      `A rate can be changed ${most} times on the way. Take changes off under Schedule, or go back to an earlier step.`,
    full: (most: number) => `At most ${most} optimizers run side by side.`,
    unfit: (runs: readonly string[]) => `Taken off: ${runs.join('; ')}.`,
  },

  broken: {
    title: 'Something broke',
    text: 'The page met a bug and stopped. Your experiment is safe in this link:',
    reload: 'Reload',
  },

  close: 'Close',
};

export type Words = typeof en;
