/** One number of the experiment: a slider to drag and a field to type in, both answering at once. */
import { type KeyboardEvent, useId, useState } from 'react';
import { accepts, allowed, type NumberParam } from '../../lab/describe/param.ts';
import { numeral } from '../../lab/experiment/numeral.ts';
import { words } from '../text/words.ts';
import { nudged, PLACES, placeOf, valueAt } from './scale.ts';

interface KnobProps {
  /** Seen beside the slider. */
  readonly label: string;
  /** Heard by screen readers: `learning rate of Adam`. */
  readonly name: string;
  readonly param: NumberParam;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly slider?: boolean;
}

export function Knob({ label, name, param, value, onChange, slider = true }: KnobProps) {
  const message = useId();
  const [typed, setTyped] = useState<{ readonly text: string; readonly value: number }>();
  const text = typed?.value === value ? typed.text : undefined;
  const wrong = text !== undefined && !accepts(param, parsed(text));

  const type = (entered: string): void => {
    const next = parsed(entered);
    const fits = accepts(param, next);
    setTyped({ text: entered, value: fits ? next : value });
    if (fits && next !== value) onChange(next);
  };
  const nudge = (event: KeyboardEvent): void => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const next = nudged(param, value, move[0], move[1] || event.shiftKey);
    if (next !== value) onChange(next);
  };
  const settle = (): void => {
    if (!wrong) setTyped(undefined);
  };

  return (
    <div className="knob" title={param.hint}>
      <span className="knob-label" aria-hidden="true">
        {label}
      </span>
      {slider && (
        <input
          type="range"
          className="slider"
          min={0}
          max={PLACES}
          step={1}
          value={placeOf(param, value)}
          style={{ '--at': placeOf(param, value) / PLACES }}
          aria-label={name}
          aria-valuetext={numeral(value)}
          onChange={(event) => onChange(valueAt(param, event.target.valueAsNumber))}
          onKeyDown={nudge}
        />
      )}
      <input
        type="text"
        className="number"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        value={text ?? numeral(value)}
        aria-label={words.knob.typed(name)}
        aria-invalid={wrong}
        aria-describedby={wrong ? message : undefined}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => (event.key === 'ArrowUp' || event.key === 'ArrowDown') && nudge(event)}
        onBlur={settle}
      />
      {wrong && (
        <p className="wrong" id={message} role="alert">
          {words.knob.allowed(allowed(param))}
        </p>
      )}
    </div>
  );
}

const moves: Readonly<Record<string, readonly [1 | -1, boolean]>> = {
  ArrowUp: [1, false],
  ArrowRight: [1, false],
  ArrowDown: [-1, false],
  ArrowLeft: [-1, false],
  PageUp: [1, true],
  PageDown: [-1, true],
};

/** A typed number; a decimal comma and a real minus sign are understood, nothing is no number. */
function parsed(text: string): number {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  return plain === '' ? NaN : Number(plain);
}
