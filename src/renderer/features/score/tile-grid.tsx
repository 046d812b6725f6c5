import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef } from 'react';
import type { AdRow } from '../../../contract/index.ts';
import { plural } from '../../format/number.ts';
import { useView } from '../../state/view.ts';
import { TileFace } from '../../ui/tile.tsx';
import { AdCheck } from './ad-check.tsx';
import { rowDomId } from './grid-row.tsx';
import { GROUP_HEIGHT, GroupHead } from './group-head.tsx';
import css from './tile-grid.module.css';
import type { Browsing } from './use-browsing.ts';
import { useKeptScroll } from './use-kept-scroll.ts';
import { cursorDomId, useCursorLine, useLines, useShownLines } from './use-lines.ts';
import { useWidth } from './use-width.ts';

const GAP = 16;
const PADDING = 16;
/** Below the picture stand one line and the bar of the score. */
const UNDER_PICTURE = 44;
const SETTLE_MS = 40;
/** So many are filled in one picture; the others follow in the next ones. */
const LINES_AT_ONCE = 2;

/** The same list as pictures: several ads to a row, one cell each. */
export const TileGrid = ({ browsing }: { browsing: Browsing }) => {
  const { pages, active, openId, selected } = browsing;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const tile = useView((view) => view.tile);
  const picture = Math.round(tile * 0.85);
  const tileHeight = picture + UNDER_PICTURE + GAP;
  const columns = Math.max(1, Math.floor((width - 2 * PADDING + GAP) / (tile + GAP)));
  const lines = useLines(pages, columns);
  const virtual = useVirtualizer({
    count: lines.count,
    getScrollElement: () => box.current,
    estimateSize: (line) => (lines.at(line).kind === 'head' ? GROUP_HEIGHT + GAP : tileHeight),
    overscan: 1,
    paddingStart: PADDING,
    scrollPaddingStart: PADDING,
    useFlushSync: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another size changes every row, a fold those after it
  useEffect(() => virtual.measure(), [virtual, tileHeight, lines]);
  const cursor = useCursorLine(lines, browsing);
  const shown = useShownLines(virtual, lines, pages, LINES_AT_ONCE, cursor);
  const ads = shown.flatMap(({ line, far }) => (line.kind === 'ads' && !far ? [line.first] : []));
  const first = ads[0] ?? 0;
  const last = (ads.at(-1) ?? 0) + columns;
  useEffect(() => {
    const timer = setTimeout(() => pages.need(first - 40, last + 40), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [pages, first, last]);
  useEffect(() => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / tileHeight));
    browsing.setShape({ lines, page });
  }, [browsing.setShape, lines, tileHeight]);
  useKeptScroll(box, pages);
  useEffect(() => {
    if (cursor !== null) virtual.scrollToIndex(cursor, { align: 'auto' });
  }, [virtual, cursor]);

  const style = { gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, height: tileHeight - GAP };
  return (
    <div
      ref={box}
      role="grid"
      aria-label={`${plural(pages.total, 'ad')} as tiles`}
      aria-rowcount={lines.count}
      aria-colcount={columns}
      aria-multiselectable="true"
      aria-activedescendant={cursorDomId(cursor, shown, browsing)}
      tabIndex={0}
      className={css.grid}
      {...browsing.gridHandlers}
    >
      <div role="rowgroup" className={css.rows} style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index: at, line, top, filled }) =>
          line.kind === 'head' ? (
            <GroupHead
              key={at}
              lines={lines}
              group={line.group}
              browsing={browsing}
              style={{ transform: `translateY(${top}px)` }}
              rowIndex={at + 1}
              columns={columns}
            />
          ) : (
            <div
              key={at}
              role="row"
              aria-rowindex={at + 1}
              className={css.row}
              style={{ ...style, transform: `translateY(${top}px)` }}
            >
              {Array.from({ length: line.ads }, (_, column) => {
                const index = line.first + column;
                const ad = filled ? pages.row(index) : null;
                return (
                  <TileCell
                    key={index}
                    index={index}
                    column={column}
                    ad={ad}
                    picture={picture}
                    selected={ad !== null && selected.has(ad.id)}
                    active={index === active}
                    opened={ad !== null && ad.id === openId}
                  />
                );
              })}
            </div>
          ),
        )}
      </div>
    </div>
  );
};

interface TileCellProps {
  readonly index: number;
  readonly column: number;
  readonly ad: AdRow | null;
  readonly picture: number;
  readonly selected: boolean;
  readonly active: boolean;
  readonly opened: boolean;
}

/** What only scrolled, or fills the line beside it, is recognised as unchanged. */
const TileCell = memo(({ index, column, ad, picture, selected, active, opened }: TileCellProps) => (
  <div
    role="gridcell"
    id={rowDomId(index)}
    aria-colindex={column + 1}
    aria-selected={selected}
    data-index={index}
    className={`${css.tile} ${selected ? css.chosen : ''} ${active ? css.active : ''} ${opened ? css.opened : ''}`}
  >
    {ad && <TileFace ad={ad} picture={picture} />}
    <AdCheck ad={ad} selected={selected} className={css.check} />
  </div>
));
