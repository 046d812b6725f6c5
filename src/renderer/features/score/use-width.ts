import { type RefObject, useLayoutEffect, useState } from 'react';

/**
 * What follows from the inner width of an element, kept up to date; drawn anew only when that becomes another. The
 * first picture is drawn before anything can be measured: with `guess` pixels it is right at once where the guess was.
 */
export const useWidth = <T extends string | number = number>(
  box: RefObject<HTMLElement | null>,
  of: (width: number) => T = (width) => width as T,
  guess = 0,
): T => {
  const [value, setValue] = useState(() => of(guess));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a rule, the same at each call
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setValue(() => of(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return value;
};
