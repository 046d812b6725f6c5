import { minorDigits } from '../../../contract/minor-digits.ts';
import type { AdFigures } from '../score/filter-fields.ts';
import { type ResultRow, resultsOf } from './results.ts';

/** As they are typed into a filter; clicks on what was counted the day before may exceed that day's plays. */
export function figuresOf(rows: readonly ResultRow[], currency: string): AdFigures {
  const { ctr, hookRate, holdRate, roas } = resultsOf(rows);
  const spendMinor = rows.reduce((sum, row) => sum + row.spendMinor, 0);
  return {
    ctr: percent(ctr),
    hook_rate: percent(hookRate),
    hold_rate: percent(holdRate),
    roas,
    spend: spendMinor / 10 ** minorDigits(currency),
  };
}

/** Two in a hundred are not more than 2 %, whatever their quotient is in binary. */
const percent = (share: number | null): number | null =>
  share === null ? null : Math.round(1e8 * Math.min(1, share)) / 1e6;
