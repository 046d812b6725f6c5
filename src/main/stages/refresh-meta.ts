import { AppError, type JobId, type Settings } from '../../contract/index.ts';
import { type DayRange, dayIn, daysToRead, settledUntil } from '../core/learn/meta/days.ts';
import { levels } from '../core/learn/meta/figures.ts';
import { chooseSales } from '../core/learn/meta/sales-choice.ts';
import type {
  Clock,
  ItemEnd,
  JobItem,
  KnownMetaAccount,
  LinkReader,
  LinkWriter,
  Listed,
  MetaAds,
  MetaReader,
  MetaWriter,
  RefreshPayload,
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
 * What a refresh does, account by account: what stands in it, its days newest first, reach, what counts as a sale, which
 * files its ads show.
 */
export async function listRefresh(
  { ads, reader, writer, clock }: RefreshPorts,
  jobId: JobId,
  { daysBack, accounts }: RefreshPayload,
  signal: AbortSignal,
  onBatch: () => void,
): Promise<void> {
  const found = await ads.accounts(accounts, signal);
  for (const account of found) {
    await writer.saveMetaAccount(account, clock.now());
    const known = await reader.metaDays(account.id);
    const ranges = daysToRead(dayIn(account.timeZone, clock.now()), daysBack, known);
    const steps = [
      'structure',
      ...ranges.map(({ since, until }) => `${since}..${until}`),
      'reach',
      'sales',
      // Of the whole library, when what stands in every account is known.
      ...(account === found.at(-1) ? ['links'] : []),
    ];
    await writer.addItems(
      jobId,
      steps.map((path) => step(account.id, path)),
      null,
    );
    onBatch();
  }
  await writer.setListed(jobId);
}

/** One step of a refresh to its end. Done again after a crash it writes the same again. */
export async function refreshItem(ports: RefreshPorts, item: JobItem, signal: AbortSignal): Promise<ItemEnd> {
  const account = await ports.reader.metaAccount(item.root.slice(rootOf('').length));
  if (!account) throw new AppError('NOT_FOUND', `The ad account of ${item.root}.`);
  if (item.path === 'structure') await bringStructure(ports, account, signal);
  else if (item.path === 'reach') await bringReach(ports, account, signal);
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
  const settled = settledUntil(dayIn(account.timeZone, clock.now()));
  const expected = (await reader.metaAdCount(account.id)) * daysIn(range);
  for (const level of levels) {
    const large = level === 'ad' && expected > largeRows;
    const reports = {
      get: () => reader.metaReport(account.id, level, range),
      set: (id: string | null) => writer.keepReport(account.id, level, range, id, clock.now()),
    };
    for await (const page of ads.figures(account, level, range, large, reports, signal))
      await writer.saveFigures(account.id, level, page, settled, clock.now());
  }
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

async function settleSales(
  { reader, writer, clock }: RefreshPorts,
  account: KnownMetaAccount,
): Promise<void> {
  if (account.choice) return;
  const { types, settings } = await reader.soldTypes(account.id);
  const choice = chooseSales(types, settings);
  if (choice) await writer.chooseSales(account.id, choice, clock.now());
}

const daysIn = ({ since, until }: DayRange): number =>
  (Date.parse(until) - Date.parse(since)) / 86_400_000 + 1;
