/** All views there are. */
export { hasCurves, mountCurves } from './views/curves.ts';
export { followTheme, inksOf, pointAtRun, presentPaper } from './views/drawn.ts';
export { mountMap, zoomMap } from './views/map.ts';
export { mountTable, type Order } from './views/table.ts';
export { mountStamp, mountThumbnail } from './views/thumbnail.ts';
