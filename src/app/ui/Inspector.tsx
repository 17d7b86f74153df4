/** One step explained: what happened in a sentence, the rule with its numbers, what is drawn on the map, why it diverged. */
import { X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { optimizers } from '../../lab/catalogues.ts';
import type { Experiment } from '../../lab/experiment/experiment.ts';
import { numeral } from '../../lab/experiment/numeral.ts';
import type { Rescue } from '../../lab/experiment/rescue.ts';
import type { Ending } from '../../lab/experiment/trajectory.ts';
import { axesOf } from '../draw/step.ts';
import { formatValue } from '../draw/text.ts';
import { followGlass, onGlass, type Seen, toRead } from '../state/glass.ts';
import { session } from '../state/session.ts';
import { changeRunValue, look } from '../state/store.ts';
import { factsOf, type StepFacts } from '../text/seen.ts';
import { words } from '../text/words.ts';
import { mountStep, showQuadratic, showsQuadratic } from '../views/step.ts';
import { filledLines } from './filled.ts';
import { Formula } from './Formula.tsx';
import { IconButton } from './IconButton.tsx';
import { plainLetter, saidOf } from './said.ts';
import './inspector.css';
import { usePage, usePlaying } from './use-page.ts';

const { inspect } = words;

export default function Inspector({ slot }: { readonly slot: number }) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const stop = [followGlass(), mountStep()];
    return () => {
      for (const dispose of stop) dispose();
    };
  }, []);
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' }); // answers with a promise in newer browsers
  }, []);
  const seen = useSyncExternalStore(onGlass, toRead);
  const close = (): void => look({ inspected: undefined });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc closes it from anywhere inside
    <section
      ref={panel}
      className="inspector"
      aria-label={inspect.label}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <header className="section-head">
        <h2>{inspect.title}</h2>
        <Which slot={slot} />
        <IconButton icon={X} label={inspect.close} onClick={close} />
      </header>
      <Diverged slot={slot} />
      {seen?.slot === slot ? <Step seen={seen} /> : <p className="quiet">{inspect.waiting}</p>}
    </section>
  );
}

/** The run whose step it is; another may be chosen. */
function Which({ slot }: { readonly slot: number }) {
  const slots = usePage((page) => page.slots);
  const runs = usePage((page) => page.experiment.runs);
  return (
    <select
      value={slot}
      aria-label={inspect.which}
      onChange={(event) => look({ inspected: Number(event.target.value) })}
    >
      {slots.map((it, index) => (
        <option key={it} value={it}>
          {optimizers.get(runs[index]!.id).title}
        </option>
      ))}
    </select>
  );
}

function Step({ seen }: { readonly seen: Seen }) {
  const { inspection, race, slot } = seen;
  const playing = usePlaying();
  const index = race.slots.indexOf(slot);
  const run = race.experiment.runs[index]!;
  const facts = useMemo(() => factsOf(race.experiment, index, inspection), [race, index, inspection]);
  const lines = useMemo(() => filledLines(run, inspection), [run, inspection]);
  if (!inspection.next) return <p>{inspect.over}</p>;
  return (
    <>
      <h3 className="inspector-step">{inspect.from(inspection.step)}</h3>
      <p aria-live={playing ? 'off' : 'polite'}>{saidOf(facts, inspection)}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long formulas scroll sideways, by keyboard too */}
      <div className="inspector-lines" role="group" aria-label={inspect.lines} tabIndex={0}>
        {lines.map((line, at) => (
          <div key={`${at} ${line.rule.plain}`}>
            {line.owner !== undefined && line.owner !== lines[at - 1]?.owner && (
              <span className="quiet">{line.owner}</span>
            )}
            <Formula {...line.rule} />
            {line.numbers && <Formula {...line.numbers} />}
            {line.result && <Formula {...line.result} />}
          </div>
        ))}
      </div>
      <Drawn facts={facts} seen={seen} />
      <Curvature facts={facts} seen={seen} />
    </>
  );
}

/** A rate without digits that say nothing. */
const short = (rate: number): string => numeral(Number(rate.toPrecision(4)));

const vector = (values: ArrayLike<number>): string => `(${Array.from(values, formatValue).join(', ')})`;

/** What the arrows on the map are, with their numbers. */
function Drawn({ facts, seen: { inspection } }: { readonly facts: StepFacts; readonly seen: Seen }) {
  const { rows } = inspect;
  const list: (readonly [string, string, string])[] = [
    ...(facts.asks ? [['solid', rows.slope, vector(facts.slope)] as const] : []),
    ...facts.velocities.map((it) => ['dashed', rows.velocity(plainLetter(it.letter)), vector(it.value)] as const),
    ...facts.squares.map(
      (it) => ['box', rows.square(plainLetter(it.letter)), vector(it.value.map((entry) => Math.sqrt(entry)))] as const,
    ),
    ...facts.directions.map((it) => ['', rows.direction(plainLetter(it.letter)), vector(it.value)] as const),
    ...facts.points.map(
      (it) =>
        [
          'dots',
          rows.points(plainLetter(it.letter), it.value.length / 2),
          it.value.length === 2 ? vector(it.value) : '',
        ] as const,
    ),
    ...(inspection.decay ? [['dotted', rows.decay, vector(inspection.decay)] as const] : []),
    ...(facts.move ? [['step', rows.step, vector(facts.move)] as const] : []),
    ...(facts.asks && facts.effective ? [['', rows.effective, vector(facts.effective)] as const] : []),
  ];
  return (
    <details className="inspector-drawn" open>
      <summary>{inspect.letters}</summary>
      <dl>
        {list.map(([mark, name, numbers]) => (
          <div key={name}>
            <dt>
              <span className="inspector-mark" data-mark={mark} aria-hidden="true" /> {name}
            </dt>
            <dd>{numbers}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{rows.scale}</p>
    </details>
  );
}

/** The local quadratic: how it bends, and what that means for a rate. */
function Curvature({ facts, seen: { inspection } }: { readonly facts: StepFacts; readonly seen: Seen }) {
  const [shown, setShown] = useState(showsQuadratic);
  const [[steepest], [flattest]] = axesOf(Array.from(inspection.hessian)) as readonly [
    readonly [number, unknown],
    readonly [number, unknown],
  ];
  if (!Number.isFinite(steepest)) return null;
  const bound = 2 / steepest;
  return (
    <div className="inspector-curvature">
      <p>
        {inspect.curvature(formatValue(steepest), formatValue(flattest))}.{' '}
        {steepest > 0 &&
          inspect.bound(
            formatValue(bound),
            facts.rate === undefined ? undefined : short(facts.rate),
            (facts.rate ?? 0) > bound,
          )}{' '}
        {flattest < 0 && (steepest > 0 ? inspect.saddle : inspect.dome)}
      </p>
      <label>
        <input
          type="checkbox"
          checked={shown}
          onChange={(event) => {
            setShown(event.target.checked);
            showQuadratic(event.target.checked);
          }}
        />{' '}
        {inspect.quadratic}
      </label>
    </div>
  );
}

/** Why a run diverged, and a rate that works, with a button to use it. */
function Diverged({ slot }: { readonly slot: number }) {
  const experiment = usePage((page) => page.experiment);
  const race = useSyncExternalStore(session.subscribe, () => session.race);
  const done = useSyncExternalStore(session.subscribe, () => session.race?.done ?? false);
  const index = race?.slots.indexOf(slot) ?? -1;
  const ending = done && race?.experiment === experiment ? race.trajectories[index]?.ending : undefined;
  if (ending?.kind !== 'diverged') return null;
  return <Explained experiment={experiment} index={index} slot={slot} ending={ending} />;
}

function Explained({
  experiment,
  index,
  slot,
  ending,
}: {
  readonly experiment: Experiment;
  readonly index: number;
  readonly slot: number;
  readonly ending: Ending;
}) {
  const [found, setFound] = useState<{ readonly of: Experiment; readonly rescue: Rescue }>();
  useEffect(
    () => session.requestRescue('rescue', experiment, index, (rescue) => setFound({ of: experiment, rescue })),
    [experiment, index],
  );
  const rescue = found?.of === experiment ? found.rescue : undefined;
  const { diverged } = inspect;
  return (
    <div className="inspector-diverged" role="status">
      <p>
        <b>{diverged.title(ending.at, ending.cause)}</b> {rescue ? <Cause {...rescue} /> : diverged.looking}
      </p>
      {rescue && <Remedy rescue={rescue} slot={slot} />}
    </div>
  );
}

function Cause({ overshoot }: Rescue) {
  const { diverged } = inspect;
  if (!overshoot) return null;
  const { rate, steepest, step, times } = overshoot;
  const bound = 2 / steepest;
  if (rate !== undefined && steepest > 0 && rate > bound) return diverged.rate(short(rate), formatValue(bound), step);
  return times > 2 ? diverged.overshoot(formatValue(times), step) : null;
}

function Remedy({ rescue: { param, tried, works }, slot }: { readonly rescue: Rescue; readonly slot: number }) {
  const { diverged } = inspect;
  if (param === undefined) return <p>{diverged.noRate}</p>;
  if (!works) return <p>{diverged.none(param, tried.length, numeral(tried.at(-1) ?? NaN))}</p>;
  return (
    <>
      <p>{diverged.works(param, numeral(works.value), formatValue(works.loss), tried.length)}</p>
      <button type="button" className="share" onClick={() => changeRunValue(slot, param, works.value)}>
        {diverged.use(param, numeral(works.value))}
      </button>
    </>
  );
}
