import { orderKey, type Statement } from '../ledger/row.ts';

interface Line {
  readonly line: number;
  readonly row: Statement;
}

/**
 * Lines of items: shops export one a line, under the number of the order, with the price of the item. Where lines of one
 * order, of one time, last change and state, differ in their amount, the column is no order's total, for no order that stands on several.
 */
export function itemLines<L extends Line>(lines: readonly L[]): L[][] {
  const orders = Map.groupBy(
    lines.filter(({ row }) => row.kind === 'order' && row.order !== null),
    ({ row }) =>
      JSON.stringify([orderKey(row.order ?? ''), row.happenedAt, row.saidAt, row.status, row.currency]),
  );
  const several = [...orders.values()].filter((same) => same.length > 1);
  const differ = several.some((same) => same.some(({ row }) => row.minor !== same[0]?.row.minor));
  return differ ? several : [];
}
