/** The words of a study, apart from its numbers: a link is read without the elementary functions that spread out an axis. */

/** What is measured of a run: its last loss, its lowest, or the first step at or below the threshold. */
export const measures = ['final', 'best', 'reach'] as const;
export type Measure = (typeof measures)[number];

/**
 * What makes runs comparable: `own`: each as its card says · `same`: one rate for all · `tuned`: each at the best of its
 * sweep, with the same number of tries · `first-step`: rates that make all first steps equally long · `evaluations`:
 * everybody spends as many gradient evaluations, and stops there.
 */
export const fairnesses = ['own', 'same', 'tuned', 'first-step', 'evaluations'] as const;
export type Fairness = (typeof fairnesses)[number];

/** How a rate is looked for: in one run whose rate rises, or by cross-validation at rates evenly spread or drawn. */
export const searches = ['range', 'grid', 'random'] as const;
export type Search = (typeof searches)[number];
