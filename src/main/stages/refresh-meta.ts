import { AppError, type JobId, type Settings } from '../../contract/index.ts';
import { type DayRange, dayIn, daysToRead, settledUntil } from '../core/learn/meta/days.ts';
import { type Level, levels } from '../core/learn/meta/figures.ts';
import { begun, eachInFull } from '../core/learn/meta/not-ended.ts';
import { firstChoice } from '../core/learn/meta/sales-choice.ts';
import { stopsJob } from '../core/stops-job.ts';
import type {
  Added,
  Clock,
  ItemEnd,
  JobItem,
  KnownMetaAccount,
  LinkReader,
  LinkWriter,
  Listed,
  MetaAccount,
  MetaAds,
  MetaReader,
  MetaWriter,
  RefreshPayload,
  Reports,
  Writer,
} from '../ports.ts';
import { relink } from './link-meta.ts';

export interface RefreshPorts {
  readonly ads: MetaAds;
  readonly reader: MetaReader & LinkReader & { settings(): Promise<Pick<Settings, 'meta_ad_names'>> };
  readonly writer: Pick<Writer, 'addItems' | 'setListed'> & MetaWriter & LinkWriter;
  readonly clock: Clock;
}

/** More rows than this are had as a report: the answer at once would take Meta too long (`meta.md` 3). */
const largeRows = 5000;

const rootOf = (accountId: string): string => `meta:act_${accountId}`;
const step = (accountId: string, path: string): Listed => ({
  kind: 'file',
  root: rootOf(accountId),
  path,
  absolute: `${rootOf(accountId)}/${path}`,
  stamp: { size: 0, mtimeNs: '0' },
});

/**
 * What a refresh does, account by account: what stands in it, its days newest first, reach, what Meta thinks of its ads,
 * what counts as a sale, which files its ads show.
 */
export async function listRefresh(
  { ads, reader, writer, clock }: RefreshPorts,
  jobId: JobId,
  { daysBack, accounts }: RefreshPayload,
  signal: AbortSignal,
  onBatch: (added: Added) => void,
): Promise<void> {
  const { found, missing } = await accountsOf(ads, accounts, signal);
  const closed = missing.map((id) => step(id, 'account'));
  if (closed.length > 0) onBatch(await writer.addItems(jobId, closed, null));
  for (const account of found) {
    await writer.saveMetaAccount(account, clock.now());
    const known = await reader.metaDays(account.id);
    const ranges = daysToRead(dayIn(account.timeZone, clock.now()), daysBack, known);
    const steps = [
      'structure',
      ...ranges.map(({ since, until }) => `${since}..${until}`),
      'reach',
      'opinions',
      'sales',
      // Of the whole library, when what stands in every account is known.
      ...(account === found.at(-1) ? ['links'] : []),
    ];
    const items = steps.map((path) => step(account.id, path));
    onBatch(await writer.addItems(jobId, items, null));
  }
  await writer.setListed(jobId);
}

/** One that is named and cannot be read keeps no other from being read; where there is no other, the job fails of it. */
async function accountsOf(
  ads: MetaAds,
  named: readonly string[],
  signal: AbortSignal,
): Promise<{ found: MetaAccount[]; missing: string[] }> {
  if (named.length < 2) return { found: await ads.accounts(named, signal), missing: [] };
  const found: MetaAccount[] = [];
  const missing: string[] = [];
  let why: unknown;
  for (const id of named)
    try {
      found.push(...(await ads.accounts([id], signal)));
    } catch (error) {
      if (signal.aborted || !(error instanceof AppError) || stopsJob.includes(error.code)) throw error;
      missing.push(id);
      why = error;
    }
  if (found.length === 0) throw why;
  return { found, missing };
}

/** One step of a refresh to its end, with which the signal fires. Done again after a crash it writes the same again. */
export async function refreshItem(ports: RefreshPorts, item: JobItem, signal: AbortSignal): Promise<ItemEnd> {
  const id = item.root.slice(rootOf('').length);
  if (item.path === 'account') {
    // It could not be read when the job was listed; this tells why it still cannot.
    for (const one of await ports.ads.accounts([id], signal))
      await ports.writer.saveMetaAccount(one, ports.clock.now());
    // What else there is to read of it was never listed.
    throw new AppError('CONFLICT', `${id} can be read again by now: refresh once more.`);
  }
  const account = await ports.reader.metaAccount(id);
  if (!account) throw new AppError('NOT_FOUND', `The ad account of ${item.root}.`);
  if (item.path === 'structure') await bringStructure(ports, account, signal);
  else if (item.path === 'reach') await bringReach(ports, account, signal);
  else if (item.path === 'opinions') await bringOpinions(ports, account, signal);
  else if (item.path === 'sales') await settleSales(ports, account);
  else if (item.path === 'links') await relink(ports, (await ports.reader.settings()).meta_ad_names);
  else {
    const [since = '', until = ''] = item.path.split('..');
    await bringDays(ports, account, { since, until }, signal);
  }
  return { kind: 'refreshed' };
}

async function bringStructure(
  { ads, writer, clock }: RefreshPorts,
  account: KnownMetaAccount,
  signal: AbortSignal,
) {
  for await (const page of ads.structure(account, signal))
    await writer.saveStructure(account.id, page, clock.now());
}

/** A day counts as read when all its levels are here; what is read again in between is only the same again. */
async function bringDays(
  { ads, reader, writer, clock }: RefreshPorts,
  account: KnownMetaAccount,
  range: DayRange,
  signal: AbortSignal,
): Promise<void> {
  const today = dayIn(account.timeZone, clock.now());
  const settled = settledUntil(today);
  const expected = (await reader.metaAdCount(account.id)) * daysIn(range);
  async function* pagesOf(level: Level) {
    const large = level === 'ad' && expected > largeRows;
    const reports: Reports = {
      // One of another day tells figures that may have been corrected since.
      async get(days) {
        const ordered = await reader.metaReport(account.id, level, days);
        return ordered && dayIn(account.timeZone, ordered.at) === today ? ordered.id : null;
      },
      set: (days, id) => writer.keepReport(account.id, level, days, id, clock.now()),
    };
    // One moment for the whole reading: by it is told what it did not bring any more.
    const began = clock.now();
    for await (const page of ads.figures(account, level, range, large, reports, signal))
      yield { level, page, began };
    // Of a level that was not told to its end nothing is taken back; the days are read again next time.
    await writer.endFigures(account.id, level, range, began);
  }
  // Meta takes its time, most for a report of the ads: it is asked for beside the rest. All at once would keep a change that
  // a person said yes to waiting for longer than its last look holds.
  const ofAds = begun(pagesOf('ad'));
  const lists = levels.map((level) => () => (level === 'ad' ? ofAds : pagesOf(level)));
  for await (const { level, page, began } of eachInFull(lists))
    await writer.saveFigures(account.id, level, page, settled, began);
  await writer.endMetaDays(account.id, range, settled, clock.now());
}

async function bringReach(
  { ads, writer, clock }: RefreshPorts,
  account: KnownMetaAccount,
  signal: AbortSignal,
) {
  const today = dayIn(account.timeZone, clock.now());
  for await (const page of ads.reach(account, signal))
    await writer.saveReach(account.id, today, page, clock.now());
}

/** What Meta refuses costs the account some of its limit (`meta.md` 2.3), so it is not asked for every day. */
const askAgainMs = 30 * 86_400_000;

async function bringOpinions(
  { ads, writer, clock }: RefreshPorts,
  account: KnownMetaAccount,
  signal: AbortSignal,
) {
  const refusedMs = Date.parse(account.ownFieldsRefusedAt ?? '');
  const own = !(Date.parse(clock.now()) - refusedMs < askAgainMs);
  for await (const page of ads.opinions(account, own, signal)) {
    await writer.saveOpinions(account.id, page, clock.now());
    if (own && page.some(({ ownFields }) => !ownFields))
      await writer.refuseOwnFields(account.id, clock.now());
  }
}

async function settleSales(
  { reader, writer, clock }: RefreshPorts,
  account: KnownMetaAccount,
): Promise<void> {
  const first = account.choice ? null : firstChoice(await reader.soldTypes(account.id));
  await writer.settleSales(account.id, first, clock.now());
}

const daysIn = ({ since, until }: DayRange): number =>
  (Date.parse(until) - Date.parse(since)) / 86_400_000 + 1;
