/** A list of numbers to type; a list of points as two columns of fields, with points to add and take away. */
import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { accepts, allowed, type ListParam, numbersIn } from '../../lab/describe/param.ts';
import { numeral } from '../../lab/experiment/numeral.ts';
import { words } from '../text/words.ts';
import { IconButton } from './IconButton.tsx';
import './list.css';

interface ListProps {
  readonly label: string;
  /** Heard by screen readers. */
  readonly name: string;
  readonly param: ListParam;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export default function ListField(props: ListProps) {
  return props.param.pairs ? <Points {...props} /> : <Numbers {...props} />;
}

/** What people type between numbers is a comma in the end. */
const tidy = (text: string): string =>
  text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((piece) => (Number.isFinite(Number(piece)) ? numeral(Number(piece)) : piece))
    .join(',');

function Numbers({ label, name, param, value, onChange }: ListProps) {
  const [typed, setTyped] = useState<string>();
  const wrong = typed !== undefined && !accepts(param, tidy(typed));
  const message = useId();
  return (
    <div className="knob" title={param.hint}>
      <span className="knob-label" aria-hidden="true">
        {label}
      </span>
      <input
        type="text"
        className="number list"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        value={typed ?? value.replaceAll(',', ', ')}
        aria-label={name}
        aria-invalid={wrong}
        aria-describedby={wrong ? message : undefined}
        onChange={(event) => {
          setTyped(event.target.value);
          if (accepts(param, tidy(event.target.value))) onChange(tidy(event.target.value));
        }}
        onBlur={() => !wrong && setTyped(undefined)}
      />
      {wrong && (
        <p className="wrong" id={message} role="alert">
          {words.knob.allowed(allowed(param))}
        </p>
      )}
    </div>
  );
}

function Points({ label, name, param, value, onChange }: ListProps) {
  const points = pairsOf(value);
  const written = (next: readonly (readonly [number, number])[]): string => next.flat().map(numeral).join(',');
  const last = points.at(-1)!;
  const room = last[0] < param.limits[1] && points.length < param.most;
  const further = Math.min(param.limits[1], last[0] + Math.max(1, last[0] - (points.at(-2)?.[0] ?? last[0] - 20)));
  return (
    <fieldset className="points" title={param.hint}>
      <legend className="knob-label">{label}</legend>
      <div className="points-head" aria-hidden="true">
        <span>{words.points.step}</span>
        <span>{words.points.share}</span>
      </div>
      {points.map((point, index) => (
        <div className="point" key={index}>
          {([0, 1] as const).map((axis) => (
            <Cell
              key={axis}
              name={(axis === 0 ? words.points.stepOf : words.points.shareOf)(index + 1, name)}
              value={point[axis]}
              accepted={(typed) => accepts(param, written(points.with(index, replaced(point, axis, typed))))}
              onChange={(typed) => onChange(written(points.with(index, replaced(point, axis, typed))))}
            />
          ))}
          <IconButton
            icon={X}
            label={words.points.remove(index + 1, name)}
            disabled={points.length === 1}
            onClick={() => onChange(written(points.toSpliced(index, 1)))}
          />
        </div>
      ))}
      <button
        type="button"
        className="quiet-button"
        disabled={!room}
        onClick={() => onChange(written([...points, [further, last[1]]]))}
      >
        <Plus aria-hidden="true" /> {words.points.add}
      </button>
    </fieldset>
  );
}

/** The points of a list of pairs. */
function pairsOf(value: string): (readonly [number, number])[] {
  const numbers = numbersIn(value);
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!] as const);
}

const replaced = ([step, share]: readonly [number, number], axis: 0 | 1, typed: number): readonly [number, number] =>
  axis === 0 ? [typed, share] : [step, typed];

interface CellProps {
  readonly name: string;
  readonly value: number;
  readonly accepted: (value: number) => boolean;
  readonly onChange: (value: number) => void;
}

function Cell({ name, value, accepted, onChange }: CellProps) {
  const [typed, setTyped] = useState<string>();
  const wrong = typed !== undefined && (typed.trim() === '' || !accepted(Number(typed.replace(',', '.'))));
  return (
    <input
      type="text"
      className="number"
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? numeral(value)}
      aria-label={name}
      aria-invalid={wrong}
      onChange={({ target }) => {
        setTyped(target.value);
        const number = Number(target.value.replace(',', '.'));
        if (target.value.trim() !== '' && accepted(number)) onChange(number);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
