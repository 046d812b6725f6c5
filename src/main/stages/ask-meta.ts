import { AppError, type MetaNowAnswer, type ParsedInput } from '../../contract/index.ts';
import { dayIn } from '../core/learn/meta/days.ts';
import { resultsNow } from '../core/learn/meta/results-now.ts';
import type { Clock, MetaAccount, MetaNowPort, MetaReader } from '../ports.ts';

export interface AskMetaPorts {
  readonly meta: MetaNowPort;
  readonly reader: Pick<MetaReader, 'metaAccount'>;
  readonly clock: Clock;
  /** The accounts that are named in the environment. */
  readonly named: readonly string[];
}

/** Asks Meta at this moment. Nothing of the answer is kept: results are what a refresh has read to its end. */
export async function askMeta(
  { meta, reader, clock, named }: AskMetaPorts,
  { account: wanted, level, ids, since, until }: ParsedInput<'learn.askMeta'>,
  signal: AbortSignal,
): Promise<MetaNowAnswer> {
  if (level === 'account' && ids.length > 0)
    throw new AppError('INVALID_INPUT', 'ids: an account is named by `account`.');
  const account = onlyOne(await meta.accounts(wanted === undefined ? named : [wanted], signal));
  const asked_at = clock.now();
  const today = dayIn(account.timeZone, asked_at);
  const range = { since: since ?? until ?? today, until: until ?? today };
  if (range.since > range.until) throw new AppError('INVALID_INPUT', 'since: it is after until.');
  if (range.until > today)
    throw new AppError('INVALID_INPUT', `until: today is ${today} where ${account.name} is.`);
  const [{ things, more }, known] = await Promise.all([
    meta.ask(account, { level, ids, range }, signal),
    reader.metaAccount(account.id),
  ]);
  const choice = known?.choice ?? null;
  return {
    asked_at,
    account: {
      id: account.id,
      name: account.name,
      currency: account.currency,
      time_zone: account.timeZone,
    },
    level,
    ...range,
    action_type: choice?.actionType ?? null,
    window: choice?.window ?? null,
    rows: things.map((thing) => ({
      id: thing.id,
      name: thing.name,
      status: thing.status,
      effective_status: thing.effectiveStatus,
      daily_budget_minor: thing.dailyBudgetMinor,
      lifetime_budget_minor: thing.lifetimeBudgetMinor,
      learning: thing.learning,
      issues: [...thing.issues],
      results: thing.figures && resultsNow(thing.figures, choice, range, today),
    })),
    more,
  };
}

function onlyOne(accounts: readonly MetaAccount[]): MetaAccount {
  const [only, another] = accounts;
  if (only && !another) return only;
  const names = accounts.slice(0, 20).map(({ id, name }) => `${id} (${name})`);
  throw new AppError('INVALID_INPUT', `account: name one of ${names.join(', ')}.`);
}
