/** Starts the page: state first, then the picture of it. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/fonts.css';
import './ui/style.css';
import { playhead } from './state/playhead.ts';
import { session } from './state/session.ts';
import { store } from './state/store.ts';
import { begin } from './state/together.ts';
import { App } from './ui/App.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { followTheme } from './views.ts';

/** For tests and the curious: `__descent.session.kill()` ends the worker as a crash would. */
declare global {
  interface Window {
    __descent?: { readonly store: typeof store; readonly session: typeof session; readonly playhead: typeof playhead };
  }
}

begin();
followTheme();
window.__descent = { store, session, playhead };
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ErrorBoundary>
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
