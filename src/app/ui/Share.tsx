/** Copies the link of this experiment; where the browser does not let us, shows it to be copied by hand. */
import { Link } from 'lucide-react';
import { useState } from 'react';
import { limits } from '../../lab/experiment/limits.ts';
import { sharedLink } from '../state/address.ts';
import { post } from '../state/store.ts';
import { words } from '../text/words.ts';
import { Sheet } from './Sheet.tsx';

export function Share() {
  const [denied, setDenied] = useState<string>();
  const share = async (): Promise<void> => {
    const link = sharedLink();
    try {
      await navigator.clipboard.writeText(link);
      post({ kind: 'copied', long: link.length > limits.linkWritten });
    } catch {
      setDenied(link);
    }
  };
  return (
    <>
      <button type="button" className="share" onClick={() => void share()}>
        <Link aria-hidden="true" /> <span>{words.bar.share}</span>
      </button>
      {denied !== undefined && (
        <Sheet title={words.share.title} onClose={() => setDenied(undefined)}>
          <p>{words.share.denied}</p>
          <textarea
            className="link"
            readOnly
            rows={5}
            value={denied}
            aria-label={words.share.link}
            onFocus={(event) => event.target.select()}
          />
        </Sheet>
      )}
    </>
  );
}
