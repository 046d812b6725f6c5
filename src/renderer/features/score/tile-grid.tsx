import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { count } from '../../format/number.ts';
import { useView } from '../../state/view.ts';
import { TileFace } from '../../ui/tile.tsx';
import { rowDomId } from './grid-row.tsx';
import css from './tile-grid.module.css';
import type { Browsing } from './use-browsing.ts';
import { useKeptScroll } from './use-kept-scroll.ts';
import { useWidth } from './use-width.ts';

const GAP = 16;
const PADDING = 16;
/** Below the picture stand one line and the bar of the score. */
const UNDER_PICTURE = 44;
const SETTLE_MS = 40;

/** The same list as pictures: several ads to a row, one cell each. */
export const TileGrid = ({ browsing }: { browsing: Browsing }) => {
  const { pages, active, openId, selected } = browsing;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const tile = useView((view) => view.tile);
  const picture = Math.round(tile * 0.85);
  const tileHeight = picture + UNDER_PICTURE + GAP;
  const columns = Math.max(1, Math.floor((width - 2 * PADDING + GAP) / (tile + GAP)));
  const rowCount = Math.ceil(pages.total / columns);
  const virtual = useVirtualizer({
    count: rowCount,
    getScrollElement: () => box.current,
    estimateSize: () => tileHeight,
    overscan: 3,
    paddingStart: PADDING,
    scrollPaddingStart: PADDING,
    useFlushSync: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another size changes every row
  useEffect(() => virtual.measure(), [virtual, tileHeight]);
  const items = virtual.getVirtualItems();
  const first = (items[0]?.index ?? 0) * columns;
  const last = ((items.at(-1)?.index ?? 0) + 1) * columns;
  useEffect(() => {
    const timer = setTimeout(() => pages.need(first, last + 40), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [pages, first, last]);
  useEffect(() => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / tileHeight));
    browsing.setShape({ columns, page });
  }, [browsing.setShape, columns, tileHeight]);
  useEffect(() => {
    if (active !== null) virtual.scrollToIndex(Math.floor(active / columns), { align: 'auto' });
  }, [virtual, active, columns]);

  useKeptScroll(box);

  const style = { gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, height: tileHeight - GAP };
  return (
    <div
      ref={box}
      role="grid"
      aria-label={`${count(pages.total)} ads as tiles`}
      aria-rowcount={rowCount}
      aria-colcount={columns}
      aria-multiselectable="true"
      aria-activedescendant={
        active !== null && active >= first && active < last ? rowDomId(active) : undefined
      }
      tabIndex={0}
      className={css.grid}
      {...browsing.gridHandlers}
    >
      <div role="rowgroup" className={css.rows} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => (
          <div
            key={item.index}
            role="row"
            aria-rowindex={item.index + 1}
            className={css.row}
            style={{ ...style, transform: `translateY(${item.start}px)` }}
          >
            {Array.from({ length: Math.min(columns, pages.total - item.index * columns) }, (_, column) => {
              const index = item.index * columns + column;
              const ad = pages.row(index);
              const chosen = ad !== null && selected.has(ad.id);
              const looks = `${chosen ? css.chosen : ''} ${index === active ? css.active : ''} ${ad && ad.id === openId ? css.opened : ''}`;
              return (
                <div
                  key={index}
                  role="gridcell"
                  id={rowDomId(index)}
                  aria-colindex={column + 1}
                  aria-selected={chosen}
                  data-index={index}
                  className={`${css.tile} ${looks}`}
                >
                  {ad && <TileFace ad={ad} picture={picture} />}
                  <label className={css.check} data-check>
                    <input
                      type="checkbox"
                      tabIndex={-1}
                      checked={chosen}
                      disabled={!ad}
                      onChange={() => undefined}
                      aria-label={`Select ${ad?.name ?? 'this ad'}`}
                    />
                  </label>
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
};
