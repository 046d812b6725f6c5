import type { BudgetProposal } from '../../../contract/index.ts';
import { asNowText, earnsAsNow } from '../../../contract/words.ts';
import { signedMoney } from '../approve/money-text.ts';

/** How likely amounts are to bring no more than those of now, and how bad it may get; amounts of a day. */
export const riskText = (
  gain: BudgetProposal['expected_gain'],
  { p_gain, worst_gain }: Pick<BudgetProposal, 'p_gain' | 'worst_gain'>,
  currency: string,
): string =>
  earnsAsNow(gain)
    ? asNowText
    : `${Math.round((1 - p_gain) * 100)} in 100 chances that it earns no more than now. The worst of a hundred draws: ${signedMoney(Math.round(worst_gain), currency)} ${currency} a day.`;

/** Said beside the way to send amounts that are likelier to cost than to earn; null of the others. */
export const lossText = (
  gain: BudgetProposal['expected_gain'],
  { p_gain }: Pick<BudgetProposal, 'p_gain'>,
  currency: string,
): string | null =>
  earnsAsNow(gain) || (p_gain >= 0.5 && gain.p50 >= 0)
    ? null
    : `It is likelier than not that this earns no more than leaving every budget as it is: ${signedMoney(Math.round(gain.p50), currency)} ${currency} a day is expected of it.`;
