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
