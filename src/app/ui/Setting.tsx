/** One declared parameter as the control that fits it. */
import { lazy, Suspense, useId } from 'react';
import { accepts, allowed, type Param, type Value } from '../../lab/describe/param.ts';
import { words } from '../text/words.ts';
import { Knob } from './Knob.tsx';

const ListField = lazy(() => import('./ListField.tsx'));

interface SettingProps {
  readonly name: string;
  /** Whose parameter it is. */
  readonly of: string;
  readonly param: Param;
  readonly value: Value;
  readonly onChange: (name: string, value: Value) => void;
}

export function Setting({ name, of, param, value, onChange }: SettingProps) {
  const id = useId();
  const full = words.knob.of(name, of);
  switch (param.kind) {
    case 'number':
      return (
        <Knob label={name} name={full} param={param} value={Number(value)} onChange={(next) => onChange(name, next)} />
      );
    case 'flag':
      return (
        <label className="knob flag" title={param.hint}>
          <span className="knob-label">{name}</span>
          <input
            type="checkbox"
            checked={value === true}
            aria-label={full}
            onChange={(event) => onChange(name, event.target.checked)}
          />
        </label>
      );
    case 'choice':
      return (
        <div className="knob" title={param.hint}>
          <label className="knob-label" htmlFor={id}>
            {name}
          </label>
          <select
            id={id}
            value={String(value)}
            aria-label={full}
            onChange={(event) => onChange(name, event.target.value)}
          >
            {param.options.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </select>
        </div>
      );
    case 'list':
      return (
        <Suspense>
          <ListField
            label={name}
            name={full}
            param={param}
            value={String(value)}
            onChange={(it) => onChange(name, it)}
          />
        </Suspense>
      );
    case 'chain':
      return (
        <div className="knob" title={param.hint}>
          <label className="knob-label" htmlFor={id}>
            {name}
          </label>
          <input
            id={id}
            key={String(value)}
            defaultValue={String(value)}
            aria-label={full}
            title={words.knob.allowed(allowed(param))}
            onChange={({ target }) => target.setAttribute('aria-invalid', String(!accepts(param, target.value)))}
            onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
            onBlur={({ target }) => {
              if (accepts(param, target.value)) onChange(name, target.value);
              else target.value = String(value);
            }}
          />
        </div>
      );
    case 'text':
    case 'rows':
      return null;
  }
}
