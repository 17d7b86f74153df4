/** Starts the page: state first, then the picture of it. */
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/fonts.css';
import './ui/style.css';
import { playhead } from './state/playhead.ts';
import { session } from './state/session.ts';
import { store } from './state/store.ts';
import { begin } from './state/together.ts';
import { whole } from './state/whole.ts';
import { App } from './ui/App.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { followTheme } from './views.ts';

/** For tests and the curious: `__descent.session.kill()` ends the worker as a crash would. */
declare global {
  interface Window {
    __descent?: { readonly store: typeof store; readonly session: typeof session; readonly playhead: typeof playhead };
  }
}

const root = createRoot(document.getElementById('root')!);
const render = (page: ReactNode): void =>
  root.render(
    <StrictMode>
      <ErrorBoundary>{page}</ErrorBoundary>
    </StrictMode>,
  );

function start(): void {
  begin();
  followTheme();
  window.__descent = { store, session, playhead };
  render(<App />);
}

function Broken({ error }: { readonly error: unknown }): never {
  throw error;
}

// The first scene's entries are here already; a link may name any.
session.prepare();
if (location.hash.length < 2) start();
else whole.then(start, (error: unknown) => render(<Broken error={error} />));
