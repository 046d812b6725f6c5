import { useEffect, useReducer, useRef } from 'react';

/**
 * Of the lines that are wanted, told in their order, a few come new into one picture or get what they waited for; the
 * others follow in the next ones, those before `from` as the last: they are out of sight. To draw a whole page in one go
 * holds up the next key for longer than one feels. The line `atOnce` waits for none of them.
 */
export const useFewAtOnce = <Line extends { readonly index: number }>(
  wanted: readonly Line[],
  few: number,
  from: number,
  isKnown: (line: Line) => boolean,
  atOnce: number | null,
): readonly (Line & { readonly filled: boolean })[] => {
  const standing = useRef<ReadonlyMap<number, boolean>>(new Map());
  const [, goOn] = useReducer((turn: number) => turn + 1, 0);
  let fresh = 0;
  const draw = (line: Line) => {
    const known = isKnown(line);
    const stood = standing.current.get(line.index);
    const waits = stood !== known && line.index !== atOnce && ++fresh > few;
    const filled = waits ? stood : known;
    return filled === undefined ? [] : [{ ...line, filled }];
  };
  const seen = wanted.filter(({ index }) => index >= from).flatMap(draw);
  const shown = [...wanted.filter(({ index }) => index < from).flatMap(draw), ...seen];
  useEffect(() => {
    standing.current = new Map(shown.map(({ index, filled }) => [index, filled]));
    if (fresh <= few) return;
    const frame = requestAnimationFrame(goOn);
    return () => cancelAnimationFrame(frame);
  });
  return shown;
};
