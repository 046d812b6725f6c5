import { type RefObject, useLayoutEffect, useRef } from 'react';

/** A button that is busy is disabled, and loses the focus by that: it gets it back, unless something else has it by then. */
export const useKeptFocus = (busy: boolean): RefObject<HTMLButtonElement | null> => {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (!busy || document.activeElement !== button.current) return;
    return () => {
      if (document.activeElement === document.body) button.current?.focus();
    };
  }, [busy]);
  return button;
};
