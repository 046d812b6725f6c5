import type { AdId } from '../../../contract/index.ts';
import type { Lines, Stop } from './lines.ts';
import type { RowPages } from './row-pages.ts';

/** The ad that the keyboard is on; its id is not known where its row is still on its way. */
export interface Cursor {
  readonly at: number;
  readonly id: AdId | null;
  /** Nobody chose this ad: the list got the focus and shows where its keys begin. */
  readonly byFocus?: boolean;
}

export const cursorAt = (pages: RowPages, at: number): Cursor => ({ at, id: pages.row(at)?.id ?? null });

/**
 * It stays on its ad; where that is gone from the same view, on the one that took its place. One that nobody chose shows
 * where the keys begin in another view too, while the list has them.
 */
export const cursorIn = (pages: RowPages, was: Cursor | null, focused: boolean): Cursor | null => {
  if (was === null) return null;
  if (was.byFocus && !pages.continues)
    return focused && pages.total > 0 ? { ...cursorAt(pages, 0), byFocus: true } : null;
  const at = was.id ? pages.indexOf(was.id) : -1;
  if (at >= 0) return { ...was, at };
  if (!pages.continues || pages.total === 0) return null;
  return cursorAt(pages, Math.min(was.at, pages.total - 1));
};

export const isMoveKey = (key: string): boolean => /^(Arrow|Page|Home$|End$)/.test(key);

/** Where a key leads; on a header the arrows across fold it and open it. Null for a key that moves nothing. */
export const stopAfter = (
  key: string,
  from: Stop | null,
  lines: Lines,
  page: number,
): Stop | 'fold' | 'unfold' | null => {
  if (!isMoveKey(key) || lines.count === 0) return null;
  const across = key === 'ArrowLeft' || key === 'ArrowRight';
  const group = from === null ? null : 'head' in from ? from.head : lines.groupOf(from.ad);
  if (across && lines.columns === 1 && group === null) return null;
  const first = lines.step({ ad: 0 }, -lines.count);
  if (from === null || key === 'Home') return first;
  if (key === 'End') return 'head' in first ? lines.step(from, lines.count) : { ad: lines.total - 1 };
  if (across && 'head' in from) {
    const folds = key === 'ArrowLeft';
    if (lines.isFolded(from.head) !== folds) return folds ? 'fold' : 'unfold';
    return lines.columns === 1 ? from : lines.beside(from, folds ? -1 : 1);
  }
  if (across && lines.columns === 1) return key === 'ArrowLeft' && group !== null ? { head: group } : from;
  if (across) return lines.beside(from, key === 'ArrowLeft' ? -1 : 1);
  return lines.step(from, { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[key] ?? 0);
};
