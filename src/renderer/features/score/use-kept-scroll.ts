import { type RefObject, useEffect } from 'react';
import { keepScroll, takeLastScroll } from '../../state/last-visit.ts';

/** The list stands where it stood when the window was last left. */
export const useKeptScroll = (box: RefObject<HTMLElement | null>): void => {
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
