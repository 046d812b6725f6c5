import type { Virtualizer } from '@tanstack/react-virtual';
import { useMemo } from 'react';
import { useView } from '../../state/view.ts';
import { useFewAtOnce } from '../../ui/use-few-at-once.ts';
import { rowDomId } from './grid-row.tsx';
import { headDomId } from './group-head.tsx';
import { type Line, Lines } from './lines.ts';
import type { RowPages } from './row-pages.ts';
import type { Browsing } from './use-browsing.ts';

/** The view laid into lines of so many ads. */
export const useLines = ({ total, groups }: RowPages, columns: number): Lines => {
  const folded = useView((view) => view.folded);
  return useMemo(() => new Lines(total, columns, groups, folded), [total, columns, groups, folded]);
};

export interface ShownLine {
  readonly index: number;
  readonly line: Line;
  readonly top: number;
  /** Its ads are drawn: they are known, and its turn has come. */
  readonly filled: boolean;
  /** Out of sight, and drawn for the keyboard alone. */
  readonly far: boolean;
}

/**
 * The lines that the virtualizer wants, and that of the keyboard wherever the list is scrolled to: a screen reader stands
 * on it. It is filled first, and last what is out of sight.
 */
export const useShownLines = (
  virtual: Pick<Virtualizer<HTMLDivElement, Element>, 'range' | 'getVirtualItems' | 'measurementsCache'>,
  lines: Lines,
  pages: RowPages,
  few: number,
  cursor: number | null,
): readonly ShownLine[] => {
  const near = virtual.getVirtualItems();
  const own = cursor === null ? undefined : virtual.measurementsCache[cursor];
  const isFar = own !== undefined && near.every(({ index }) => index !== cursor);
  const wanted = (isFar ? [...near, own].toSorted((a, b) => a.index - b.index) : near).map(
    ({ index, start }) => ({ index, line: lines.at(index), top: start, far: isFar && index === cursor }),
  );
  const from = virtual.range?.startIndex ?? 0;
  const rank = (line: number): number => (line === cursor ? 0 : line >= from ? 1 : 2);
  const known = wanted.filter(({ line }) => line.kind === 'ads' && pages.row(line.first) !== null);
  const order = known.map(({ index }) => index).toSorted((a, b) => rank(a) - rank(b));
  const filled = useFewAtOnce(order, few);
  return wanted.map((line) => ({ ...line, filled: filled.has(line.index) }));
};

/** The line that the keyboard stands on. */
export const useCursorLine = (lines: Lines, { active, activeHead }: Browsing): number | null => {
  if (activeHead !== null) return activeHead < lines.groups.length ? lines.headOf(activeHead) : null;
  return active === null || active >= lines.total ? null : lines.lineOf(active);
};

/** What holds the focus inside the grid, while it is drawn. */
export const cursorDomId = (
  cursor: number | null,
  shown: readonly ShownLine[],
  { active, activeHead }: Browsing,
): string | undefined => {
  if (cursor === null || !shown.some(({ index }) => index === cursor)) return undefined;
  return activeHead !== null ? headDomId(activeHead) : rowDomId(active as number);
};
