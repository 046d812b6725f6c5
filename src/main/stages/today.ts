import type { Today, TodayAccount } from '../../contract/index.ts';
import { itemOf } from '../core/approve/describe.ts';
import { addDays, dayIn, settledUntil } from '../core/learn/meta/days.ts';
import { accountDay, daysNeeded, newestClosed } from '../core/learn/today/account-day.ts';
import { ripens } from '../core/learn/today/figures.ts';
import { newlyTired } from '../core/learn/today/newly-tired.ts';
import type { ApprovalReader, Clock, LearnReader, MetaAccount, MetaReader, TodayReader } from '../ports.ts';

export interface TodayPorts {
  readonly reader: TodayReader &
    Pick<LearnReader, 'runningAds'> &
    Pick<MetaReader, 'metaAccount'> &
    Pick<ApprovalReader, 'approvalsWaiting' | 'approvalPolicy'>;
  readonly clock: Clock;
  metaConnected(): Promise<boolean>;
  /** Lets others get their turn. */
  rest(): Promise<void>;
}

/** How many of each are named; the rest is a count that leads to its place. */
const named = 5;
const dayMs = 86_400_000;
/** Some milliseconds of arithmetic each, which for very many at once would hold up every other answer. */
const adsAtOnce = 10;
/** An account that was not refreshed for longer has no yesterday. */
const lookBackDays = 90;

/** What changed since yesterday, from what is stored; nothing is asked of anyone outside. */
export async function showToday(ports: TodayPorts, asked: string | undefined): Promise<Today> {
  const { reader, clock } = ports;
  const at = clock.now();
  const since = asked ?? new Date(Date.parse(at) - dayMs).toISOString();
  const [known, queue, policy, failed, scored, linksAsked, connected] = await Promise.all([
    reader.readAccounts(),
    reader.approvalsWaiting(at, named),
    reader.approvalPolicy(),
    reader.jobsThatFailed(since, named),
    reader.scoredSince(since, named),
    reader.linksAskedSince(since),
    ports.metaConnected(),
  ]);
  const accounts: TodayAccount[] = [];
  for (const account of known) accounts.push(await accountToday(ports, account, at));
  return {
    at,
    since,
    meta_connected: connected,
    accounts,
    links_asked: linksAsked,
    // Only what nobody has answered waits for a person; what they set aside, or allowed already, is told apart.
    approvals: {
      waiting: queue.waiting,
      aside: queue.aside,
      under_way: queue.underWay,
      first: queue.first.map((row) => itemOf(row, at)),
      stopped: policy.stopped,
    },
    failed_jobs: {
      jobs: failed.jobs,
      newest: failed.newest.map(({ id, title, error, progress, finished_at, created_at }) => ({
        id,
        title,
        code: error?.code ?? null,
        failed: progress.failed,
        at: finished_at ?? created_at,
      })),
    },
    scored: {
      ads: scored.ads,
      best: scored.best.map(({ interval80, ...ad }) => ({
        ...ad,
        interval80: interval80 && [...interval80],
      })),
    },
  };
}

async function accountToday(
  ports: Pick<TodayPorts, 'reader' | 'rest'>,
  { id, name, currency, timeZone, readAt }: MetaAccount & { readonly readAt: string | null },
  at: string,
): Promise<TodayAccount> {
  const { reader } = ports;
  const today = dayIn(timeZone, at);
  const read = await reader.readDays(id, addDays(today, -lookBackDays));
  const day = newestClosed(read, timeZone);
  const alarm = await reader.delayAlarm(id);
  const silence = await reader.silence(id);
  const choice = (await reader.metaAccount(id))?.choice;
  const place = {
    id,
    name,
    currency,
    time_zone: timeZone,
    read_at: readAt,
    yesterday: addDays(today, -1),
    delay_alarm: alarm && { p: alarm.p, seen_at: alarm.seenAt },
    silence: silence && { since: silence.at, due: silence.due },
    sales: choice ? { action_type: choice.actionType, window: choice.window } : null,
  };
  if (day === null)
    return { ...place, day, figures: [], alike: false, unusual: [], judged: 0, undecided: [], tired: [] };
  const found = accountDay(await reader.spenders(id, daysNeeded(day)), read, timeZone, day);
  return {
    ...place,
    day,
    alike: found.alike,
    figures: found.figures.map(({ interval90, change, ...figure }) => ({
      ...figure,
      interval90: interval90 && [...interval90],
      change: change && { ...change, interval90: change.interval90 && [...change.interval90] },
      provisional: ripens(figure.metric) && day > settledUntil(dayIn(timeZone, read.get(day) as string)),
    })),
    unusual: found.unusual.map(({ of, metric, value, usual, range, weeks }) => ({
      id: of.id,
      level: of.level,
      name: of.name,
      metric,
      value: value as number,
      usual: usual as number,
      range: [...(range as readonly [number, number])],
      weeks,
    })),
    judged: found.lookedAt,
    undecided: found.undecided
      .filter(({ of }) => of.level === 'account')
      .map(({ metric, lacks }) => ({ metric, lacks: [...lacks] })),
    tired: await tiredOf(ports, id, day),
  };
}

async function tiredOf(
  { reader, rest }: Pick<TodayPorts, 'reader' | 'rest'>,
  account: string,
  day: string,
): Promise<TodayAccount['tired']> {
  const found: TodayAccount['tired'] = [];
  for (const [at, { metaAdId, name, adId, days }] of (await reader.runningAds(account)).entries()) {
    if (at % adsAtOnce === adsAtOnce - 1) await rest();
    const tired = newlyTired(days, day);
    if (!tired) continue;
    found.push({
      meta_ad_id: metaAdId,
      name,
      ad_id: adId,
      state: tired.now.state,
      before: tired.before,
      reasons: [...tired.now.reasons],
      impressions: days.reduce((sum, one) => sum + one.impressions, 0),
    });
  }
  return found;
}
