import { asKnown } from '../core/decide/as-known.ts';
import { localDay } from '../core/decide/budget-account.ts';
import { type Days, daysOf, type Kept } from '../core/decide/follow-up.ts';
import { type Came, outcomeOf } from '../core/decide/outcome.ts';
import { dayText } from '../core/learn/ledger/days.ts';
import { sum } from '../core/math/sum.ts';
import type {
  ApprovalReader,
  DecideReader,
  DecideWriter,
  KnownMetaAccount,
  MadeDecision,
  MetaReader,
  TodayReader,
} from '../ports.ts';
import { type DecideParts, ledgerOf } from './decide.ts';

type FollowReader = Pick<DecideReader, 'decisions' | 'carriedOut'> & Pick<MetaReader, 'metaAccount'>;

export interface FollowUpParts extends Pick<DecideParts, 'clock'> {
  readonly reader: DecideParts['reader'] & FollowReader & Pick<TodayReader, 'readDays'>;
  readonly writer: Pick<DecideWriter, 'keepOutcome'>;
}

/** A decision that was carried out, as far as its days have come. */
export interface Followed {
  readonly row: MadeDecision;
  readonly account: KnownMetaAccount;
  readonly approvals: readonly string[];
  /** Null where the budgets were changed again before a whole day had passed. */
  readonly days: Days | null;
  /** The day on which every order of its days must be known; a refresh from then on settles it. */
  readonly settlesOnDay: number | null;
  readonly kept: Kept | null;
}

/** How far each decision that was carried out has come, newest first. */
export async function followed(reader: FollowReader, limit: number): Promise<Followed[]> {
  const found: Followed[] = [];
  const place = async (id: string) => ({
    account: await reader.metaAccount(id),
    all: await reader.carriedOut(id),
  });
  const places = new Map<string, Awaited<ReturnType<typeof place>>>();
  for (const row of await reader.decisions({ carriedOut: true, limit })) {
    const { account, all } = places.get(row.account) ?? (await place(row.account));
    places.set(row.account, { account, all });
    if (!account) continue;
    const own = all.filter(({ decisionId }) => decisionId === row.id);
    const last = own.at(-1);
    if (!last) continue;
    const next = all.find(({ at, decisionId }) => at > last.at && decisionId !== row.id);
    const dayOf = (at: string) => localDay(account.timeZone, at);
    const days = daysOf(dayOf(last.at), next ? dayOf(next.at) : null);
    found.push({
      row,
      account,
      approvals: own.map(({ approvalId }) => approvalId),
      days,
      settlesOnDay: days && days.last + 1 + row.windowDays,
      kept: row.outcome,
    });
  }
  return found;
}

/**
 * Writes down what came of every decision whose days have settled (`bandit.md` 1.7: nothing is judged by orders that are
 * still to come). Answers how many were settled. What is read is stored results alone, so that it can be done again.
 */
export async function followUp(parts: FollowUpParts): Promise<number> {
  let settled = 0;
  for (const one of await followed(parts.reader, 200)) {
    if (one.kept) continue;
    const kept = await settle(parts, one);
    if (!kept) continue;
    await parts.writer.keepOutcome(one.row.id, kept);
    settled += 1;
  }
  return settled;
}

/** What came of a change of budgets that nothing was foretold of: by the platform's figures alone. */
export interface RequestOutcome {
  readonly account: KnownMetaAccount;
  /** Null where the budgets were changed again before a whole day had passed. */
  readonly days: Days | null;
  readonly settlesOnDay: number | null;
  /** Null until they have settled. */
  readonly arms: readonly (Came & { readonly id: string })[] | null;
}

type RequestReader = FollowReader &
  Pick<DecideReader, 'armResults' | 'budgetAccount'> &
  Pick<TodayReader, 'readDays'> &
  Pick<ApprovalReader, 'approvalRow'>;

/** Null where the request is none, changed no budget, was not carried out, or follows from a decision. */
export async function requestOutcome(reader: RequestReader, id: string): Promise<RequestOutcome | null> {
  const row = await reader.approvalRow(id);
  const content = row?.approval.content;
  if (!row || row.decisionId !== null || content?.kind !== 'budget change') return null;
  const all = await reader.carriedOut(content.account);
  const own = all.find(({ approvalId }) => approvalId === id);
  const account = await reader.metaAccount(content.account);
  const stored = await reader.budgetAccount(content.account, '9999-12-31');
  if (!own || !account || !stored) return null;
  const next = all.find(({ at }) => at > own.at);
  const dayOf = (at: string) => localDay(account.timeZone, at);
  const days = daysOf(dayOf(own.at), next ? dayOf(next.at) : null);
  if (!days) return { account, days, settlesOnDay: null, arms: null };
  const { windowDays } = stored;
  const settlesOnDay = days.last + 1 + windowDays;
  if ((await readWhenSettled({ reader }, account, days, windowDays)) === null)
    return { account, days, settlesOnDay, arms: null };
  const ids = content.changes.map(({ target }) => target);
  const rows = await reader.armResults(account.id, ids, dayText(days.first), dayText(days.last), null);
  const { spend, orders } = asKnown(rows, account.timeZone, windowDays);
  const arms = ids.map((arm) => {
    const sold = orders.filter((order) => order.arm === arm);
    return {
      id: arm,
      spendMinor: sum(spend.flatMap((one) => (one.arm === arm ? one.spendMinor : []))),
      revenueMinor: sum(sold.map(({ valueMinor }) => valueMinor)),
      orders: new Set(sold.map(({ order }) => order)).size,
    };
  });
  return { account, days, settlesOnDay, arms };
}

async function settle(parts: FollowUpParts, { row, account, days }: Followed): Promise<Kept | null> {
  const settledAt = parts.clock.now();
  if (!days) return { kind: 'cut short', settledAt };
  const { reader } = parts;
  const { windowDays } = row;
  const read = await readWhenSettled(parts, account, days, windowDays);
  if (read === null) return null;
  const { source } = row.basis;
  const ids = row.proposal.arms.map(({ id }) => id);
  // What was foretold by one choice of sales is not judged by another.
  const stored = await reader.armResults(
    account.id,
    ids,
    dayText(days.first),
    dayText(days.last),
    row.madeAt,
  );
  const results = asKnown(stored, account.timeZone, windowDays);
  const ledger = source === 'ledger' ? await ledgerOf(parts, account) : null;
  const knownDay = ledger ? Math.min(read, ledger.knownUntilDay ?? read) : read;
  const orders = ledger ? ledger.orders : results.orders;
  const outcome = outcomeOf(row.proposal, results.spend, orders, days, knownDay, windowDays);
  if (outcome.kind === 'open') return null;
  return { kind: 'settled', settledAt, days, source, arms: outcome.arms, whole: outcome.whole };
}

/**
 * When the days were read last; null unless each of them was read after the last of its orders could come. What was read
 * before that says nothing yet, however late it is now and whatever else of the account was read since.
 */
async function readWhenSettled(
  { reader }: { readonly reader: Pick<TodayReader, 'readDays'> },
  { id, timeZone }: KnownMetaAccount,
  days: Days,
  windowDays: number,
): Promise<number | null> {
  const known = await reader.readDays(id, dayText(days.first));
  let last = Number.NEGATIVE_INFINITY;
  for (let day = days.first; day <= days.last; day += 1) {
    const at = known.get(dayText(day));
    const read = at === undefined ? null : localDay(timeZone, at);
    if (read === null || read < day + 1 + windowDays) return null;
    last = Math.max(last, read);
  }
  return last;
}
