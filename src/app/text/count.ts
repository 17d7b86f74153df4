/** Counts in English. */

/** 12345 as "12,345". By hand: the first use of the browser's own formatting costs a first screen some 80 ms. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** "1 step", "12,345 steps". */
export const plural = (count: number, one: string, many: string): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;
