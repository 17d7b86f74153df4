/** One run: its colour and name, how it fares, its learning rate to drag, and everything else on demand. */
import { ChevronDown, Copy, Eye, EyeOff, Focus, RotateCcw, ScanSearch, Trash2 } from 'lucide-react';
import { lazy, memo, Suspense, useId, useRef, useState } from 'react';
import { optimizers } from '../../lab/catalogues.ts';
import type { Value } from '../../lab/describe/param.ts';
import { asSurface } from '../../lab/experiment/experiment.ts';
import { formatValue } from '../draw/text.ts';
import { canGoOn, changeRateFromHere, lastRate, RATE } from '../state/from-here.ts';
import { playhead } from '../state/playhead.ts';
import { endedBy, fingerprintOf, lossAt, trajectoryOf } from '../state/readings.ts';
import { changeRunValue, duplicateRun, inspect, look, lookAtRun, removeRun, resetRun } from '../state/store.ts';
import { runLine } from '../text/settings-line.ts';
import { stateText } from '../text/states.ts';
import { words } from '../text/words.ts';
import type { Ink } from '../view.ts';
import { pointAtRun } from '../views.ts';
import { Formula } from './Formula.tsx';
import { ruleFormulas } from './formulas.ts';
import { IconButton } from './IconButton.tsx';
import { Setting } from './Setting.tsx';
import { Swatch } from './Swatch.tsx';
import { useFrame, useLiveText, usePage } from './use-page.ts';

export const Card = memo(function Card({ slot, ink }: { readonly slot: number; readonly ink: Ink }) {
  const run = usePage((page) => page.experiment.runs[page.slots.indexOf(slot)]);
  const hidden = usePage((page) => page.look.runs[slot]?.hidden ?? false);
  const solo = usePage((page) => page.look.solo === slot);
  const explains = usePage((page) => asSurface(page.experiment.problem) !== undefined);
  const inspected = usePage((page) => page.look.inspected === slot);
  const fromHere = usePage((page) => page.look.fromHere);
  const [open, setOpen] = useState(false);
  const details = useId();
  if (!run) return null;
  const onTheWay = fromHere && canGoOn(run);
  const entry = optimizers.get(run.id);
  const [main, ...rest] = Object.entries(entry.params);
  const name = entry.title;
  const change = (key: string, value: Value): void => changeRunValue(slot, key, value);

  return (
    <li
      className={`card${hidden ? ' hidden-run' : ''}`}
      style={{ '--ink': ink.colour }}
      onPointerEnter={() => pointAtRun(slot)}
      onPointerLeave={() => pointAtRun(undefined)}
    >
      <div className="card-head">
        <Swatch ink={ink} label={words.card.colour(name)} onChange={(colour) => lookAtRun(slot, { colour })} />
        <button
          type="button"
          className="card-name"
          aria-expanded={open}
          aria-controls={details}
          title={words.card.more(name)}
          onClick={() => setOpen(!open)}
        >
          <b>{name}</b>
          <span className="card-settings">{runLine(entry.params, run, [main?.[0] ?? ''])}</span>
          <ChevronDown aria-hidden="true" />
        </button>
        <LiveLoss slot={slot} />
      </div>
      {main && (
        <Setting
          name={main[0]}
          of={name}
          param={main[1]}
          value={onTheWay && main[0] === RATE ? lastRate(run) : run.values[main[0]]!}
          onChange={onTheWay && main[0] === RATE ? (_, rate) => changeRateFromHere(slot, Number(rate)) : change}
        />
      )}
      <div className="card-foot">
        <LiveState slot={slot} />
        <span className="card-actions">
          {explains && (
            <IconButton
              icon={ScanSearch}
              label={words.inspect.open(name)}
              pressed={inspected}
              onClick={() => inspect(slot)}
            />
          )}
          <IconButton icon={Copy} label={words.card.duplicate(name)} onClick={() => duplicateRun(slot)} />
          <IconButton
            icon={Focus}
            label={words.card.solo(name)}
            pressed={solo}
            onClick={() => look({ solo: solo ? undefined : slot })}
          />
          <IconButton
            icon={hidden ? EyeOff : Eye}
            label={words.card.hide(name)}
            pressed={hidden}
            onClick={() => lookAtRun(slot, { hidden: !hidden })}
          />
          <IconButton icon={Trash2} label={words.card.remove(name)} onClick={() => removeRun(slot)} />
        </span>
      </div>
      {open && (
        <div className="card-more" id={details}>
          {rest.map(([key, param]) => (
            <Setting key={key} name={key} of={name} param={param} value={run.values[key]!} onChange={change} />
          ))}
          <button type="button" className="quiet-button" onClick={() => resetRun(slot)}>
            <RotateCcw aria-hidden="true" /> {words.card.reset}
          </button>
          <Suspense>
            <Around slot={slot} />
          </Suspense>
          <Rule slot={slot} />
        </div>
      )}
    </li>
  );
});

const Around = lazy(() => import('./Around.tsx'));
const Checked = lazy(() => import('./Checked.tsx'));

/** What one step does with the present settings, and how sure that is. */
function Rule({ slot }: { readonly slot: number }) {
  const run = usePage((page) => page.experiment.runs[page.slots.indexOf(slot)]);
  const matrix = usePage((page) => page.experiment.problem.kind === 'matrix');
  if (!run) return null;
  const entry = optimizers.get(run.id);
  return (
    <div className="rule">
      <h3>{words.card.rule}</h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long formulas scroll sideways, by keyboard too */}
      <div className="rule-lines" role="group" aria-label={words.card.rule} tabIndex={0}>
        {ruleFormulas(entry, run.values, matrix).map((line) => (
          <div key={line.plain}>
            <Formula {...line} />
          </div>
        ))}
      </div>
      <p>{entry.idea}</p>
      {entry.conventions?.map((it) => (
        <p key={it}>{it}</p>
      ))}
      <Suspense>
        <Checked id={run.id} />
      </Suspense>
      <p className="quiet">
        {entry.source} · <LiveFingerprint slot={slot} />
      </p>
    </div>
  );
}

function LiveLoss({ slot }: { readonly slot: number }) {
  const element = useLiveText<HTMLOutputElement>(() => {
    const loss = lossAt(trajectoryOf(slot), playhead.shown);
    return loss === undefined ? '' : formatValue(loss);
  });
  return <output ref={element} className="card-loss" aria-label={words.card.loss} aria-live="off" />;
}

function LiveState({ slot }: { readonly slot: number }) {
  const element = useRef<HTMLSpanElement>(null);
  useFrame(() => {
    const line = element.current;
    const trajectory = trajectoryOf(slot);
    const ending = trajectory && endedBy(trajectory, playhead.shown);
    const text = stateText(ending, !trajectory || trajectory.rows === 0);
    if (!line || line.textContent === text) return;
    line.textContent = text;
    line.dataset.ending = ending?.kind ?? '';
  });
  return <span ref={element} className="card-state" />;
}

function LiveFingerprint({ slot }: { readonly slot: number }) {
  const element = useLiveText<HTMLElement>(() => fingerprintOf(slot) ?? '');
  return <code ref={element} title={words.card.fingerprint} />;
}
