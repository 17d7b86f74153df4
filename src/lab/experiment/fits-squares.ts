/** Finds out whether a surface is written as a sum of squares: its loss then has residuals. */
import { judgeSquares } from './fits.ts';
import { surfaceLoss } from './problem.ts';

judgeSquares(({ surface }) => surfaceLoss(surface).residuals !== undefined);
