/** The optimizers in brief: colour, the swept parameter to drag, and the best value of the sweep to take. */
import { useSyncExternalStore } from 'react';
import { numeral } from '../../../lab/experiment/numeral.ts';
import { paramOf, sweepOf } from '../../../lab/study/plan.ts';
import { curvesOf, nameOf } from '../../state/rates.ts';
import { changeRunValue, store } from '../../state/store.ts';
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
  const { experiment, slots } = page;
  const inks = inksNow(page, dark);
  const { param } = sweepOf(experiment);
  const curves = curvesOf(experiment);
  return (
    <section className="rate-cards" aria-label={words.cards.title(slots.length)}>
      <div className="section-head">
        <h2>{words.cards.title(slots.length)}</h2>
      </div>
      <ul>
        {slots.map((slot, run) => {
          const name = nameOf(experiment, run);
          const own = paramOf(experiment.runs[run]!, param);
          const curve = curves.find((it) => it.run === run);
          const best = curve?.best === undefined ? undefined : curve.values[curve.best]!;
          const isBest = best !== undefined && experiment.runs[run]!.values[param] === best;
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
                    aria-label={words.sweep.useOf(name, numeral(best))}
                    title={words.sweep.useOf(name, numeral(best))}
                    onClick={() => setRate(store.getState(), run, best)}
                  >
                    {words.sweep.best(numeral(best))}
                  </button>
                )}
              </div>
              {own ? (
                <Setting
                  name={param}
                  of={name}
                  param={own}
                  value={experiment.runs[run]!.values[param]!}
                  onChange={(key, value) =>
                    experiment.study?.fair === 'same' && typeof value === 'number'
                      ? setRate(store.getState(), run, value)
                      : changeRunValue(slot, key, value)
                  }
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
