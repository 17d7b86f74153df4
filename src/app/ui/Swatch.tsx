/** A run's line as it is drawn, colour, dash and marker; pressing it chooses another colour. */
import { useEffect, useRef } from 'react';
import { paintMarker } from '../draw/marks.ts';
import type { Ink } from '../view.ts';
import { presentPaper } from '../views.ts';

const [WIDTH, HEIGHT, DENSITY] = [28, 16, 2];

interface SwatchProps {
  readonly ink: Ink;
  readonly label?: string;
  readonly onChange?: (colour: string) => void;
}

export function Swatch({ ink, label, onChange }: SwatchProps) {
  return (
    <label className="swatch" title={label}>
      <InkLine ink={ink} />
      {onChange && (
        <input type="color" value={ink.colour} aria-label={label} onChange={(event) => onChange(event.target.value)} />
      )}
    </label>
  );
}

function InkLine({ ink }: { readonly ink: Ink }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) paintInk(context, ink);
  });
  return <canvas ref={canvas} width={WIDTH * DENSITY} height={HEIGHT * DENSITY} aria-hidden="true" />;
}

function paintInk(context: CanvasRenderingContext2D, ink: Ink): void {
  const paper = presentPaper();
  const middle = HEIGHT / 2;
  context.setTransform(DENSITY, 0, 0, DENSITY, 0, 0);
  context.clearRect(0, 0, WIDTH, HEIGHT);
  context.setLineDash([...ink.dash]);
  context.strokeStyle = ink.colour;
  context.lineWidth = 2.25;
  context.beginPath();
  context.moveTo(0, middle);
  context.lineTo(WIDTH, middle);
  context.stroke();
  paintMarker(context, ink, WIDTH / 2, middle, 4.5, { ...paper, casing: paper.ground });
}
