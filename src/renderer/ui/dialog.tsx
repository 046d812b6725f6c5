import { type ReactNode, useEffect, useId, useRef } from 'react';
import css from './dialog.module.css';
import { IconButton } from './icon-button.tsx';
import { useModal } from './use-modal.ts';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** A question or a sheet in front of the window; Esc closes it, and no style element is written for it. */
export const Dialog = ({ title, onClose, children, actions }: DialogProps) => {
  const id = useId();
  const box = useModal();
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = body.current;
    if (!element) return;
    // What is longer than the window is scrolled by keyboard as well.
    const observer = new ResizeObserver(() => {
      if (element.scrollHeight > element.clientHeight) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    });
    observer.observe(element);
    return () => observer.disconnect();
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
      <div ref={body} className={css.body}>
        {children}
      </div>
      {actions && <div className={css.foot}>{actions}</div>}
    </dialog>
  );
};
