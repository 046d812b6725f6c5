import { useEffect } from 'react';
import { openSharedView } from './open-shared-view.ts';

/** An address of the window may carry a view, as a deep link leaves it: `#/view/…`. */
export const useSharedView = (): void =>
  useEffect(() => {
    const look = () => {
      const { hash } = window.location;
      if (hash.startsWith('#/view/')) void openSharedView(hash.slice(1));
    };
    look();
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, []);
