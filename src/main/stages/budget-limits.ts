import { AppError } from '../../contract/index.ts';
import { platformLeastMinor, quantumOf } from '../core/decide/budget-account.ts';
import {
  type ArmLimits,
  budgetsOf,
  limitsOfArm,
  type UserLimits,
  wrongWithLimits,
} from '../core/decide/user-limits.ts';
import type { Clock, DecideReader, DecideWriter, StoredAccount, StoredLimits } from '../ports.ts';
import { storedAccount } from './stored-account.ts';

interface LimitsParts {
  readonly reader: Pick<DecideReader, 'budgetAccount' | 'budgetLimits'>;
  readonly writer: Pick<DecideWriter, 'setBudgetLimits'>;
  readonly clock: Clock;
}

export interface AccountLimits extends StoredLimits {
  readonly account: StoredAccount;
}

/** What is left out stays as it is. */
export interface LimitsChange {
  readonly account: Partial<Omit<UserLimits, 'guard' | 'arms'>>;
  /** Null turns the guard off; another share than before begins anew from the budgets of now. */
  readonly lossShare: number | null | undefined;
  readonly arms: readonly { readonly id: string; readonly change: Partial<ArmLimits> }[];
}

/** Of this account, or of the one that was read last. */
export async function showLimits(
  { reader, clock }: Pick<LimitsParts, 'reader' | 'clock'>,
  id: string | null,
): Promise<AccountLimits> {
  const account = await storedAccount(reader, id, clock.now().slice(0, 10));
  return { account, ...(await reader.budgetLimits(account.id)) };
}

/** Refuses what cannot be kept as a whole, whichever part of it is new. */
export async function setLimits(
  parts: LimitsParts,
  id: string | null,
  change: LimitsChange,
): Promise<AccountLimits> {
  const { account, limits: before } = await showLimits(parts, id);
  const at = parts.clock.now();
  const arms = { ...before.arms };
  for (const { id: arm, change: own } of change.arms) {
    if (!account.arms.some((one) => one.id === arm) && !Object.hasOwn(before.arms, arm))
      throw new AppError('NOT_FOUND', `${account.name} has no running budget ${arm}.`);
    arms[arm] = { ...limitsOfArm(before, arm), ...own };
  }
  const limits = { ...before, ...change.account, guard: guardOf(before, account, change, at), arms };
  const wrong = wrongWithLimits(limits, account.arms, {
    currency: account.currency,
    leastMinor: platformLeastMinor,
    quantumMinor: quantumOf(account.currency),
  });
  if (wrong !== undefined) throw new AppError('INVALID_INPUT', wrong);
  await parts.writer.setBudgetLimits(account.id, limits, at);
  return { account, limits, setAt: at };
}

function guardOf(
  { guard }: UserLimits,
  { arms }: StoredAccount,
  { lossShare }: LimitsChange,
  at: string,
): UserLimits['guard'] {
  if (lossShare === undefined || lossShare === guard?.lossShare) return guard;
  if (lossShare === null) return null;
  if (budgetsOf(arms) === 0) throw new AppError('INVALID_INPUT', 'No budget runs that could be kept to.');
  return {
    lossShare,
    since: at,
    split: Object.fromEntries(
      arms.flatMap(({ id, budgetMinor, paused }) => (paused ? [] : [[id, budgetMinor]])),
    ),
  };
}
