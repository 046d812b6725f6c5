import type { Header } from '@tanstack/react-table';
import type { SortField } from '../../../contract/index.ts';
import { useView } from '../../state/view.ts';
import { Icon } from '../../ui/icon.tsx';
import type { features, Slot } from './columns.tsx';
import css from './grid.module.css';

const SortButton = ({
  field,
  label,
  short,
}: {
  field: SortField;
  label: string;
  short?: string | undefined;
}) => {
  const { sort, direction, sortBy } = useView();
  const here = sort === field;
  return (
    <button
      type="button"
      className={`${css.sort} ${here ? css.sorted : ''}`}
      onClick={() => sortBy(field)}
      title={`Sort by ${label.toLowerCase()}`}
      aria-label={`${short ? `${short}, s` : 'S'}ort by ${label.toLowerCase()}`}
    >
      {short ?? label}
      {here && <Icon name={direction === 'desc' ? 'arrowDown' : 'arrowUp'} size={short ? 10 : 12} />}
    </button>
  );
};

interface GridHeaderProps {
  readonly headers: readonly Header<typeof features, Slot, unknown>[];
  readonly chosen: 'none' | 'some' | 'all';
  readonly onChooseAll: () => void;
}

export const GridHeader = ({ headers, chosen, onChooseAll }: GridHeaderProps) => {
  const { sort, direction } = useView();
  return (
    <div role="rowgroup" className={css.header}>
      <div role="row" aria-rowindex={1} className={css.headerRow}>
        <div role="columnheader" aria-colindex={1} className={css.head}>
          <label className={css.check}>
            <input
              type="checkbox"
              checked={chosen === 'all'}
              ref={(box) => {
                if (box) box.indeterminate = chosen === 'some';
              }}
              onChange={onChooseAll}
              aria-label="Select all ads in this view"
            />
          </label>
        </div>
        {headers.map((header, at) => {
          const meta = header.column.columnDef.meta;
          if (!meta) return null;
          const sorted = meta.sort === sort ? (direction === 'asc' ? 'ascending' : 'descending') : undefined;
          return (
            <div
              key={header.id}
              role="columnheader"
              aria-colindex={at + 2}
              aria-sort={meta.sort && (sorted ?? 'none')}
              className={`${css.head} ${meta.short ? css.narrow : ''} ${meta.head ?? ''}`}
            >
              {meta.sort ? (
                <SortButton field={meta.sort} label={meta.label} short={meta.short} />
              ) : (
                meta.label
              )}
              {meta.note && <span className={css.note}>{meta.note}</span>}
            </div>
          );
        })}
      </div>
    </div>
  );
};
