/** What drawing is given: runs, how they look, where on the screen; data alone, no React, no state, no clock. */
import type { Trajectory } from '../lab/experiment/trajectory.ts';
import type { Region } from '../lab/surface.ts';

/** A rectangle of the surface on a rectangle of the screen (CSS pixels; contexts are scaled for the display beforehand). */
export interface Viewport {
  readonly region: Region;
  readonly width: number;
  readonly height: number;
}

/** How one run is drawn: never by colour alone. */
export interface Ink {
  readonly colour: string;
  /** Canvas dash pattern; empty is solid. */
  readonly dash: readonly number[];
  readonly marker: 'circle' | 'square' | 'triangle' | 'diamond' | 'cross' | 'star';
}

export interface DrawnRun {
  readonly label: string;
  readonly trajectory: Trajectory;
  readonly ink: Ink;
  /** Drawn faintly, because another run is solo or under the pointer. */
  readonly dimmed: boolean;
}

/** Everything that colours a canvas; read from the stylesheet's custom properties once per theme. */
export interface Paper {
  readonly dark: boolean;
  readonly ground: string;
  readonly text: string;
  readonly quiet: string;
  readonly hairline: string;
  /** The casing under paths, and the ring around heads. */
  readonly casing: string;
  /** The map's shades, from the lowest band to the highest. */
  readonly low: string;
  readonly high: string;
  readonly contour: string;
  readonly accent: string;
  readonly sans: string;
  readonly mono: string;
}

/** A moment of playback in steps; fractions lie on the way between two rows. */
export type Moment = number;
