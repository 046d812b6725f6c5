import type { BudgetProposal } from '../../../contract/index.ts';
import { calendarDay } from '../../format/time.ts';
import { money } from '../approve/money-text.ts';

/** What a person set for the whole account, where a proposal was held to it. */
export function heldToWords({
  total_minor,
  total_bound_by,
  currency,
  aim,
  guard,
}: Pick<BudgetProposal, 'total_minor' | 'total_bound_by' | 'currency' | 'aim' | 'guard'>): string[] {
  const total = `${money(total_minor, currency)} ${currency}`;
  return [
    ...(total_bound_by === null ? [] : [`A day gets ${total}: your ${total_bound_by} of the whole day.`]),
    ...(aim === 'earn' ? [] : ['It looks for the best budget, as you set it, not for the most revenue.']),
    ...(guard === null
      ? []
      : [
          guard.followed === 1
            ? 'Your own split may be left all the way.'
            : `Your own split of ${calendarDay(guard.since)} is left ${Math.round(guard.followed * 100)} % of the way: further, revenue might fall more than ${Math.round(guard.loss_share * 100)} % below it.`,
        ]),
  ];
}
