import { majorText } from '../../../contract/minor-digits.ts';
import { type BudgetArm, localDay } from '../decide/budget-account.ts';
import { boundTotal, budgetsOf, limitsOfArm, noLimits, type UserLimits } from '../decide/user-limits.ts';
import type { Content } from './content.ts';
import { nameOf } from './shown-name.ts';
import { stepText } from './warnings.ts';

type OfAccount = Extract<Content, { readonly kind: 'budget change' | 'pause' | 'resume' }>;

/** The account as it was read last, and what a person set for it. */
interface Known {
  readonly arms: readonly Pick<BudgetArm, 'id' | 'budgetMinor' | 'editedAt' | 'paused'>[];
  readonly timeZone: string;
  readonly limits: UserLimits;
  readonly now: string;
  /** Whether this is all that would change: beside other requests of its decision its own sum says nothing. */
  readonly isWhole: boolean;
}

interface Move {
  readonly target: string;
  readonly name?: string | undefined;
  readonly from: number;
  readonly to: number;
  /** It spends nothing of either before it is resumed. */
  readonly paused?: true | undefined;
}

function movesOf(content: OfAccount): Move[] {
  if (content.kind === 'budget change')
    return content.changes.map(({ beforeMinor, afterMinor, ...change }) => ({
      ...change,
      from: beforeMinor,
      to: afterMinor,
    }));
  const sides = (minor: number) =>
    content.kind === 'pause' ? { from: minor, to: 0 } : { from: 0, to: minor };
  return content.switches.flatMap(({ budgetMinor, ...one }) =>
    budgetMinor === null ? [] : { ...one, ...sides(budgetMinor) },
  );
}

/** Which limits of the person's own a request goes beyond, whoever asks for it: they bind proposals, and a yes may go beyond. */
export function limitWarningsOf(
  content: OfAccount,
  { arms, timeZone, limits, now, isWhole }: Known,
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
  const [from, to] = [sum('from'), sum('to')];
  const day = boundTotal(limits, to);
  const isFurther = day.by === 'ceiling' ? to > from : to < from;
  return [
    ...(above.length > 0 ? [`Above a ceiling that you set: ${above.join('; ')}.`] : []),
    ...(below.length > 0 ? [`Below a floor that you set: ${below.join('; ')}.`] : []),
    ...(isWhole && day.by !== null && isFurther
      ? [
          `The budgets of the account would come to ${money(to)} a day, ${day.by === 'ceiling' ? 'above' : 'below'} your ${day.by} of the whole day, ${money(day.totalMinor)}.`,
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
