import { majorText } from '../../../contract/minor-digits.ts';
import { type BudgetArm, localDay } from '../decide/budget-account.ts';
import { boundTotal, budgetsOf, limitsOfArm, noLimits, type UserLimits } from '../decide/user-limits.ts';
import { type Beside, type Move, movesOf, type OfAccount } from './moves.ts';
import { nameOf } from './shown-name.ts';
import { stepText } from './warnings.ts';

/** The account as it was read last, and what a person set for it. */
interface Known {
  readonly arms: readonly Pick<BudgetArm, 'id' | 'budgetMinor' | 'editedAt' | 'paused'>[];
  readonly timeZone: string;
  readonly limits: UserLimits;
  readonly now: string;
  readonly beside: Beside;
}

/** Which limits of the person's own a request goes beyond, whoever asks for it: they bind proposals, and a yes may go beyond. */
export function limitWarningsOf(
  content: OfAccount,
  { arms, timeZone, limits, now, beside }: Known,
): string[] {
  const moves = movesOf(content);
  const money = (minor: number): string => `${majorText(minor, content.currency)} ${content.currency}`;
  const above = moves.flatMap((move) => {
    const { ceilingMinor } = limitsOfArm(limits, move.target);
    return ceilingMinor !== null && move.to > ceilingMinor && move.to > move.from
      ? `${nameOf(move)} to ${money(move.to)}, your ceiling is ${money(ceilingMinor)}`
      : [];
  });
  const below = moves.flatMap((move) => {
    const { floorMinor } = limitsOfArm(limits, move.target);
    return move.to < floorMinor && move.to < move.from
      ? `${nameOf(move)} to ${money(move.to)}, your floor is ${money(floorMinor)}`
      : [];
  });
  const isFresh = (at: string | null): boolean =>
    at !== null && localDay(timeZone, now) - Math.floor(localDay(timeZone, at)) < limits.spacingDays;
  const fresh =
    content.takesBack === undefined
      ? moves.filter(({ target }) => isFresh(arms.find(({ id }) => id === target)?.editedAt ?? null))
      : [];
  const { stepShare } = limits;
  // What is above a fifth is warned of whatever was set (`warnings.ts`).
  const isFar = ({ from, to }: Move): boolean =>
    from > 0 && Math.abs(to - from) > Math.ceil(stepShare * from);
  const far = content.kind === 'budget change' && stepShare !== noLimits.stepShare ? moves.filter(isFar) : [];
  const others = arms.filter(({ id }) => !moves.some(({ target }) => target === id));
  // What its ad set or campaign pays is switched within that budget, which the account has before and after.
  const hasBudget = (target: string): boolean =>
    content.kind === 'budget change' || arms.some(({ id }) => id === target);
  const running = moves.filter(({ target, paused }) => !paused && hasBudget(target));
  const sum = (side: 'from' | 'to'): number =>
    running.reduce((total, move) => total + move[side], budgetsOf(others));
  const from = sum('from');
  const to = sum('to') + beside.siblingsMinor;
  // Of requests that wait each may be carried out, and none need be.
  const othersMinor = to > from ? beside.othersMinor : 0;
  const day = boundTotal(limits, to + othersMinor);
  const isFurther = to !== from && day.by === (to > from ? 'ceiling' : 'floor');
  return [
    ...(above.length > 0 ? [`Above a ceiling that you set: ${above.join('; ')}.`] : []),
    ...(below.length > 0 ? [`Below a floor that you set: ${below.join('; ')}.`] : []),
    ...(isFurther
      ? [
          `The budgets of the account would come to ${money(to + othersMinor)} a day${othersMinor > 0 ? ` with the ${money(othersMinor)} that other requests would add` : ''}, ${day.by === 'ceiling' ? 'above' : 'below'} your ${day.by} of the whole day, ${money(day.totalMinor)}.`,
        ]
      : []),
    ...(far.length > 0
      ? [
          `Further at once than the ${Math.round(stepShare * 100)} % that you set: ${far.map(stepText).join(', ')}.`,
        ]
      : []),
    ...(fresh.length > 0
      ? [
          `Changed less than ${limits.spacingDays === 1 ? 'a day' : `${limits.spacingDays} days`} ago: ${fresh.map(nameOf).join(', ')}. What came of that is not known yet.`,
        ]
      : []),
  ];
}
