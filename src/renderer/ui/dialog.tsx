import { type ReactNode, useEffect, useId, useRef } from 'react';
import css from './dialog.module.css';
import { IconButton } from './icon-button.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** The browser's own modal dialog: focus is kept inside, Esc closes, and no style element is written for it. */
export const Dialog = ({ title, onClose, children, actions }: DialogProps) => {
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    box.current?.showModal();
    box.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => before?.focus?.();
  }, []);
  return (
    <dialog
      ref={box}
      className={css.dialog}
      aria-labelledby={id}
      onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className={css.head}>
        <h2 id={id}>{title}</h2>
        <IconButton icon="cross" label="Close" onClick={() => box.current?.close()} />
      </div>
      <div className={css.body}>{children}</div>
      {actions && <div className={css.foot}>{actions}</div>}
    </dialog>
  );
};
