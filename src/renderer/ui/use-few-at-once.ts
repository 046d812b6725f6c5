import { startTransition, useEffect, useReducer, useRef } from 'react';

/**
 * Of the lines that could be filled, the most wanted first, those that are: a few come new into one picture, and the
 * others follow in the next ones. To fill a whole page in one go holds up the next key for longer than one feels.
 */
export const useFewAtOnce = (lines: readonly number[], few: number): ReadonlySet<number> => {
  const before = useRef<ReadonlySet<number>>(new Set());
  const [, goOn] = useReducer((turn: number) => turn + 1, 0);
  let fresh = 0;
  const filled = new Set(lines.filter((line) => before.current.has(line) || ++fresh <= few));
  useEffect(() => {
    before.current = filled;
    if (fresh <= few) return;
    let next: ReturnType<typeof setTimeout>;
    const frame = requestAnimationFrame(() => {
      next = setTimeout(() => startTransition(goOn));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(next);
    };
  });
  return filled;
};
