import { type RefObject, useEffect } from 'react';
import { isMoveKey } from './grid-cursor.ts';

/** Keys that move are the list's also where nothing has the focus, as in a window that was just opened. */
export const useGridKeys = (list: RefObject<HTMLElement | null>, here: boolean): void => {
  useEffect(() => {
    if (!here) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.target !== document.body || event.defaultPrevented || !isMoveKey(event.key)) return;
      // Back and forward in the browser, and text that is marked.
      if (event.altKey || !(getSelection()?.isCollapsed ?? true)) return;
      const grid = list.current?.querySelector<HTMLElement>('[role=grid]');
      if (!grid || document.querySelector('dialog:modal, :popover-open, [role=menu]')) return;
      // The key first: from no cursor it goes to the first ad, which the focus alone would only point at.
      if (!grid.dispatchEvent(new KeyboardEvent('keydown', event))) event.preventDefault();
      grid.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [list, here]);
};
