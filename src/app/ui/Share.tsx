/**
 * Copies the link of this experiment; where the browser does not let us, shows it to be copied by hand. What is too long
 * for a link is saved as a file.
 */
import { Link } from 'lucide-react';
import { useState } from 'react';
import { limits } from '../../lab/experiment/limits.ts';
import { isApart } from '../../lab/experiment/link.ts';
import { sharedLink } from '../state/address.ts';
import { fileText } from '../state/file.ts';
import { post, store } from '../state/store.ts';
import { words } from '../text/words.ts';
import { saveFile } from './files.ts';
import { Sheet } from './Sheet.tsx';

const save = (): void => saveFile('experiment.json', 'application/json', fileText(store.getState().experiment));

export function Share() {
  const [denied, setDenied] = useState<string>();
  const [apart, setApart] = useState(false);
  const begin = (): void => {
    if (isApart(store.getState().experiment)) setApart(true);
    else void share();
  };
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
      <button type="button" className="share" onClick={begin}>
        <Link aria-hidden="true" /> <span>{words.bar.share}</span>
      </button>
      {apart && (
        <Sheet title={words.share.title} onClose={() => setApart(false)}>
          <p>{words.share.apart}</p>
          <p className="own-actions">
            <button type="button" className="share" onClick={save}>
              {words.share.save}
            </button>
            <button type="button" className="quiet-button" onClick={() => (setApart(false), void share())}>
              {words.share.copy}
            </button>
          </p>
        </Sheet>
      )}
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
