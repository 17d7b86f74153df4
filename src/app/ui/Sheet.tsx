/** A dialog over the page: closed by Esc, by its button and by a click beside it; focus goes back where it came from. */
import { X } from 'lucide-react';
import { type MouseEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { words } from '../text/words.ts';
import { IconButton } from './IconButton.tsx';

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

export function Sheet({ title, onClose, children, wide = false }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const opened = dialog.current;
    const from = document.activeElement;
    opened?.showModal();
    opened?.querySelector<HTMLElement>("input:not([type='range']), textarea")?.focus();
    return () => {
      opened?.close();
      if (from instanceof HTMLElement) from.focus();
    };
  }, []);
  const closeBeside = (event: MouseEvent): void => {
    if (event.target === dialog.current) onClose();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Esc closes a dialog by itself
    <dialog
      ref={dialog}
      className={wide ? 'sheet wide' : 'sheet'}
      aria-label={title}
      onClose={onClose}
      onClick={closeBeside}
    >
      <div className="sheet-head">
        <h2>{title}</h2>
        <IconButton icon={X} label={words.close} onClick={onClose} />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <div className="sheet-body" tabIndex={0}>
        {children}
      </div>
    </dialog>
  );
}
