/** Small parts that several views of the rates share. */
import { Table2 } from 'lucide-react';
import { useSyncExternalStore } from 'react';
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
