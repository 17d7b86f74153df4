/** The typesetter, in a chunk of its own; it only ever sees TeX that our own syntax tree printed, never what somebody typed. */
import katex from 'katex';
import 'katex/dist/katex.min.css';

export const typeset = (tex: string, display: boolean): string =>
  katex.renderToString(tex, {
    displayMode: display,
    output: 'htmlAndMathml',
    throwOnError: false,
    trust: false,
    strict: 'ignore',
  });
