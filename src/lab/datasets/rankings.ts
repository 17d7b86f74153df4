import { dataset, noiseOf, numberOf, sampleOf, testShare } from '../dataset.ts';
import { count } from '../describe/param.ts';

/** Relevances go from 0 to this. */
const GRADES = 4;

export default dataset({
  title: 'Rankings',
  aliases: ['learning to rank', 'query–item lists'],
  idea: 'Lists of items with grades: what counts is the order within a list, not the score itself.',
  source: 'hidden linear relevance plus noise, cut into five grades within every list',
  model: 'linear-model',
  params: {
    queries: count(60, [10, 200], { min: 2, max: 500, hint: 'how many lists' }),
    items: count(8, [3, 20], { min: 2, max: 20, hint: 'items in a list' }),
    features: count(4, [2, 10], { min: 1, max: 20, hint: 'features of an item' }),
    noise: noiseOf(0.3),
    test: testShare(),
  },
  shape: (values) => ({
    target: 'ranking',
    rows: numberOf(values, 'queries') * numberOf(values, 'items'),
    features: numberOf(values, 'features'),
    classes: 0,
    list: numberOf(values, 'items'),
  }),
  rows(values, { luck }) {
    const [queries, items, features] = ['queries', 'items', 'features'].map((name) => numberOf(values, name)) as [
      number,
      number,
      number,
    ];
    const noise = numberOf(values, 'noise');
    const [hidden, place, normal] = [luck('hidden'), luck('place'), luck('noise')];
    const weights = Array.from({ length: features }, () => hidden.normal());
    const draw = (): { x: number[]; score: number } => {
      const x = Array.from({ length: features }, () => place.normal());
      return { x, score: x.reduce((sum, it, i) => sum + it * weights[i]!, 0) + noise * normal.normal() };
    };
    const lists = Array.from({ length: queries }, () => {
      const list = Array.from({ length: items }, draw);
      const order = list.map((_, i) => i).sort((a, b) => list[a]!.score - list[b]!.score);
      return list.map(({ x }, i) => ({ x, grade: Math.round((GRADES * order.indexOf(i)) / (items - 1)) }));
    });
    return sampleOf(queries * items, features, (index) => {
      const { x, grade } = lists[Math.floor(index / items)]![index % items]!;
      return [x, grade];
    });
  },
});
