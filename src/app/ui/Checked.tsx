/** The mark of an optimizer that was compared with outside numbers: how many runs, and how far off at most. */
import { BadgeCheck, Beaker } from 'lucide-react';
import { formatTick } from '../draw/text.ts';
import checked from '../text/checked.json';
import { words } from '../text/words.ts';
import './checked.css';

const marks: Readonly<Record<string, readonly (number | string)[]>> = checked;

export default function Checked({ id }: { readonly id: string }) {
  const [runs, worst] = (Object.hasOwn(marks, id) ? marks[id] : undefined) ?? [];
  const Icon = runs === undefined ? Beaker : BadgeCheck;
  return (
    <p className={runs === undefined ? 'checked quiet' : 'checked'}>
      <Icon aria-hidden="true" />
      {runs === undefined
        ? words.card.unchecked
        : words.card.checked(Number(runs), Number(worst) === 0 ? undefined : formatTick(Number(worst)))}
    </p>
  );
}
