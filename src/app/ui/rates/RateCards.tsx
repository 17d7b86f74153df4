/** The optimizers in brief: colour, the swept parameter to drag, and the best value of the sweep, or the rate found, to take. */
import { useSyncExternalStore } from 'react';
import { numeral } from '../../../lab/experiment/numeral.ts';
import { finderOf } from '../../../lab/study/finder.ts';
import { paramOf, sweepOf } from '../../../lab/study/plan.ts';
import { ratesFound } from '../../state/finder.ts';
import { curvesOf, nameOf, valueIn } from '../../state/rates.ts';
import { store } from '../../state/store.ts';
import { ratesEn as words } from '../../text/en-rates.ts';
import { setRate } from '../../views/rates/handles.ts';
import { inksNow, pointAtCurve } from '../../views/rates/sweep.ts';
import { Setting } from '../Setting.tsx';
import { Swatch } from '../Swatch.tsx';
import { isDark, subscribeDark } from '../theme.ts';
import { usePage } from '../use-page.ts';
import { useSheets } from './parts.tsx';

export function RateCards() {
  const page = usePage((it) => it);
  const dark = useSyncExternalStore(subscribeDark, isDark);
  useSheets();
  const { experiment, slots, look } = page;
  const inks = inksNow(page, dark);
  const finding = look.show === 'finder';
  const param = finding ? 'lr' : sweepOf(experiment).param;
  const bests = finding ? ratesFound(experiment) : new Map(curvesOf(experiment).map(({ run, best, values }) => [run, best === undefined ? undefined : values[best]!])); // prettier-ignore
  const useOf = finding ? words.finder.useOf : words.sweep.useOf;
  const chip = (best: string): string => (finding ? words.finder.chip(finderOf(experiment).search, best) : words.sweep.best(best)); // prettier-ignore

  return (
    <section className="rate-cards" aria-label={words.cards.title(slots.length)}>
      <div className="section-head">
        <h2>{words.cards.title(slots.length)}</h2>
      </div>
      <ul>
        {slots.map((slot, run) => {
          const name = nameOf(experiment, run);
          const own = paramOf(experiment.runs[run]!, param, experiment.problem);
          const best = bests.get(run);
          const isBest = best !== undefined && valueIn(experiment, run, param) === best;
          return (
            <li key={slot} onPointerEnter={() => pointAtCurve(slot)} onPointerLeave={() => pointAtCurve(undefined)}>
              <div className="card-head">
                <Swatch ink={inks[run]!} />
                <b>{name}</b>
                <span className="gap" />
                {best !== undefined && (
                  <button
                    type="button"
                    className="chip best"
                    aria-pressed={isBest}
                    aria-label={useOf(name, numeral(best))}
                    title={useOf(name, numeral(best))}
                    onClick={() => setRate(store.getState(), run, best, param)}
                  >
                    {chip(numeral(best))}
                  </button>
                )}
              </div>
              {own ? (
                <Setting
                  name={words.own(param)}
                  of={name}
                  param={own}
                  value={valueIn(experiment, run, param)}
                  onChange={(_, value) => setRate(store.getState(), run, Number(value), param)}
                />
              ) : (
                <p className="quiet">{words.cards.missing(param)}</p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
