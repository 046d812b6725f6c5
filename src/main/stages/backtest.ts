import type { PastAccount } from '../core/decide/as-of.ts';
import { type Backtest, historyNeededDays } from '../core/decide/backtest.ts';
import { localDay } from '../core/decide/budget-account.ts';
import { dayNumber, dayText } from '../core/learn/ledger/days.ts';
import type { Backtester, TodayReader } from '../ports.ts';
import { type DecideParts, ledgerOf } from './decide.ts';
import { storedAccount } from './stored-account.ts';

export interface BacktestParts extends Pick<DecideParts, 'clock'> {
  readonly reader: DecideParts['reader'] & Pick<TodayReader, 'readDays'>;
  readonly backtester: Backtester;
}

/** Replays the engine over what is stored of an account. */
export async function backtestOf(
  { reader, clock, backtester }: BacktestParts,
  wanted: string | null,
  signal: AbortSignal,
): Promise<{ account: PastAccount; found: Backtest }> {
  const stored = await storedAccount(reader, wanted, '9999-12-31');
  const { id, timeZone } = stored;
  const nowDay = localDay(timeZone, clock.now());
  const since = dayText(Math.floor(nowDay) - historyNeededDays - stored.windowDays);
  const arms = await reader.everyArm(id);
  const rows = await reader.armResults(
    id,
    arms.map((arm) => arm.id),
    since,
    dayText(Math.floor(nowDay) - 1),
    null,
  );
  const ledger = await ledgerOf({ reader }, stored);
  const account: PastAccount = { ...stored, arms, rows, ledger };
  const read = await reader.readDays(id, since);
  const readDays = new Map([...read].map(([day, at]) => [dayNumber(day), localDay(timeZone, at)]));
  return { account, found: await backtester.run({ account, readDays, nowDay }, signal) };
}
