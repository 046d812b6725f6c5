import { type RefObject, useEffect, useRef } from 'react';
import { arriveLater } from '../state/arriving.ts';

/** The browser's own modal dialog, open while it is mounted: focus stays inside, and goes back where it was. */
export const useModal = (): RefObject<HTMLDialogElement | null> => {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    box.current?.showModal();
    box.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      before?.focus?.();
      // One dialog may take the place of another.
      setTimeout(arriveLater);
    };
  }, []);
  return box;
};
