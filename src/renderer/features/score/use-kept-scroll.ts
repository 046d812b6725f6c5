import { type RefObject, useEffect } from 'react';
import { keepScroll, takeLastScroll } from '../../state/last-visit.ts';
import type { RowPages } from './row-pages.ts';

/** Another view starts at its top; the first one where it stood when the window was last left. */
export const useKeptScroll = (box: RefObject<HTMLElement | null>, pages: RowPages): void => {
  useEffect(() => {
    if (box.current && !pages.continues) box.current.scrollTop = 0;
  }, [box, pages]);
  useEffect(() => {
    const list = box.current;
    if (!list) return;
    const top = takeLastScroll();
    if (top > 0) list.scrollTop = top;
    const keep = () => keepScroll(list.scrollTop);
    list.addEventListener('scroll', keep, { passive: true });
    return () => list.removeEventListener('scroll', keep);
  }, [box]);
};
