/** Past one machine: the sweep as a script to save, and results of a large sweep to open, chosen or dropped. */
import { useRef, useState, useSyncExternalStore } from 'react';
import type { Experiment } from '../../../lab/experiment/experiment.ts';
import { type Engine, engines, pythonScript } from '../../../lab/study/python.ts';
import { droppedCurves, droppedNow, openResults, putAway, subscribeDropped } from '../../state/dropped.ts';
import { nameOf } from '../../state/rates.ts';
import { ratesEn } from '../../text/en-rates.ts';
import { saveFile } from '../files.ts';
import { Choice } from './parts.tsx';

const { cluster: words } = ratesEn;

export function Cluster({ experiment }: { readonly experiment: Experiment }) {
  const [open, setOpen] = useState(false);
  const [wrong, setWrong] = useState<string>();
  useSyncExternalStore(subscribeDropped, droppedNow);
  const shown = droppedCurves(experiment);
  return (
    <section className="cluster" aria-label={words.title}>
      <div>
        <button type="button" className="quiet-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {words.button}
        </button>
        {shown && (
          <>
            <span>{words.opened(shown.length)}</span>
            <button type="button" className="quiet-button" onClick={putAway}>
              {words.close}
            </button>
          </>
        )}
      </div>
      {open && <Script experiment={experiment} onFile={(text) => setWrong(openResults(text))} />}
      {wrong !== undefined && (
        <p className="wrong" role="alert">
          {words.wrong(wrong)}
        </p>
      )}
    </section>
  );
}

function Script({ experiment, onFile }: { readonly experiment: Experiment; readonly onFile: (text: string) => void }) {
  const [engine, setEngine] = useState<Engine>('dask');
  const [said, setSaid] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const save = (): void => {
    const script = pythonScript(experiment, engine);
    if ('impossible' in script) return setSaid(words.nothing);
    setSaid(script.without.length === 0 ? undefined : words.unable(script.without.map((run) => nameOf(experiment, run)).join(', '))); // prettier-ignore
    saveFile('sweep.py', 'text/x-python', script.text);
  };
  return (
    <>
      <p className="quiet">{words.text}</p>
      <div>
        <Choice
          label={words.engine}
          value={engine}
          options={engines.map((it) => [it, words[it]])}
          onChange={(it) => setEngine(it as Engine)}
        />
        <button type="button" className="quiet-button" onClick={save}>
          {words.save}
        </button>
        <button type="button" className="quiet-button" title={words.drop} onClick={() => input.current?.click()}>
          {words.choose}
        </button>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          hidden
          aria-label={words.choose}
          onChange={(event) => void event.target.files?.[0]?.text().then(onFile)}
        />
      </div>
      {said !== undefined && <p className="quiet">{said}</p>}
    </>
  );
}
