/** Small drawn things: markers, targets, rings, arrows and words with a light edge. */
import type { Ink, Paper } from '../view.ts';

type Marker = Ink['marker'];

const TURN = 2 * Math.PI;

/** Corners as [angle in turns from the top, share of the radius]. */
const corners: Record<Exclude<Marker, 'circle'>, readonly (readonly [number, number])[]> = {
  square: [0.125, 0.375, 0.625, 0.875].map((angle) => [angle, 1.2] as const),
  triangle: [0, 1 / 3, 2 / 3].map((angle) => [angle, 1.35] as const),
  diamond: [0, 0.25, 0.5, 0.75].map((angle) => [angle, 1.3] as const),
  star: Array.from({ length: 10 }, (_, k) => [k / 10, k % 2 === 0 ? 1.5 : 0.66] as const),
  cross: [0.125, 0.375, 0.625, 0.875].flatMap((angle) => [
    [angle - 0.048, 1.4] as const,
    [angle + 0.048, 1.4] as const,
    [angle + 0.125, 0.55] as const,
  ]),
};

/** Strokes the current path twice: with an edge of casing first, then the line itself. */
export const strokeCased = (
  context: CanvasRenderingContext2D,
  colour: string,
  width: number,
  edge: number,
  paper: Paper,
): void => {
  for (const [style, thick] of [
    [paper.casing, width + edge],
    [colour, width],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = thick;
    context.stroke();
  }
};

/** Lays a marker's outline into the current path; `radius` in CSS pixels, all markers alike in area. */
export const traceMarker = (
  context: CanvasRenderingContext2D,
  marker: Marker,
  x: number,
  y: number,
  radius: number,
): void => {
  context.beginPath();
  if (marker === 'circle') context.arc(x, y, radius, 0, TURN);
  else
    for (const [angle, share] of corners[marker])
      context.lineTo(x + radius * share * Math.sin(angle * TURN), y - radius * share * Math.cos(angle * TURN));
  context.closePath();
};

/** A marker in its ink with a ring of casing around it. */
export const paintMarker = (
  context: CanvasRenderingContext2D,
  ink: Ink,
  x: number,
  y: number,
  radius: number,
  paper: Paper,
): void => {
  traceMarker(context, ink.marker, x, y, radius);
  context.setLineDash([]);
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = paper.casing;
  context.stroke();
  context.fillStyle = ink.colour;
  context.fill();
};

/** A hollow ring in a run's colour, between two rings of casing. */
export const paintRing = (
  context: CanvasRenderingContext2D,
  colour: string,
  x: number,
  y: number,
  radius: number,
  paper: Paper,
): void => {
  context.beginPath();
  context.arc(x, y, radius, 0, TURN);
  context.setLineDash([]);
  strokeCased(context, colour, 2, 3, paper);
};

/** An arrow head whose tip is at (x, y), pointing along `angle` (radians, clockwise from the right). */
export const paintArrow = (
  context: CanvasRenderingContext2D,
  colour: string,
  x: number,
  y: number,
  angle: number,
  paper: Paper,
): void => {
  const corner = (back: number, side: number): [number, number] => [
    x - back * Math.cos(angle) - side * Math.sin(angle),
    y - back * Math.sin(angle) + side * Math.cos(angle),
  ];
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(...corner(13, 6.5));
  context.lineTo(...corner(9.5, 0));
  context.lineTo(...corner(13, -6.5));
  context.closePath();
  context.setLineDash([]);
  context.lineJoin = 'round';
  context.lineWidth = 3.5;
  context.strokeStyle = paper.casing;
  context.stroke();
  context.fillStyle = colour;
  context.fill();
};

/** A ✕ where a run stopped being a number. */
export const paintBreak = (
  context: CanvasRenderingContext2D,
  colour: string,
  x: number,
  y: number,
  radius: number,
  paper: Paper,
): void => {
  context.beginPath();
  for (const side of [-1, 1]) {
    context.moveTo(x - radius, y - side * radius);
    context.lineTo(x + radius, y + side * radius);
  }
  context.setLineDash([]);
  context.lineCap = 'round';
  strokeCased(context, colour, 2.5, 3, paper);
};

/** A word with a soft edge of its own background, so that it reads on lines. */
export const paintWord = (
  context: CanvasRenderingContext2D,
  word: string,
  x: number,
  y: number,
  colour: string,
  edge: string,
): void => {
  context.setLineDash([]);
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = edge;
  context.strokeText(word, x, y);
  context.fillStyle = colour;
  context.fillText(word, x, y);
};
