/** Changes what stands around a run: its schedule, and its wrappers in their order. */
import { schedules, wrappers } from '../../lab/catalogues.ts';
import { defaults, type Value } from '../../lab/describe/param.ts';
import type { Choice, Run } from '../../lab/experiment/experiment.ts';
import { changeRun } from './store.ts';

/** Another schedule with its usual values, or none. */
export function chooseSchedule(slot: number, id: string | undefined): void {
  changeRun(slot, ({ schedule: _before, ...run }) =>
    id === undefined ? run : { ...run, schedule: { id, values: defaults(schedules.get(id).params) } },
  );
}

export function changeScheduleValue(slot: number, name: string, value: Value): void {
  changeRun(slot, (run) => (run.schedule ? { ...run, schedule: changed(run.schedule, name, value) } : run), `${slot} schedule ${name}`); // prettier-ignore
}

/** Puts one more wrapper around all that are there. */
export function addWrapper(slot: number, id: string): void {
  changeWrappers(slot, (before) => [...before, { id, values: defaults(wrappers.get(id).params) }]);
}

export function removeWrapper(slot: number, place: number): void {
  changeWrappers(slot, (before) => before.toSpliced(place, 1));
}

/** Puts a wrapper one place further out. */
export function moveWrapper(slot: number, place: number): void {
  changeWrappers(slot, (before) => {
    const [inner, outer] = [before[place], before[place + 1]];
    return inner && outer ? before.toSpliced(place, 2, outer, inner) : before;
  });
}

export function changeWrapperValue(slot: number, place: number, name: string, value: Value): void {
  const change = (it: Choice, index: number): Choice => (index === place ? changed(it, name, value) : it);
  changeWrappers(slot, (before) => before.map(change), `${slot} wrapper ${place} ${name}`);
}

const changed = ({ id, values }: Choice, name: string, value: Value): Choice => ({
  id,
  values: { ...values, [name]: value },
});

function changeWrappers(slot: number, next: (before: readonly Choice[]) => readonly Choice[], coalesce?: string): void {
  const change = ({ wrappers: before = [], ...run }: Run): Run => {
    const put = next(before);
    return put.length > 0 ? { ...run, wrappers: put } : run;
  };
  changeRun(slot, change, coalesce);
}
