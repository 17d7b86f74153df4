/** The matrix problem: which one, and its parameters. */
import { matrices } from '../../lab/catalogues.ts';
import { changeMatrixValue } from '../state/store.ts';
import { words } from '../text/words.ts';
import { ProblemChoice } from './ProblemChoice.tsx';
import { Setting } from './Setting.tsx';
import { usePage } from './use-page.ts';

export default function MatrixSettings() {
  const matrix = usePage(({ experiment: { problem } }) => (problem.kind === 'matrix' ? problem.matrix : undefined));
  if (!matrix) return null;
  const { id, values } = matrix;
  const { params, title } = matrices.get(id);
  return (
    <section className="surface" aria-label={words.matrix.title}>
      <ProblemChoice id={id} label={words.matrix.choose} />
      {Object.entries(params).map(([name, param]) => (
        <Setting
          key={`${id} ${name}`}
          name={name}
          of={title}
          param={param}
          value={values[name]!}
          onChange={changeMatrixValue}
        />
      ))}
    </section>
  );
}
