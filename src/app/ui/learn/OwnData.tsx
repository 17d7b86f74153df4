/** Points of one's own: drawn on the plot by class, typed in, or read from a table that is pasted or dropped. */
import { type DragEvent, type FormEvent, useId, useState, useSyncExternalStore } from 'react';
import { asClassifier } from '../../../lab/experiment/experiment.ts';
import { isApart } from '../../../lab/experiment/link.ts';
import { limits } from '../../../lab/experiment/limits.ts';
import { isExperiment, openFile } from '../../state/file.ts';
import {
  addPoint,
  beginDrawing,
  canRemove,
  drawnClass,
  drawsPoints,
  ownPoints,
  removePoint,
  takesRows,
} from '../../state/own-data.ts';
import { learning } from '../../text/en-learning.ts';
import { usePage } from '../use-page.ts';
import { Sign } from './Key.tsx';
import { readTable, type TableRead } from './table-read.ts';

const { own } = learning;

export function OwnData() {
  const isOwn = usePage(({ experiment: { problem } }) => takesRows(asClassifier(problem)?.dataset.id ?? ''));
  const [pasting, setPasting] = useState(false);
  return (
    <div className="own-data">
      <div className="own-actions">
        {!isOwn && (
          <button type="button" className="quiet-button" onClick={beginDrawing}>
            {own.draw}
          </button>
        )}
        <button type="button" className="quiet-button" aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
          {own.paste}
        </button>
      </div>
      {pasting && <TableReader />}
      {isOwn && <Drawing />}
    </div>
  );
}

/** The class to draw, a point typed in, the newest point away. */
function Drawing() {
  const experiment = usePage((page) => page.experiment);
  const chosen = useSyncExternalStore(drawnClass.subscribe, drawnClass.read);
  const points = ownPoints();
  if (!points) return null;
  const classes = Math.min(limits.table.classes, Math.max(...points.y) + 2);
  return (
    <>
      {isApart(experiment) && <p className="own-note">{own.tooLong}</p>}
      {drawsPoints() && (
        <>
          <fieldset className="own-classes">
            <legend>{own.classes}</legend>
            {Array.from({ length: classes }, (_, index) => (
              <label key={index}>
                <input
                  type="radio"
                  name="drawn class"
                  checked={chosen === index}
                  onChange={() => drawnClass.choose(index)}
                />
                <Sign sign={{ of: 'class', index }} />
                <span>{index === classes - 1 ? own.newClass(index) : own.classNumber(index)}</span>
              </label>
            ))}
          </fieldset>
          <TypedPoint />
        </>
      )}
      <div className="own-actions">
        <span className="quiet">{own.count(points.y.length)}</span>
        <button type="button" className="quiet-button" disabled={!canRemove(points)} onClick={removePoint}>
          {own.remove}
        </button>
      </div>
    </>
  );
}

/** For those who do not point: a point by its coordinates. */
function TypedPoint() {
  const [place, setPlace] = useState({ x: '0', y: '0' });
  const numbers = [Number(place.x), Number(place.y)] as const;
  const fits = numbers.every((it) => Number.isFinite(it) && Math.abs(it) <= 1e6) && place.x !== '' && place.y !== '';
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (fits) addPoint(...numbers);
  };
  return (
    <form className="own-typed" onSubmit={add}>
      {(['x', 'y'] as const).map((axis) => (
        <label key={axis}>
          {axis}
          <input
            className="number"
            inputMode="decimal"
            value={place[axis]}
            aria-label={own.coordinate(axis)}
            onChange={({ target }) => setPlace({ ...place, [axis]: target.value })}
          />
        </label>
      ))}
      <button type="submit" className="quiet-button" disabled={!fits}>
        {own.add}
      </button>
    </form>
  );
}

/** A table as text: its columns to choose, and everything wrong with it by line. */
function TableReader() {
  const id = useId();
  const [text, setText] = useState('');
  const [target, setTarget] = useState<number>();
  const read: TableRead | undefined = text.trim() === '' ? undefined : readTable(text, target);
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size > 4 * limits.table.characters) return setText(own.tooLarge);
    const text = await file.text();
    if (isExperiment(text)) return void openFile(file.name, text);
    setTarget(undefined);
    setText(text);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    void take(event.dataTransfer.files[0]);
  };
  return (
    <div className="own-table" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <label htmlFor={id}>{own.tableHint}</label>
      <textarea
        id={id}
        rows={5}
        spellCheck={false}
        value={text}
        placeholder={own.placeholder}
        onChange={(event) => {
          setTarget(undefined);
          setText(event.target.value);
        }}
      />
      <input
        type="file"
        accept=".csv,.tsv,.txt,.json,text/csv,application/json"
        aria-label={own.file}
        onChange={({ target: { files } }) => void take(files?.[0])}
      />
      <div role="status">
        {read && 'problems' in read && (
          <ul className="own-problems">
            {read.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
      </div>
      {read?.names && (
        <label className="own-target">
          {own.target}
          <select value={read.target} onChange={(event) => setTarget(Number(event.target.value))}>
            {read.names.map((name, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- a column is its place
              <option key={index} value={index}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {read && 'learn' in read && (
        <>
          <p className="quiet">{read.says}</p>
          <button type="button" className="share" onClick={read.learn}>
            {own.learn}
          </button>
        </>
      )}
    </div>
  );
}
