import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { count } from '../../format/number.ts';
import { useView } from '../../state/view.ts';
import { arrange, features, type Slot, templateFor, visibilityFor } from './columns.tsx';
import css from './grid.module.css';
import { GridHeader } from './grid-header.tsx';
import { GridRow, rowDomId } from './grid-row.tsx';
import type { Browsing } from './use-browsing.ts';
import { useKeptScroll } from './use-kept-scroll.ts';
import { useWidth } from './use-width.ts';

export const HEADER_HEIGHT = 32;
/** Rows are asked for once scrolling pauses this long, so that a drag of the scroll bar skips what it passes. */
const SETTLE_MS = 40;

/** The table: TanStack Table owns columns, TanStack Virtual owns which rows exist. Kept small on purpose. */
export const AdGrid = ({ browsing, rowHeight }: { browsing: Browsing; rowHeight: number }) => {
  const { pages, active, openId, selected } = browsing;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, undefined, window.innerWidth);
  const virtual = useVirtualizer({
    count: pages.total,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    // React 19 warns about flushSync inside effects.
    useFlushSync: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another density changes every row
  useEffect(() => virtual.measure(), [virtual, rowHeight]);

  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const slots = useSlots(first, last, pages, pages.version);
  useEffect(() => {
    const timer = setTimeout(() => pages.need(first - 20, last + 40), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [pages, first, last]);

  const choice = useView((view) => view.columns);
  const { judged } = pages;
  const arranged = useMemo(() => arrange(choice, judged), [choice, judged]);
  const shown = useMemo(() => arranged.map(({ column }) => column), [arranged]);
  const found = visibilityFor(width, arranged);
  const template = templateFor(found, arranged);
  // Another width changes the table only where it changes what is shown.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the template tells what is visible
  const visibility = useMemo(() => found, [template, arranged]);
  const table = useTable({
    features,
    columns: shown,
    data: slots,
    getRowId: (slot) => String(slot.index),
    state: { columnVisibility: visibility },
  });

  useEffect(() => {
    const height = box.current?.clientHeight ?? 0;
    browsing.setShape({ columns: 1, page: Math.max(1, Math.floor(height / rowHeight) - 1) });
  }, [browsing.setShape, rowHeight]);
  useEffect(() => {
    if (active !== null) virtual.scrollToIndex(active, { align: 'auto' });
  }, [virtual, active]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view starts at its top
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [pages.input]);
  useKeptScroll(box);

  const rows = table.getRowModel().rows;
  return (
    <div
      ref={box}
      role="grid"
      aria-label={`${count(pages.total)} ads`}
      aria-rowcount={pages.total + 1}
      aria-colcount={table.getVisibleLeafColumns().length + 1}
      aria-multiselectable="true"
      aria-activedescendant={
        active !== null && active >= first && active <= last ? rowDomId(active) : undefined
      }
      tabIndex={0}
      className={css.grid}
      style={{ '--columns': template } as React.CSSProperties}
      {...browsing.gridHandlers}
    >
      <GridHeader
        headers={table.getHeaderGroups()[0]?.headers ?? []}
        chosen={browsing.chosen}
        onChooseAll={browsing.toggleAll}
      />
      <div role="rowgroup" className={css.rows} style={{ height: virtual.getTotalSize() }}>
        {rows.map((row) => {
          const { index, ad } = row.original;
          return (
            <GridRow
              key={index}
              row={row}
              top={index * rowHeight}
              height={rowHeight}
              selected={ad !== null && selected.has(ad.id)}
              active={index === active}
              opened={ad !== null && ad.id === openId}
              columnsKey={`${template} ${shown.map(({ id }) => id).join()}`}
            />
          );
        })}
      </div>
    </div>
  );
};

/** One object per place and row, so that a row that only scrolled is recognised as unchanged. */
const useSlots = (first: number, last: number, pages: Browsing['pages'], version: number): Slot[] => {
  const kept = useRef(new Map<number, Slot>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that pages have arrived
  return useMemo(() => {
    const next = new Map<number, Slot>();
    for (let index = first; index <= Math.min(last, pages.total - 1); index += 1) {
      const ad = pages.row(index);
      const old = kept.current.get(index);
      next.set(index, old && old.ad === ad ? old : { index, ad });
    }
    kept.current = next;
    return [...next.values()];
  }, [first, last, pages, version]);
};
