/** A formula as TeX, typeset once the typesetter has arrived; until then, and if it never comes, as plain text. */
import { useEffect, useState } from 'react';

type Typesetter = (tex: string, display: boolean) => string;

let typesetter: Typesetter | undefined;
let coming: Promise<Typesetter> | undefined;

const load = (): Promise<Typesetter> => (coming ??= import('./typeset.ts').then((it) => (typesetter = it.typeset)));

export function Formula({
  tex,
  plain,
  display = false,
}: {
  readonly tex: string;
  readonly plain: string;
  readonly display?: boolean;
}) {
  const [typeset, setTypeset] = useState<Typesetter | undefined>(() => typesetter);
  useEffect(() => {
    let here = true;
    if (!typeset)
      load().then(
        (it) => here && setTypeset(() => it),
        () => undefined,
      );
    return () => {
      here = false;
    };
  }, [typeset]);
  if (!typeset) return <span className="formula plain">{plain}</span>;
  return <span className="formula" dangerouslySetInnerHTML={{ __html: typeset(tex, display) }} />;
}
