/** What stands around an optimizer, on its card: a schedule for its rate, and wrappers in the order they are put. */
import { ArrowDown, X } from 'lucide-react';
import { optimizers, schedules, wrappers } from '../../lab/catalogues.ts';
import type { Params, Value, Values } from '../../lab/describe/param.ts';
import { unscheduled, unwrapped } from '../../lab/experiment/around.ts';
import type { Choice } from '../../lab/experiment/experiment.ts';
import {
  addWrapper,
  changeScheduleValue,
  changeWrapperValue,
  chooseSchedule,
  moveWrapper,
  removeWrapper,
} from '../state/around.ts';
import { words } from '../text/words.ts';
import { scheduleFormulas, wrapperFormulas } from './around-formulas.ts';
import { Formula } from './Formula.tsx';
import type { Typeset } from './formulas.ts';
import { IconButton } from './IconButton.tsx';
import { Setting } from './Setting.tsx';
import { usePage } from './use-page.ts';
import './around.css';

export default function Around({ slot }: { readonly slot: number }) {
  const run = usePage((page) => page.experiment.runs[page.slots.indexOf(slot)]);
  if (!run) return null;
  const put = run.wrappers ?? [];
  return (
    <div className="around">
      <Schedule slot={slot} id={run.id} schedule={run.schedule} />
      {put.map((it, place) => (
        <Wrapper key={it.id} slot={slot} wrapper={it} place={place} last={place === put.length - 1} />
      ))}
      <AddWrapper slot={slot} id={run.id} put={put} />
    </div>
  );
}

function Schedule({
  slot,
  id,
  schedule,
}: {
  readonly slot: number;
  readonly id: string;
  readonly schedule: Choice | undefined;
}) {
  const { title } = optimizers.get(id);
  const reason = unscheduled(id);
  const entry = schedule && schedules.get(schedule.id);
  return (
    <section className="part">
      <label className="part-head">
        <span>{words.around.schedule}</span>
        <select
          value={schedule?.id ?? ''}
          disabled={reason !== undefined}
          aria-label={words.around.scheduleOf(title)}
          title={reason ?? entry?.idea}
          onChange={(event) => chooseSchedule(slot, event.target.value || undefined)}
        >
          <option value="">{words.around.none}</option>
          {schedules.ids.map((it) => (
            <option key={it} value={it}>
              {schedules.get(it).title}
            </option>
          ))}
        </select>
      </label>
      {reason && <p className="quiet">{reason}.</p>}
      {schedule && entry && (
        <Details
          of={words.around.of(entry.title, title)}
          entry={entry}
          values={schedule.values}
          formulas={scheduleFormulas(entry, schedule.values)}
          onChange={(name, value) => changeScheduleValue(slot, name, value)}
        />
      )}
    </section>
  );
}

interface WrapperProps {
  readonly slot: number;
  readonly wrapper: Choice;
  readonly place: number;
  readonly last: boolean;
}

function Wrapper({ slot, wrapper: { id, values }, place, last }: WrapperProps) {
  const optimizer = usePage((page) => optimizers.get(page.experiment.runs[page.slots.indexOf(slot)]!.id).title);
  const matrix = usePage((page) => page.experiment.problem.kind !== 'surface');
  const entry = wrappers.get(id);
  const name = words.around.of(entry.title, optimizer);
  return (
    <section className="part">
      <div className="part-head">
        <span title={entry.idea}>{entry.title}</span>
        <span className="part-actions">
          {!last && (
            <IconButton icon={ArrowDown} label={words.around.outwards(name)} onClick={() => moveWrapper(slot, place)} />
          )}
          <IconButton icon={X} label={words.around.remove(name)} onClick={() => removeWrapper(slot, place)} />
        </span>
      </div>
      <Details
        of={name}
        entry={entry}
        values={values}
        formulas={wrapperFormulas(entry, values, matrix)}
        onChange={(key, value) => changeWrapperValue(slot, place, key, value)}
      />
    </section>
  );
}

interface DetailsProps {
  readonly of: string;
  readonly entry: { readonly params: Params; readonly idea: string; readonly source: string; readonly conventions?: readonly string[] | undefined }; // prettier-ignore
  readonly values: Values;
  readonly formulas: readonly Typeset[];
  readonly onChange: (name: string, value: Value) => void;
}

function Details({ of, entry, values, formulas, onChange }: DetailsProps) {
  return (
    <>
      {Object.entries(entry.params).map(([name, param]) => (
        <Setting key={name} name={name} of={of} param={param} value={values[name]!} onChange={onChange} />
      ))}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long formulas scroll sideways, by keyboard too */}
      <div className="rule-lines" role="group" aria-label={words.around.formula(of)} tabIndex={0}>
        {formulas.map((line) => (
          <div key={line.plain}>
            <Formula {...line} />
          </div>
        ))}
      </div>
      <details className="part-words">
        <summary>{entry.idea}</summary>
        {entry.conventions?.map((it) => (
          <p key={it}>{it}</p>
        ))}
        <p className="quiet">{entry.source}</p>
      </details>
    </>
  );
}

/** Wrappers that are there already are not offered again; those that make no sense here say why. */
function AddWrapper({
  slot,
  id,
  put,
}: {
  readonly slot: number;
  readonly id: string;
  readonly put: readonly Choice[];
}) {
  const there = new Set(put.map((it) => it.id));
  const offered = wrappers.ids
    .filter((it) => !there.has(it))
    .map((it) => ({ id: it, entry: wrappers.get(it) }))
    .map(({ id: it, entry }) => ({ id: it, entry, reason: unwrapped(id, { id: it, values: {} }) }));
  return (
    <select
      className="add-wrapper"
      value=""
      aria-label={words.around.addTo(optimizers.get(id).title)}
      onChange={(event) => addWrapper(slot, event.target.value)}
    >
      <option value="" disabled hidden>
        {words.around.add}
      </option>
      {offered.map(({ id: it, entry, reason }) => (
        <option key={it} value={it} disabled={reason !== undefined} title={reason ?? entry.idea}>
          {entry.title}
        </option>
      ))}
    </select>
  );
}
