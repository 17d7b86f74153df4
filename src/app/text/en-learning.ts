/** The words of everything that learns; loaded with its views. */
import { grouped, plural } from './count.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

interface FitMoved {
  readonly title: string;
  readonly from: string;
  readonly to: string;
}

export const learning = {
  percent,

  stage: {
    label: 'What each optimizer has learned',
    panel: (name: string, problem: string) => `What ${name} makes of ${problem}; the summary tells the same in words`,
    together: (problem: string) => `The borders of all optimizers on ${problem}`,
    empty: 'No optimizer yet. Add one, and it learns from these points.',
    train: 'learn',
    test: 'test',
    score: (train: string, test: string) => `learn ${train} · test ${test}`,
    trainOnly: (train: string) => `learn ${train}`,
    legend: 'Key',
    learnt: 'learned from',
    tested: 'kept for the test',
    wrong: 'taken for another',
    is: 'is',
    taken: 'taken for',
    wanted: 'should be',
    given: 'network says',
    share: (name: string) => `share of ${name}`,
    classNumber: (index: number) => String(index),
    waiting: 'computing…',
    point: (x: string, y: string) => `x ${x}  y ${y}`,
    value: (value: string) => `network says ${value}`,
  },

  settings: {
    title: 'Learning problem',
    data: 'Data',
    model: 'Model',
    loss: 'Loss',
    size: (features: number, outputs: number, weights: number) =>
      `${plural(features, 'feature', 'features')} in, ${plural(outputs, 'output', 'outputs')}, ${plural(weights, 'weight', 'weights')} to learn`,
    others: (count: number) => (count === 1 ? 'Why not the other one?' : `Why not the other ${count}?`),
    more: (title: string, changed: number) => `More of ${title}${changed > 0 ? ` (${changed} changed)` : ''}`,
    also: 'Changed with it:',
    batch: 'batch',
    batchName: 'rows per step',
    batchHint: 'training rows per step: 1 is stochastic gradient descent, all of them is batch gradient descent',
    all: 'all',
    allHint: (rows: number) => `all ${rows} rows in every step`,
    training: 'the training',
    regularisation: (changed: number) => `Regularisation and precision${changed > 0 ? ` (${changed} changed)` : ''}`,
    precision: 'numbers',
    precisionName: 'precision of weights, data and gradients',
    f64: '64 bits',
    f32: '32 bits',
  },

  lossGallery: {
    metric: {
      title: '0–1',
      formula: '1 where m ≤ 0, else 0',
      idea: 'Counts mistakes: what accuracy shows. It is a metric and no loss, since its slope is 0 wherever it has one: no step would know where to go.',
    },
    open: 'Compare losses',
    title: 'Losses',
    legend: 'The line is what a row costs, the dashed one its slope: how hard the row pulls. Both from −2 to 4.',
    groups: {
      number: 'For numbers',
      binary: 'For two classes',
      class: 'For several classes',
      pair: 'For rankings, two items at a time',
      list: 'For rankings, a list at a time',
    },
    against: {
      number: 'Across: how far the answer is too high, from −3 to 3.',
      binary: 'Across: the margin of a row, from −3 (sure and wrong) to 3 (sure and right).',
      class: 'Across: the score of the right class, from −3 to 3, where the two others have 0.',
      pair: 'Across: how far the better item leads, from −3 to 3.',
      list: 'Across: the score of the one relevant item, from −3 to 3, where the two others have 0.',
    },
    at: (place: string, loss: string, slope: string) => `at ${place}: ${loss}, slope ${slope}`,
    fits: {
      title: 'What outliers do to the fit',
      legend: (rows: number) =>
        `${grouped(rows)} points, and the straight line on which each loss is least. The points were made along a line of slope 1; those drawn hollow were then moved down.`,
      outliers: 'outliers',
      outliersOf: (outliers: number, rows: number) => `${outliers} of ${grouped(rows)}`,
      lift: 'how far down',
      loss: 'loss',
      withThem: 'with outliers',
      without: 'without',
      slope: 'slope',
      intercept: 'intercept',
      named: (title: string, settings: string) => (settings === '' ? title : `${title}, ${settings}`),
      agree: (least: string, most: string) => `Without outliers the slopes agree: from ${least} to ${most}.`,
      moved: (most: FitMoved, least: FitMoved) =>
        `The slope of ${most.title} moves most, from ${most.from} to ${most.to}; that of ${least.title} least, from ${least.from} to ${least.to}.`,
    },
  },

  own: {
    draw: 'Draw your own',
    paste: 'Paste a table',
    classes: 'A click on the plot adds a point of',
    classNumber: (index: number) => `class ${index}`,
    newClass: (index: number) => `class ${index} (new)`,
    count: (points: number) => plural(points, 'point', 'points'),
    remove: 'Remove the newest',
    add: 'Add point',
    coordinate: (axis: string) => `${axis} of a new point`,
    tableHint: 'A point per line, columns by comma, semicolon or tab. Paste it, or drop a file here.',
    placeholder: 'height,width,kind\n5.1,3.5,a\n4.9,3.0,b',
    file: 'A file with a table',
    target: 'to be told from the others',
    learn: 'Learn from it',
    tooLarge: 'this file is too large',
    tooLong: 'So many points do not fit into a link: the Share button saves them as a file.',
    place: (line: number, column: string | undefined) =>
      `${line === 0 ? 'the table' : `line ${line}`}${column === undefined ? '' : `, column “${column}”,`}`,
    says: (rows: number, features: readonly string[], classes: readonly string[] | undefined) =>
      `${plural(rows, 'point', 'points')} with ${features.length > 5 ? plural(features.length, 'feature', 'features') : features.join(', ')}; ${
        classes === undefined ? 'a number to be met' : `classes ${classes.join(', ')}`
      }.`,
  },

  network: {
    show: 'Network',
    fields: 'Fields',
    views: 'What is shown',
    unfit: 'Units have a field to draw where the data have two features and the model is made of dense layers.',
    of: 'Network of',
    hint: 'blue is below 0, orange above; point at a square or a line for its numbers',
    label: (name: string) => `The network ${name} trains: a square per unit with its field, a line per weight`,
    more: (count: number) => `${count} more`,
    layer: (layer: number, last: boolean) => (layer === 0 ? 'in' : last ? 'out' : `layer ${layer}`),
    unit: (layer: number, unit: number) => `unit ${unit} of layer ${layer}`,
    weight: (from: string, to: string, value: string) => `${from} → ${to}\nweight ${value}`,
    bias: (value: string) => `bias ${value}`,
    range: (low: string, high: string) => `gives ${low} to ${high} here`,
  },

  inside: {
    show: 'Layers',
    of: 'Layers of',
    hint: 'a ridge per moment, the first step in front, without what is exactly 0; that of the playhead is coloured',
    label: (name: string) =>
      `What the layers of ${name}’s network give, and how long the slopes of their weights are; the table tells the same in numbers`,
    results: 'what each layer gives',
    slopes: 'log₁₀ |slope| of its weights',
    numbers: (slope: string, dead: string | undefined) =>
      `slope ${slope}${dead === undefined ? '' : ` · ${dead} dead`}`,
    numbersOf: 'Layers in numbers',
    columns: [
      'layer',
      'size of weights',
      'size of slopes',
      'mean result',
      'deviation',
      'results that are 0',
      'dead units',
    ],
    ratio: (step: number, first: string, last: string, times: string) =>
      `At step ${grouped(step)} the slopes of ${first} are ${times} times as long as those of ${last}.`,
    lone: (step: number, size: string) => `At step ${grouped(step)} the slopes are ${size} long (root mean square).`,
    dead: (shares: string) => `Units that give 0 for every row: ${shares}.`,
    share: (share: string, layer: string) => `${share} of ${layer}`,
  },

  landscape: {
    show: 'Landscape',
    label:
      'The loss over a plane through the space of weights, with the path of every optimizer; the sentence below says what it hides',
    plane: 'Plane',
    planes: {
      principal: 'that shows most of all paths',
      random: 'of two random directions',
      weights: 'of two weights',
    },
    around: 'around the end of',
    across: 'across',
    up: 'up',
    number: (count: number) => `number of a weight, 1 to ${grouped(count)}`,
    axes: {
      principal: { x: 'first principal axis', y: 'second' },
      random: { x: 'one random direction', y: 'another' },
    },
    explained: (both: string, first: string, second: string) =>
      `This plane shows ${both} of how the paths vary (${first} across, ${second} up).`,
    random: 'Two random directions, each unit’s part as long as its own weights.',
    pair: (across: string, up: string, name: string) =>
      `${across} goes across, ${up} up; all other weights are as ${name} ends.`,
    gap: (name: string, true_: string, shown: string, off: string) =>
      `Where ${name} ends, the loss on all rows it learns from is ${true_}; on the plane it is ${shown}, off by ${off}.`,
    far: (distance: string) => `No path is further than ${distance} from the plane.`,
  },

  summary: {
    title: 'Runs in words',
    test: 'the test rows',
    train: 'the rows it learns from',
    reached: (name: string, share: string, rows: string, step: number) =>
      `${name} reached ${share} on ${rows} at step ${grouped(step)}.`,
    ends: (test: string, train: string) => `It ends with ${test} there, and ${train} on the rows it learns from.`,
    endsAlone: (train: string) => `It ends with ${train}.`,
    reachedLoss: (name: string, loss: string, rows: string, step: number) =>
      `${name} brought the loss on ${rows} down to ${loss} at step ${grouped(step)}.`,
    endsLoss: (test: string, train: string) => `It ends with ${test} there, and ${train} on the rows it learns from.`,
    diverged: (name: string, how: string) => `${name} ${how}.`,
    waiting: (name: string) => `${name} has not been scored yet.`,
    converged: (near: string, last: string) =>
      `Converged: from that step on the loss on the rows it learns from stays within ${near} of the first loss around the last one, for ${last} of the run at least.`,
    stopped:
      'Stopped early: the loss on the test rows had not become better for as many steps as patience says; a ring marks the best step, whose weights are kept.',
  },

  gallery: {
    title: 'Learning from data',
    picture: (title: string) => `The points of ${title}`,
  },

  layers: {
    title: 'Hidden layers',
    count: (count: number) => (count === 0 ? 'no hidden layer' : plural(count, 'layer', 'layers')),
    more: 'One layer more',
    fewer: 'One layer fewer',
    grow: (layer: number) => `More units in layer ${layer}`,
    shrink: (layer: number) => `Fewer units in layer ${layer}`,
    units: (layer: number) => `Units in layer ${layer}`,
  },
};
