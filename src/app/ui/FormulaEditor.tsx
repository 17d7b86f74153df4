/** Where f(x, y) is typed: read at every key, shown as it was understood, with the place and a remedy where it was not. */
import { useId, useState } from 'react';
import { limits } from '../../lab/experiment/limits.ts';
import { explain, parse, type Problem, surfaceVocabulary } from '../../lab/formula/parse.ts';
import { words } from '../text/words.ts';
import { Formula } from './Formula.tsx';
import { typesetFormula } from './formulas.ts';

const vocabulary = surfaceVocabulary([]);

interface FormulaEditorProps {
  /** The last formula that could be read: the one on the map. */
  readonly text: string;
  readonly onChange: (text: string) => void;
}

export function FormulaEditor({ text, onChange }: FormulaEditorProps) {
  const id = useId();
  const [draft, setDraft] = useState<{ readonly text: string; readonly of: string }>();
  const entered = draft?.of === text ? draft.text : text;
  const read = parse(entered, vocabulary);
  const understood = typesetFormula(entered);

  const type = (next: string): void => {
    const fits = parse(next, vocabulary).ok;
    setDraft({ text: next, of: fits ? next : text });
    if (fits && next !== text) onChange(next);
  };

  return (
    <div className="formula-editor">
      <label htmlFor={id}>{words.surface.formula}</label>
      <div className="formula-field">
        {!read.ok && <Mark text={entered} problem={read.problem} />}
        <textarea
          id={id}
          rows={3}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          maxLength={limits.formula.characters * 2}
          placeholder={words.surface.formulaHint}
          value={entered}
          aria-invalid={!read.ok}
          aria-describedby={`${id}-says`}
          onChange={(event) => type(event.target.value.replaceAll('\n', ' '))}
        />
      </div>
      <div id={`${id}-says`} aria-live="polite">
        {read.ok ? (
          understood && (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long formulas scroll sideways, by keyboard too
            <p className="understood" role="group" aria-label={words.surface.understood} tabIndex={0}>
              <span className="quiet">{words.surface.understood}</span> <Formula {...understood} display />
            </p>
          )
        ) : (
          <Trouble text={entered} problem={read.problem} onReplace={type} />
        )}
      </div>
      <details className="quiet">
        <summary>{words.surface.known}</summary>
        <p>{words.surface.functions}</p>
      </details>
    </div>
  );
}

/** The text once more behind the field, with the culprit marked. */
function Mark({ text, problem: { at } }: { readonly text: string; readonly problem: Problem }) {
  return (
    <div className="formula-mark" aria-hidden="true">
      {text.slice(0, at.start)}
      <mark>{text.slice(at.start, at.end) || ' '}</mark>
      {text.slice(at.end)}
    </div>
  );
}

interface TroubleProps {
  readonly text: string;
  readonly problem: Problem;
  readonly onReplace: (text: string) => void;
}

function Trouble({ text, problem, onReplace }: TroubleProps) {
  const better = problem.code === 'unknown-name' ? problem.suggestion : undefined;
  return (
    <div className="wrong">
      <p>{words.surface.wrong(explain(problem))}</p>
      {better !== undefined && (
        <button
          type="button"
          className="quiet-button"
          onClick={() => onReplace(text.slice(0, problem.at.start) + better + text.slice(problem.at.end))}
        >
          {words.surface.replace(better)}
        </button>
      )}
      <p className="quiet">{words.surface.kept}</p>
    </div>
  );
}
