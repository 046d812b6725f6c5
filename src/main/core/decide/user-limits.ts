import { majorText } from '../../../contract/minor-digits.ts';
import { quoted } from '../approve/shown-name.ts';
import type { BudgetArm } from './budget-account.ts';
import type { Inputs } from './proposal.ts';

/** What a person set for one budget; money of a day in minor units. */
export interface ArmLimits {
  readonly floorMinor: number;
  readonly ceilingMinor: number | null;
  /** What is left of an order's value after goods and shipping, in (0, 1]; null for the account's. */
  readonly margin: number | null;
}

/** A split to be measured against, as it was when a person asked for that. */
export interface Guard {
  readonly lossShare: number;
  readonly since: string;
  readonly split: Readonly<Record<string, number>>;
}

/** What a person set for an account. */
export interface UserLimits {
  readonly totalFloorMinor: number;
  readonly totalCeilingMinor: number | null;
  readonly margin: number;
  /** How far a budget may move at once. */
  readonly stepShare: number;
  /** Days between two changes of one budget. */
  readonly spacingDays: number;
  readonly aim: Inputs['aim'];
  readonly guard: Guard | null;
  readonly arms: Readonly<Record<string, ArmLimits>>;
}

export const noArmLimits: ArmLimits = { floorMinor: 0, ceilingMinor: null, margin: null };
export const noLimits: UserLimits = {
  totalFloorMinor: 0,
  totalCeilingMinor: null,
  margin: 1,
  stepShare: 0.2,
  spacingDays: 3,
  aim: 'earn',
  guard: null,
  arms: {},
};

export const limitsOfArm = ({ arms }: UserLimits, id: string): ArmLimits =>
  Object.hasOwn(arms, id) ? (arms[id] as ArmLimits) : noArmLimits;

/** Of those that run. */
export const budgetsOf = (arms: readonly Pick<BudgetArm, 'budgetMinor' | 'paused'>[]): number =>
  arms.reduce((sum, { budgetMinor, paused }) => sum + (paused ? 0 : budgetMinor), 0);

/** The money of a day inside the person's bounds, and which of them it met. */
export function boundTotal(
  { totalFloorMinor, totalCeilingMinor }: UserLimits,
  totalMinor: number,
): { readonly totalMinor: number; readonly by: 'floor' | 'ceiling' | null } {
  if (totalCeilingMinor !== null && totalMinor > totalCeilingMinor)
    return { totalMinor: totalCeilingMinor, by: 'ceiling' };
  return totalMinor < totalFloorMinor
    ? { totalMinor: totalFloorMinor, by: 'floor' }
    : { totalMinor, by: null };
}

/** What the platform asks of an amount. */
interface Platform {
  readonly currency: string;
  readonly leastMinor: number;
  readonly quantumMinor: number;
}

/** What cannot be kept of them, in words, or undefined. Budgets that are not there any more are left out. */
export function wrongWithLimits(
  limits: UserLimits,
  arms: readonly BudgetArm[],
  { currency, leastMinor, quantumMinor }: Platform,
): string | undefined {
  const money = (minor: number): string => `${majorText(minor, currency)} ${currency}`;
  const { totalFloorMinor, totalCeilingMinor } = limits;
  const own = arms.map((arm) => ({
    ...limitsOfArm(limits, arm.id),
    name: quoted(arm.name),
    runs: !arm.paused,
  }));
  for (const { name, floorMinor, ceilingMinor } of own) {
    if (ceilingMinor === null && floorMinor === 0) continue;
    if (ceilingMinor !== null && floorMinor > ceilingMinor)
      return `The floor of ${name} is ${money(floorMinor)} and lies above its ceiling, ${money(ceilingMinor)}.`;
    if (ceilingMinor !== null && ceilingMinor < leastMinor)
      return `A ceiling of ${money(ceilingMinor)} for ${name} cannot be kept: a running budget takes ${money(leastMinor)} at least. Pause it instead.`;
    const broken = [floorMinor, ceilingMinor ?? 0].find((minor) => minor % quantumMinor !== 0);
    if (broken !== undefined)
      return `${money(broken)} for ${name} is no budget at Meta, which takes whole multiples of ${money(quantumMinor)}.`;
  }
  if (totalCeilingMinor !== null && totalFloorMinor > totalCeilingMinor)
    return `The floor of the whole day, ${money(totalFloorMinor)}, lies above its ceiling, ${money(totalCeilingMinor)}.`;
  const running = own.filter(({ runs }) => runs);
  const floors = running.reduce((sum, { floorMinor }) => sum + floorMinor, 0);
  const day = boundTotal(limits, budgetsOf(arms));
  if (floors > day.totalMinor)
    return `The floors add up to ${money(floors)}, more than the ${money(day.totalMinor)} of a day${day.by === 'ceiling' ? ', which is your ceiling' : ''}: lower a floor or raise the total.`;
  const ceilings = running.reduce(
    (sum, { ceilingMinor }) => sum + (ceilingMinor ?? Number.POSITIVE_INFINITY),
    0,
  );
  if (ceilings < totalFloorMinor)
    return `The ceilings add up to ${money(ceilings)}, less than the ${money(totalFloorMinor)} that a day has at least.`;
  return undefined;
}
