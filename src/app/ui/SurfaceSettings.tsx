/** The surface: which one, its parameters, and the editor where it is a formula of one's own. */
import { surfaces } from '../../lab/catalogues.ts';
import { asSurface } from '../../lab/experiment/experiment.ts';
import { changeSurfaceValue } from '../state/store.ts';
import { words } from '../text/words.ts';
import { FormulaEditor } from './FormulaEditor.tsx';
import { ProblemChoice } from './ProblemChoice.tsx';
import { Setting } from './Setting.tsx';
import { usePage } from './use-page.ts';

export function SurfaceSettings() {
  const surface = usePage((page) => asSurface(page.experiment.problem)?.surface);
  if (!surface) return null;
  const { id, values } = surface;
  const { params, title } = surfaces.get(id);
  return (
    <section className="surface" aria-label={words.surface.title}>
      <ProblemChoice id={id} label={words.surface.choose} />
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
