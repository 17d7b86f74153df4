/** Hidden layers to grow and shrink: a column per layer with its units, one more or fewer with + and −. */
import { Minus, Plus } from 'lucide-react';
import { type ChainParam, chainNumbers } from '../../../lab/describe/param.ts';
import { learning } from '../../text/en-learning.ts';
import { IconButton } from '../IconButton.tsx';

interface LayersProps {
  readonly name: string;
  readonly param: ChainParam;
  /** `16-16`; `0` for none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Units are added in ones while few, then in larger steps. */
const stride = (units: number): number => (units < 8 ? 1 : units < 32 ? 4 : 16);

export function Layers({ name, param, value, onChange }: LayersProps) {
  const { layers } = learning;
  const widths = chainNumbers(value) ?? [];
  const set = (next: readonly number[]): void => onChange(next.length === 0 ? '0' : next.join('-'));
  const resize = (at: number, units: number): void =>
    set(widths.map((it, index) => (index === at ? Math.max(param.min, Math.min(param.max, units)) : it)));
  return (
    <div className="layers" role="group" aria-label={layers.title} title={param.hint}>
      <div className="layers-head">
        <span className="knob-label">{name}</span>
        <span>{layers.count(widths.length)}</span>
        <IconButton
          icon={Minus}
          label={layers.fewer}
          disabled={widths.length === 0}
          onClick={() => set(widths.slice(0, -1))}
        />
        <IconButton
          icon={Plus}
          label={layers.more}
          disabled={widths.length >= param.most}
          onClick={() => set([...widths, widths.at(-1) ?? 8])}
        />
      </div>
      {widths.length > 0 && (
        <ol>
          {widths.map((units, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- a layer is its place
            <li key={at}>
              <IconButton
                icon={Plus}
                label={layers.grow(at + 1)}
                disabled={units >= param.max}
                onClick={() => resize(at, units + stride(units))}
              />
              <input
                key={units}
                className="number"
                inputMode="numeric"
                defaultValue={units}
                aria-label={layers.units(at + 1)}
                onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
                onBlur={({ target }) => {
                  const typed = Number(target.value);
                  if (Number.isInteger(typed) && typed !== units) resize(at, typed);
                  else target.value = String(units);
                }}
              />
              <IconButton
                icon={Minus}
                label={layers.shrink(at + 1)}
                disabled={units <= param.min}
                onClick={() => resize(at, units - (units <= 8 ? 1 : stride(units - 1)))}
              />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
