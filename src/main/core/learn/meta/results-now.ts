import type { Results } from '../../../../contract/index.ts';
import { type DayRange, settledUntil } from './days.ts';
import { type DayFigures, type SaleChoice, salesOf } from './figures.ts';
import { resultsOf } from './results.ts';

/** One row of all days of a range, as Meta has added them up. */
export function resultsNow(
  row: DayFigures,
  choice: SaleChoice | null,
  range: DayRange,
  today: string,
): Results {
  const sales = salesOf(row.actions, choice);
  const settled = settledUntil(today);
  return resultsOf({
    ...row,
    ...sales,
    unknownOrders: sales.revenueMinor === null ? (sales.orders ?? 0) : 0,
    // Above an ad, Meta counts the impressions of images too.
    videoImpressions: row.level === 'ad' && row.plays !== null ? row.impressions : 0,
    provisionalMinor: provisional(sales.revenueMinor, range, settled),
  });
}

/** How much of a range that is settled in part is not known from its sum. */
function provisional(
  revenueMinor: number | null,
  { since, until }: DayRange,
  settled: string,
): number | null {
  if (since > settled) return revenueMinor;
  return until <= settled && revenueMinor !== null ? 0 : null;
}
