/** Small parts that several views of the rates share. */
import { Table2 } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { NumberParam } from '../../../lab/describe/param.ts';
import { sheets } from '../../state/sheets.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import { Knob } from '../Knob.tsx';

/** Renders again when something becomes known. */
export const useSheets = (): number => useSyncExternalStore(sheets.subscribe, sheets.changes);

export function TableSwitch({ on, onChange }: { readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  return (
    <button type="button" className="quiet-button" aria-pressed={on} onClick={() => onChange(!on)}>
      <Table2 aria-hidden="true" /> {words.table}
    </button>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly onChange: (value: string) => void;
}

/** A choice with its name before it. */
export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label className="rates-choice">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([it, name]) => (
          <option key={it} value={it}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface NumberProps {
  readonly label: string;
  readonly param: NumberParam;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** A number to type, with its name before it. */
export function NumberField({ label, param, value, onChange }: NumberProps) {
  return <Knob label={label} name={label} param={param} value={value} slider={false} onChange={onChange} />;
}

/** The head of a table with these columns. */
export function Head({ names }: { readonly names: readonly string[] }) {
  return (
    <thead>
      <tr>
        {names.map((it) => (
          <th key={it} scope="col">
            {it}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Work that takes longer than this shows a bar (milliseconds). */
const PATIENCE = 300;

/** True once something has been going on for longer than a moment. */
function useLate(going: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(going), going ? PATIENCE : 0);
    return () => clearTimeout(timer);
  }, [going]);
  return late && going;
}

interface ProgressProps {
  readonly share: number;
  readonly stopped: boolean;
  readonly onStop: () => void;
  readonly onResume: () => void;
}

/** How far work has come that takes longer than a moment; and a way to stop it. */
export function ProgressBar({ share, stopped, onStop, onResume }: ProgressProps) {
  const working = share < 1;
  const late = useLate(working);
  if (!working || (!late && !stopped)) return <div className="rates-progress" aria-busy={working} />;
  return (
    <div className="rates-progress" role="status" aria-busy={!stopped}>
      <progress value={share} aria-label={words.progress(share)} />
      <span>{stopped ? words.stopped : words.progress(share)}</span>
      <button type="button" className="quiet-button" onClick={stopped ? onResume : onStop}>
        {stopped ? words.resume : words.cancel}
      </button>
    </div>
  );
}
