import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { plural } from '../../format/number.ts';
import { useView } from '../../state/view.ts';
import { useFirstPicture } from '../../ui/use-first-picture.ts';
import { arrange, features, type Slot, templateFor, visibilityFor } from './columns.tsx';
import css from './grid.module.css';
import { GridHeader } from './grid-header.tsx';
import { GridRow } from './grid-row.tsx';
import { GROUP_HEIGHT, GroupHead } from './group-head.tsx';
import type { Browsing } from './use-browsing.ts';
import { useKeptScroll } from './use-kept-scroll.ts';
import { cursorDomId, useCursorLine, useLines, useShownLines } from './use-lines.ts';
import { useWidth } from './use-width.ts';

export const HEADER_HEIGHT = 32;
/** Rows are asked for once scrolling pauses this long, so that a drag of the scroll bar skips what it passes. */
const SETTLE_MS = 40;
/** So many are filled in one picture; the others follow in the next ones. */
const ROWS_AT_ONCE = 5;
/** What usually stands above and below the rows: how many there is room for is not known before they are drawn. */
const AROUND = 300;

/** The table: TanStack Table owns columns, TanStack Virtual owns which rows exist. Kept small on purpose. */
export const AdGrid = ({ browsing, rowHeight }: { browsing: Browsing; rowHeight: number }) => {
  const { pages, active, openId, selected } = browsing;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, undefined, window.innerWidth);
  const lines = useLines(pages, 1);
  const virtual = useVirtualizer({
    count: lines.count,
    getScrollElement: () => box.current,
    estimateSize: (line) => (lines.at(line).kind === 'head' ? GROUP_HEIGHT : rowHeight),
    overscan: 3,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    initialRect: { width: window.innerWidth, height: window.innerHeight - AROUND },
    // React 19 warns about flushSync inside effects.
    useFlushSync: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another density changes every row, a fold those after it
  useEffect(() => virtual.measure(), [virtual, rowHeight, lines]);

  const cursor = useCursorLine(lines, browsing);
  const drawn = useFirstPicture();
  const wanted = useShownLines(virtual, lines, pages, ROWS_AT_ONCE, cursor);
  const shownLines = drawn ? wanted : wanted.filter(({ filled }) => filled);
  const adLines = shownLines.flatMap((shown) =>
    shown.line.kind === 'ads' ? [{ ...shown, first: shown.line.first }] : [],
  );
  const near = adLines.filter(({ far }) => !far);
  const first = near[0]?.first ?? 0;
  const last = near.at(-1)?.first ?? 0;
  const slots = useSlots(adLines, pages, pages.version);
  useEffect(() => {
    const timer = setTimeout(() => pages.need(first - 20, last + 40), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [pages, first, last]);

  const choice = useView((view) => view.columns);
  const { judged } = pages;
  const arranged = useMemo(() => arrange(choice, judged), [choice, judged]);
  const shown = useMemo(() => arranged.map(({ column }) => column), [arranged]);
  const found = visibilityFor(width, arranged);
  const template = templateFor(width, found, arranged);
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
    browsing.setShape({ lines, page: Math.max(1, Math.floor(height / rowHeight) - 1) });
  }, [browsing.setShape, lines, rowHeight]);
  useKeptScroll(box, pages);
  useEffect(() => {
    if (cursor !== null) virtual.scrollToIndex(cursor, { align: 'auto' });
  }, [virtual, cursor]);

  const rows = table.getRowModel().rows;
  const columnCount = table.getVisibleLeafColumns().length + 1;
  const lineOf = new Map(adLines.map((shown) => [shown.first, shown]));
  return (
    <div
      ref={box}
      role="grid"
      aria-label={plural(pages.total, 'ad')}
      aria-rowcount={lines.count + 1}
      aria-colcount={columnCount}
      aria-multiselectable="true"
      aria-activedescendant={cursorDomId(cursor, shownLines, browsing)}
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
        {shownLines.map(
          ({ index, line, top }) =>
            line.kind === 'head' && (
              <GroupHead
                key={`group ${line.group}`}
                lines={lines}
                group={line.group}
                browsing={browsing}
                style={{ transform: `translateY(${top - HEADER_HEIGHT}px)` }}
                rowIndex={index + 2}
                columns={columnCount}
              />
            ),
        )}
        {rows.map((row) => {
          const { index, ad } = row.original;
          const place = lineOf.get(index);
          return (
            <GridRow
              key={index}
              row={row}
              top={(place?.top ?? HEADER_HEIGHT) - HEADER_HEIGHT}
              line={place?.index ?? index}
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
const useSlots = (
  ads: readonly { readonly first: number; readonly filled: boolean }[],
  pages: Browsing['pages'],
  version: number,
): Slot[] => {
  const kept = useRef(new Map<number, Slot>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that pages have arrived
  return useMemo(() => {
    const next = new Map<number, Slot>();
    for (const { first: index, filled } of ads) {
      const ad = filled ? pages.row(index) : null;
      const old = kept.current.get(index);
      next.set(index, old && old.ad === ad ? old : { index, ad });
    }
    kept.current = next;
    return [...next.values()];
  }, [ads.map(({ first, filled }) => `${first} ${filled}`).join(), pages, version]);
};
