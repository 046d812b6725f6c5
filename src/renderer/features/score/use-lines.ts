import { useMemo } from 'react';
import { useView } from '../../state/view.ts';
import { rowDomId } from './grid-row.tsx';
import { headDomId } from './group-head.tsx';
import { Lines } from './lines.ts';
import type { RowPages } from './row-pages.ts';
import type { Browsing } from './use-browsing.ts';

/** The view laid into lines of so many ads. */
export const useLines = ({ total, groups }: RowPages, columns: number): Lines => {
  const folded = useView((view) => view.folded);
  return useMemo(() => new Lines(total, columns, groups, folded), [total, columns, groups, folded]);
};

/** The line that the keyboard stands on. */
export const useCursorLine = (lines: Lines, { active, activeHead }: Browsing): number | null => {
  if (activeHead !== null) return activeHead < lines.groups.length ? lines.headOf(activeHead) : null;
  return active === null || active >= lines.total ? null : lines.lineOf(active);
};

/** What holds the focus inside the grid, while it is drawn. */
export const cursorDomId = (
  cursor: number | null,
  shown: readonly { readonly at: number }[],
  { active, activeHead }: Browsing,
): string | undefined => {
  if (cursor === null || !shown.some(({ at }) => at === cursor)) return undefined;
  return activeHead !== null ? headDomId(activeHead) : rowDomId(active as number);
};
