import type { ReactNode } from 'react';
import css from './performance.module.css';

interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand right. */
  readonly number?: true;
}

interface FactsTableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The first names its row. */
  readonly columns: readonly [Column<Row>, ...Column<Row>[]];
}

export const FactsTable = <Row,>({ label, rows, keyOf, columns }: FactsTableProps<Row>) => {
  const [first, ...others] = columns;
  const side = ({ number }: Column<Row>) => (number ? css.right : undefined);
  return (
    <div className={css.scrolls}>
      <table className={css.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.head} scope="col" className={side(column)}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              <th scope="row">{first.cell(row)}</th>
              {others.map((column) => (
                <td key={column.head} className={side(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
