import type { AdOutcome } from '../../../contract/index.ts';
import { roasText } from '../../../contract/words.ts';
import { count, plural } from '../../format/number.ts';

export type Figure = 'ctr' | 'hook_rate' | 'hold_rate' | 'roas';

/** What a figure rests on, and what it can be held against. */
export function basisOf(outcome: AdOutcome, figure: Figure): string {
  const { impressions, orders, orders_of_unknown_worth: unknown, currency, sales } = outcome;
  const seen = plural(impressions, 'impression');
  if (figure === 'hold_rate')
    return `${seen}; three-second plays that saw 15 s or the whole film, so a film of under 15 s is to be held against such alone`;
  if (figure !== 'roas' || orders === null) return seen;
  const days = `${plural(orders, 'order')} in ${currency}, of days that are over for a week`;
  const by = roasText(sales);
  if (unknown === 0) return `${days}. ${by}`;
  const heldFor =
    outcome.roas === null
      ? 'too many to tell a return'
      : "and are taken for orders of the others' mean worth";
  return `${days}; ${count(unknown)} came without a worth, ${heldFor}. ${by}`;
}
