/** What is learned, by which model, against which loss: each an entry with its knobs, and what the training adds to them. */
import { lazy, type ReactNode, Suspense, useState, useSyncExternalStore } from 'react';
import { datasets, losses, models } from '../../../lab/catalogues.ts';
import { count, type Param } from '../../../lab/describe/param.ts';
import { asClassifier, type ClassifierProblem } from '../../../lab/experiment/experiment.ts';
import { extentOf, layersOf, learnt, lossMisfit, modelShape } from '../../../lab/experiment/learning-shape.ts';
import { regularisation } from '../../../lab/experiment/regularisation.ts';
import {
  alsoChanged,
  changeLearning,
  changeLearningValue,
  changeRegularisation,
  chooseLearning,
  type LearningPart,
} from '../../state/learning-edit.ts';
import { learning } from '../../text/en-learning.ts';
import { Knob } from '../Knob.tsx';
import { ProblemChoice } from '../ProblemChoice.tsx';
import { Setting } from '../Setting.tsx';
import { usePage } from '../use-page.ts';
import { Layers } from './Layers.tsx';
import './learn.css';
import { OwnData } from './OwnData.tsx';

const LossGallery = lazy(() => import('./LossGallery.tsx'));

const { settings } = learning;

export default function ClassifierSettings() {
  const problem = usePage((page) => asClassifier(page.experiment.problem));
  if (!problem) return null;
  return (
    <section className="surface learn-settings" aria-label={settings.title}>
      <ProblemChoice id={problem.dataset.id} label={settings.data} />
      <Part which="dataset" problem={problem} open />
      <OwnData />
      <Chosen which="model" problem={problem} />
      <Chosen which="loss" problem={problem} />
      <Also />
      <Batch problem={problem} />
      <Regularisation problem={problem} />
    </section>
  );
}

/** Why each entry of a catalogue does not fit; undefined for those that do. */
const misfits: Readonly<Record<'model' | 'loss', (id: string, problem: ClassifierProblem) => string | undefined>> = {
  loss: (id, { dataset }) => lossMisfit(id, dataset)?.replace(/:.*/s, ''),
  model(id, { dataset, loss }) {
    const { params, refuse } = models.get(id);
    const usual = Object.fromEntries(Object.entries(params).map(([name, param]) => [name, param.default]));
    const refused = refuse?.(usual, modelShape(dataset, loss));
    return refused && `${models.get(id).title} ${refused.message}`;
  },
};

const catalogues = { dataset: datasets, model: models, loss: losses };

/** A choice among entries, the misfits greyed with their reasons below, and the chosen one's knobs. */
function Chosen({ which, problem }: { readonly which: 'model' | 'loss'; readonly problem: ClassifierProblem }) {
  const { id } = problem[which];
  const catalogue = catalogues[which];
  const entries = catalogue.ids.map((it) => [it, catalogue.get(it).title, misfits[which](it, problem)] as const);
  const reasons = entries.flatMap(([, , reason]) => reason ?? []);
  return (
    <div className="learn-part">
      <label className="surface-choice">
        <span className="section-title">{settings[which]}</span>
        <select
          value={id}
          title={catalogue.get(id).idea}
          onChange={(event) => chooseLearning(which, event.target.value)}
        >
          {entries.map(([it, title, reason]) => (
            <option key={it} value={it} disabled={reason !== undefined}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {which === 'model' && <Size problem={problem} />}
      <Part which={which} problem={problem} />
      {which === 'loss' && <Compare problem={problem} />}
      {reasons.length > 0 && (
        <details className="learn-more">
          <summary>{settings.others(reasons.length)}</summary>
          <ul>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Compare({ problem }: { readonly problem: ClassifierProblem }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="quiet-button" onClick={() => setOpen(true)}>
        {learning.lossGallery.open}
      </button>
      {open && (
        <Suspense>
          <LossGallery problem={problem} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function Size({ problem }: { readonly problem: ClassifierProblem }) {
  const shape = modelShape(problem.dataset, problem.loss);
  const { weights } = extentOf(layersOf(problem), shape);
  return <p className="quiet learn-size">{settings.size(shape.features, shape.outputs, weights)}</p>;
}

/** The parameters that are seen at once; the others wait behind a summary. */
const FEW = 3;

interface PartProps {
  readonly which: LearningPart;
  readonly problem: ClassifierProblem;
  /** Shows all parameters at once. */
  readonly open?: boolean;
}

function Part({ which, problem, open = false }: PartProps) {
  const { id, values } = problem[which];
  const { params, title } = catalogues[which].get(id);
  const acts = ({ only = {} }: Param): boolean => Object.entries(only).every(([name, value]) => values[name] === value);
  const written = Object.entries(params).filter(
    ([, param]) => param.kind !== 'rows' && param.kind !== 'text' && acts(param),
  );
  const setting = ([name, param]: (typeof written)[number]): ReactNode =>
    param.kind === 'chain' && param.integer ? (
      <Layers
        key={`${id} ${name}`}
        name={name}
        param={param}
        value={String(values[name])}
        onChange={(value) => changeLearningValue(which, name, value)}
      />
    ) : (
      <Setting
        key={`${id} ${name}`}
        name={name}
        of={title}
        param={param}
        value={values[name]!}
        onChange={(of, value) => changeLearningValue(which, of, value)}
      />
    );
  const shown = open ? written.length : FEW;
  const changed = written.slice(shown).filter(([name, param]) => values[name] !== param.default).length;
  return (
    <>
      {written.slice(0, shown).map(setting)}
      {written.length > shown && (
        <details className="learn-more">
          <summary>{settings.more(title, changed)}</summary>
          {written.slice(shown).map(setting)}
        </details>
      )}
    </>
  );
}

/** What a change changed besides. */
function Also() {
  const notes = useSyncExternalStore(alsoChanged.subscribe, alsoChanged.read);
  return (
    <div role="status" className="learn-also">
      {notes.length > 0 && (
        <>
          <b>{settings.also}</b>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note.charAt(0).toUpperCase() + note.slice(1)}.</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Batch({ problem }: { readonly problem: ClassifierProblem }) {
  const most = learnt(problem.dataset);
  const all = problem.batch === 'all';
  const size = problem.batch === 'all' ? most : problem.batch;
  const param = count(Math.min(32, most), [1, most], { min: 1, max: most, scale: 'log', hint: settings.batchHint });
  return (
    <div className="learn-batch">
      <Knob
        label={settings.batch}
        name={settings.batchName}
        param={param}
        value={size}
        onChange={(batch) => changeLearning({ batch }, 'batch')}
      />
      <button
        type="button"
        className="quiet-button"
        aria-pressed={all}
        title={settings.allHint(most)}
        onClick={() => changeLearning({ batch: all ? undefined : 'all' })}
      >
        {settings.all}
      </button>
    </div>
  );
}

function Regularisation({ problem }: { readonly problem: ClassifierProblem }) {
  const changed = Object.entries(regularisation).filter(
    ([name, param]) => problem.regularisation[name] !== param.default,
  ).length;
  return (
    <details className="learn-more" open={changed > 0 || undefined}>
      <summary>{settings.regularisation(changed)}</summary>
      {Object.entries(regularisation).map(([name, param]) => (
        <Setting
          key={name}
          name={name}
          of={settings.training}
          param={param}
          value={problem.regularisation[name]!}
          onChange={changeRegularisation}
        />
      ))}
      <label className="knob">
        <span className="knob-label">{settings.precision}</span>
        <select
          value={problem.precision}
          aria-label={settings.precisionName}
          onChange={(event) => changeLearning({ precision: event.target.value })}
        >
          <option value="f64">{settings.f64}</option>
          <option value="f32">{settings.f32}</option>
        </select>
      </label>
    </details>
  );
}
