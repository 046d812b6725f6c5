import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AdId } from '../../../contract/index.ts';
import { plural } from '../../format/number.ts';
import { did } from '../../state/undo.ts';
import { useView } from '../../state/view.ts';
import { inputOf, type RowPages } from './row-pages.ts';

export interface Selection {
  readonly toggle: (index: number) => void;
  readonly startAt: (index: number) => void;
  readonly extendTo: (index: number) => Promise<void>;
  /** Takes in so many ads from here on, or takes them out where all are chosen. */
  readonly toggleRange: (first: number, count: number) => Promise<void>;
  readonly all: () => Promise<void>;
  /** Takes every ad of the view out; what the filter hides stays. */
  readonly none: () => Promise<void>;
  readonly clear: () => void;
  /** Every ad of the view is selected. */
  readonly allShown: boolean;
  /** Selected ads that the filter does not show. */
  readonly hidden: number;
}

/** Which ads are chosen. It belongs to the ads, not to the view: another filter or sort keeps it. */
export const useSelection = (pages: RowPages): Selection => {
  const selected = useView((view) => view.selected);
  const anchor = useRef<number | null>(null);
  const [shown, setShown] = useState<{ count: number; of: RowPages } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a range starts anew in another view
  useEffect(() => {
    anchor.current = null;
  }, [pages]);

  useEffect(() => {
    let current = true;
    if (selected.size === 0) return setShown(null);
    pages.ids().then((ids) => {
      if (!current || (ids.length === 0 && pages.total > 0)) return;
      setShown({ count: ids.reduce((sum, id) => sum + (selected.has(id) ? 1 : 0), 0), of: pages });
    });
    return () => {
      current = false;
    };
  }, [pages, selected]);

  const select = useView((view) => view.select);
  const idAt = useCallback(
    async (index: number): Promise<AdId | undefined> => pages.row(index)?.id ?? (await pages.ids())[index],
    [pages],
  );

  const actions = useMemo(
    () => ({
      toggle: (index: number) => {
        anchor.current = index;
        void idAt(index).then((id) => {
          if (id === undefined) return;
          const next = new Set(useView.getState().selected);
          if (!next.delete(id)) next.add(id);
          select(next);
        });
      },
      startAt: (index: number) => {
        anchor.current ??= index;
      },
      extendTo: async (index: number) => {
        const from = anchor.current ?? index;
        anchor.current = from;
        const ids = await pages.ids();
        const range = ids.slice(Math.min(from, index), Math.max(from, index) + 1);
        if (ids.length > 0) select(new Set([...without(ids), ...range]));
      },
      toggleRange: async (first: number, count: number) => {
        const ids = (await pages.ids()).slice(first, first + count);
        const next = new Set(useView.getState().selected);
        const add = !ids.every((id) => next.has(id));
        for (const id of ids)
          if (add) next.add(id);
          else next.delete(id);
        select(next);
      },
      all: async () => {
        const ids = await pages.idsOf(inputOf(useView.getState()));
        select(new Set([...useView.getState().selected, ...ids]));
      },
      none: async () => select(without(await pages.ids())),
      clear: () => {
        anchor.current = null;
        const before = useView.getState().selected;
        const clear = () => select(without(before));
        clear();
        // It may have been gathered over many filters.
        if (before.size < 2) return;
        did({
          text: `Cleared the selection of ${plural(before.size, 'ad')}`,
          aside: true,
          turn: async (way) => {
            if (way === 'again') clear();
            else select(new Set([...useView.getState().selected, ...before]));
            return true;
          },
        });
      },
    }),
    [pages, select, idAt],
  );

  const count = shown?.of === pages ? shown.count : selected.size;
  return useMemo(
    () => ({
      ...actions,
      allShown: selected.size > 0 && pages.total > 0 && count >= pages.total,
      hidden: selected.size - count,
    }),
    [actions, selected, count, pages],
  );
};

/** What is chosen but for these. */
const without = (ids: Iterable<AdId>): Set<AdId> => {
  const next = new Set(useView.getState().selected);
  for (const id of ids) next.delete(id);
  return next;
};
