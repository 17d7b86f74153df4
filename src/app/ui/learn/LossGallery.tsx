/** Every loss against the one number that matters to it, with its slope; a click learns with it where it fits the data. */
import { useMemo, useState } from 'react';
import { losses } from '../../../lab/catalogues.ts';
import { defaults, type Values } from '../../../lab/describe/param.ts';
import type { ClassifierProblem } from '../../../lab/experiment/experiment.ts';
import { lossMisfit } from '../../../lab/experiment/learning-shape.ts';
import { print } from '../../../lab/formula/print.ts';
import { typesetLine } from '../../../lab/formula/typeset.ts';
import type { LossEntry, Takes } from '../../../lab/loss.ts';
import { lossCurve } from '../../../lab/loss-curve.ts';
import { lossLines } from '../../../lab/objective.ts';
import { formatTick } from '../../draw/text.ts';
import { chooseLearning } from '../../state/learning-edit.ts';
import { learning } from '../../text/en-learning.ts';
import { Formula } from '../Formula.tsx';
import { letters } from '../formulas.ts';
import { Sheet } from '../Sheet.tsx';
import { OutlierFits } from './OutlierFits.tsx';

const { lossGallery: words } = learning;

const groups: readonly Takes[] = ['number', 'binary', 'class', 'pair', 'list'];

/** From −3 to 3. */
const places = Float64Array.from({ length: 121 }, (_, i) => (i - 60) / 20);
const [WIDTH, HEIGHT] = [210, 112];
const [LOW, HIGH] = [-2, 4];
const across = (place: number): number => ((place + 3) / 6) * WIDTH;
const up = (value: number): number => ((HIGH - value) / (HIGH - LOW)) * HEIGHT;
/** Said in numbers beside every picture. */
const told = [20, 60, 100] as const;

const short = (value: number): string => formatTick(Number(value.toPrecision(3)));

interface LossGalleryProps {
  readonly problem: ClassifierProblem;
  readonly onClose: () => void;
}

export default function LossGallery({ problem, onClose }: LossGalleryProps) {
  const fits = (takes: Takes): boolean =>
    losses.ids.some((id) => losses.get(id).takes === takes && lossMisfit(id, problem.dataset) === undefined);
  return (
    <Sheet title={words.title} onClose={onClose} wide>
      <p className="quiet">{words.legend}</p>
      {groups
        .toSorted((a, b) => Number(fits(b)) - Number(fits(a)))
        .map((takes) => (
          <section key={takes} aria-label={words.groups[takes]}>
            <h3>{words.groups[takes]}</h3>
            <p className="quiet">{words.against[takes]}</p>
            <ul className="scenes-grid loss-grid">
              {losses.ids
                .filter((id) => losses.get(id).takes === takes)
                .map((id) => (
                  <li key={id}>
                    <Loss id={id} problem={problem} onClose={onClose} />
                  </li>
                ))}
              {takes === 'binary' && (
                <li>
                  <Mistakes />
                </li>
              )}
            </ul>
            {takes === 'number' && <OutlierFits chosen={problem.loss} />}
          </section>
        ))}
    </Sheet>
  );
}

function Loss({ id, problem, onClose }: LossGalleryProps & { readonly id: string }) {
  const entry = losses.get(id);
  const chosen = problem.loss.id === id;
  const values = chosen ? problem.loss.values : defaults(entry.params);
  const misfit = lossMisfit(id, problem.dataset);
  const curve = useMemo(() => lossCurve(entry, values, places), [entry, values]);
  const [at, point] = useState<number>();
  const say = (index: number): string =>
    words.at(short(places[index]!), short(curve.loss[index]!), short(curve.slope[index]!));
  return (
    <button
      type="button"
      aria-disabled={misfit !== undefined}
      aria-current={chosen}
      onClick={() => {
        if (misfit !== undefined) return;
        chooseLearning('loss', id);
        onClose();
      }}
    >
      <svg
        className="loss-curve"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        aria-hidden="true"
        onPointerMove={({ clientX, currentTarget }) => {
          const { left, width } = currentTarget.getBoundingClientRect();
          point(Math.max(0, Math.min(places.length - 1, Math.round((places.length - 1) * ((clientX - left) / width)))));
        }}
        onPointerLeave={() => point(undefined)}
      >
        <path className="loss-axes" d={`M0 ${up(0)}H${WIDTH}M${across(0)} 0V${HEIGHT}`} />
        <path className="loss-slope" d={pathOf(curve.slope)} />
        <path className="loss-value" d={pathOf(curve.loss)} />
        {at !== undefined && <path className="loss-axes" d={`M${across(places[at]!)} 0V${HEIGHT}`} />}
      </svg>
      <b>{entry.title}</b>
      <LossFormula entry={entry} values={values} />
      <span className="choice-idea">{entry.idea}</span>
      <span className="loss-numbers">{at === undefined ? told.map((index) => say(index)).join('\n') : say(at)}</span>
      {misfit !== undefined && <span className="choice-idea loss-misfit">{misfit.replace(/:.*/s, '')}</span>}
    </button>
  );
}

/** What accuracy counts, beside the losses: no button, since nothing can descend it. */
function Mistakes() {
  return (
    <div className="loss-metric">
      <svg className="loss-curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <path className="loss-axes" d={`M0 ${up(0)}H${WIDTH}M${across(0)} 0V${HEIGHT}`} />
        <path className="loss-slope" d={`M0 ${up(0)}H${WIDTH}`} />
        <path className="loss-value" d={`M0 ${up(1)}H${across(0)}M${across(0)} ${up(0)}H${WIDTH}`} />
      </svg>
      <b>{words.metric.title}</b>
      <span className="loss-metric-formula">{words.metric.formula}</span>
      <span className="choice-idea">{words.metric.idea}</span>
    </div>
  );
}

const pathOf = (values: Float64Array): string =>
  `M${Array.from(values, (value, index) => `${across(places[index]!).toFixed(1)} ${up(value).toFixed(1)}`).join('L')}`;

function LossFormula({ entry, values }: { readonly entry: LossEntry; readonly values: Values }) {
  return lossLines(entry, values).map(({ target, expression }) => (
    <Formula
      key={target}
      tex={typesetLine({ target, expression }, letters(entry))}
      plain={`${target} = ${print(expression)}`}
    />
  ));
}
