/** The page: the picture, and around it what changes it. */
import { lazy, Suspense, useEffect, useState } from 'react';
import { openFile } from '../state/file.ts';
import { words } from '../text/words.ts';
import { CurvesPanel } from './CurvesPanel.tsx';
import { useDrop } from './files.ts';
import { GlobalSettings } from './GlobalSettings.tsx';
import { listenForKeys } from './keys.ts';
import { Notices } from './Notices.tsx';
import { Runs } from './Runs.tsx';
import { SceneHeader } from './SceneHeader.tsx';
import { ProblemSettings, Stage } from './Stage.tsx';
import { TopBar } from './TopBar.tsx';
import { Transport } from './Transport.tsx';
import { usePage } from './use-page.ts';

const Help = lazy(() => import('./Help.tsx'));
const Inspector = lazy(() => import('./Inspector.tsx'));
const Rates = lazy(() => import('./rates/Rates.tsx'));

export function App() {
  const [help, setHelp] = useState(false);
  const place = usePage((page) => page.look.place);
  useDrop((file) => void file.text().then((text) => openFile(file.name, text)));
  useEffect(() => listenForKeys(() => setHelp(true)), []);
  return (
    <div className="page">
      <a className="skip" href="#settings" onClick={skip}>
        {words.skip}
      </a>
      <TopBar onHelp={() => setHelp(true)} />
      {place === 'race' ? (
        <RacePlace />
      ) : (
        <Suspense fallback={<main className="picture" aria-busy="true" />}>
          <Rates />
        </Suspense>
      )}
      <Notices />
      {help && (
        <Suspense>
          <Help onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </div>
  );
}

function RacePlace() {
  const inspected = usePage((page) => page.look.inspected);
  return (
    <>
      <main className="picture">
        <SceneHeader />
        <Stage />
        <CurvesPanel />
      </main>
      <aside className="side" id="settings" tabIndex={-1} aria-label={words.side.label}>
        {inspected !== undefined && (
          <Suspense>
            <Inspector slot={inspected} />
          </Suspense>
        )}
        <ProblemSettings />
        <Runs />
        <GlobalSettings />
      </aside>
      <Transport />
    </>
  );
}

/** Moves the focus without touching the address, which holds the experiment. */
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('settings')?.focus();
}
