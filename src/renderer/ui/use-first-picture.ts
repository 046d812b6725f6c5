import { startTransition, useEffect, useState } from 'react';

let stands = false;

/**
 * False while the first picture of this window is drawn. What a person does not need to begin comes right after it, so
 * that the rows are there and the keys answer sooner.
 */
export const useFirstPicture = (): boolean => {
  const [drawn, setDrawn] = useState(stands);
  useEffect(() => {
    if (stands) return;
    const frame = requestAnimationFrame(() =>
      setTimeout(() => {
        stands = true;
        startTransition(() => setDrawn(true));
      }),
    );
    return () => cancelAnimationFrame(frame);
  }, []);
  return drawn;
};
