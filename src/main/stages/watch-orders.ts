import { knownOf } from '../core/decide/as-known.ts';
import { localDay } from '../core/decide/budget-account.ts';
import { delayAlarmOf, isDoubted } from '../core/decide/delay-alarm.ts';
import { noLimits } from '../core/decide/user-limits.ts';
import type { DecideWriter, TodayReader } from '../ports.ts';
import { type DecideParts, historySince, ledgerOf } from './decide.ts';

interface WatchParts extends Pick<DecideParts, 'clock'> {
  readonly reader: DecideParts['reader'] & Pick<TodayReader, 'readAccounts'>;
  readonly writer: Pick<DecideWriter, 'setDelayAlarm' | 'setSilence'>;
}

/**
 * Looks, when results came in, whether each account's orders still come as late as they used to, and whether its tracker
 * still posts any; Today tells of both.
 */
export async function watchOrders({ reader, writer, clock }: WatchParts): Promise<void> {
  const seenAt = clock.now();
  for (const { id } of await reader.readAccounts()) {
    const stored = await reader.budgetAccount(id, historySince(seenAt));
    if (!stored) continue;
    const account = { ...stored, limits: noLimits, ledger: await ledgerOf({ reader }, stored) };
    const nowDay = localDay(account.timeZone, seenAt);
    const known = knownOf(account, nowDay, null);
    const p = delayAlarmOf({ ...known, nowDay: known.knownDay, windowDays: account.windowDays });
    await writer.setDelayAlarm(id, isDoubted(p) ? { p, seenAt } : null);
    const { told } = account.ledger;
    const { overdue } = known.basis;
    await writer.setSilence(id, told && overdue !== undefined ? { ...told, due: overdue } : null);
  }
}
