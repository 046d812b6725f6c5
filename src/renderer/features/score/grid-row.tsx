import type { Row } from '@tanstack/react-table';
import { flexRender } from '@tanstack/react-table';
import { memo } from 'react';
import { AdCheck } from './ad-check.tsx';
import type { features, Slot } from './columns.tsx';
import css from './grid.module.css';

interface GridRowProps {
  readonly row: Row<typeof features, Slot>;
  readonly top: number;
  /** Place among all lines, headers of groups counted. */
  readonly line: number;
  readonly height: number;
  readonly selected: boolean;
  readonly active: boolean;
  readonly opened: boolean;
  /** Changes with the visible columns; the row itself carries no sign of it. */
  readonly columnsKey: string;
}

export const rowDomId = (index: number): string => `ad-row-${index}`;

/** Clicks are handled once, on the list; a row only says which one it is. */
const GridRowBase = ({ row, top, line, height, selected, active, opened }: GridRowProps) => {
  const { index, ad } = row.original;
  const state = `${selected ? css.selected : ''} ${active ? css.active : ''} ${opened ? css.opened : ''}`;
  return (
    <div
      role="row"
      id={rowDomId(index)}
      aria-rowindex={line + 2}
      aria-selected={selected}
      data-index={index}
      className={`${css.row} ${state}`}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" aria-colindex={1}>
        <AdCheck ad={ad} selected={selected} className={css.check} />
      </div>
      {ad &&
        row.getVisibleCells().map((cell, at) => (
          <div key={cell.id} role="gridcell" aria-colindex={at + 2} className={css.cell}>
            {flexRender(cell.column.columnDef.cell, cell.getContext())}
          </div>
        ))}
    </div>
  );
};

/** The table builds new row objects for each scroll step; what counts is the slot in them. */
export const GridRow = memo(
  GridRowBase,
  (a, b) =>
    a.row.original === b.row.original &&
    a.top === b.top &&
    a.line === b.line &&
    a.height === b.height &&
    a.selected === b.selected &&
    a.active === b.active &&
    a.opened === b.opened &&
    a.columnsKey === b.columnsKey,
);
