/** A bug in the page is loud, and the link survives it. */
import { Component, type ReactNode } from 'react';
import { words } from '../text/words.ts';

export class ErrorBoundary extends Component<
  { readonly children: ReactNode },
  { readonly broken: string | undefined }
> {
  override state = { broken: undefined };

  static getDerivedStateFromError(error: unknown): { broken: string } {
    return { broken: String(error) };
  }

  override render(): ReactNode {
    if (this.state.broken === undefined) return this.props.children;
    return (
      <main className="broken" role="alert">
        <h1>{words.broken.title}</h1>
        <p>{words.broken.text}</p>
        <p>
          <code>{location.href}</code>
        </p>
        <pre>{this.state.broken}</pre>
        <button type="button" className="share" onClick={() => location.reload()}>
          {words.broken.reload}
        </button>
      </main>
    );
  }
}
