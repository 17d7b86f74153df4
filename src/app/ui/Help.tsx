/** Help: what this is, every key, and what hands do on the map. */
import { words } from '../text/words.ts';
import { Sheet } from './Sheet.tsx';

const { help } = words;

export default function Help({ onClose }: { readonly onClose: () => void }) {
  return (
    <Sheet title={help.title} onClose={onClose}>
      <p>{help.intro}</p>
      <h3>{help.keys}</h3>
      <Pairs of={help.list} keys />
      <h3>{help.mouse}</h3>
      <Pairs of={help.pointing} />
      <p>{help.link}</p>
    </Sheet>
  );
}

function Pairs({ of, keys = false }: { readonly of: readonly (readonly string[])[]; readonly keys?: boolean }) {
  return (
    <dl className="pairs">
      {of.map(([what = '', does]) => (
        <div key={what}>
          <dt>{keys ? what.split(' ').map((key) => <kbd key={key}>{key}</kbd>) : what}</dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
