/** The surface: which one, its parameters, and the editor where it is a formula of one's own. */
import { useMemo, useSyncExternalStore } from 'react';
import { surfaces } from '../../lab/catalogues.ts';
import { asSurface } from '../../lab/experiment/experiment.ts';
import { changeSurfaceValue, chooseSurface } from '../state/store.ts';
import { onWhole } from '../state/whole.ts';
import { words } from '../text/words.ts';
import { FormulaEditor } from './FormulaEditor.tsx';
import { Setting } from './Setting.tsx';
import { usePage } from './use-page.ts';

export function SurfaceSettings() {
  const surface = usePage((page) => asSurface(page.experiment.problem)?.surface);
  const ids = useSyncExternalStore(onWhole, () => surfaces.ids);
  const list = useMemo(() => ids.map((it) => [it, surfaces.get(it).title] as const), [ids]);
  if (!surface) return null;
  const { id, values } = surface;
  const { params, title } = surfaces.get(id);
  return (
    <section className="surface" aria-label={words.surface.title}>
      <label className="surface-choice">
        <span className="section-title">{words.surface.choose}</span>
        <select value={id} onChange={(event) => chooseSurface(event.target.value)}>
          {list.map(([it, name]) => (
            <option key={it} value={it}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {Object.entries(params).map(([name, param]) =>
        param.kind === 'text' ? (
          <FormulaEditor
            key={`${id} ${name}`}
            text={String(values[name])}
            onChange={(text) => changeSurfaceValue(name, text)}
          />
        ) : (
          <Setting
            key={`${id} ${name}`}
            name={name}
            of={title}
            param={param}
            value={values[name]!}
            onChange={changeSurfaceValue}
          />
        ),
      )}
    </section>
  );
}
