import type { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import { eachInFull } from '../../core/learn/meta/not-ended.ts';
import type { AccountCheck, ApiKey, MetaAccount, MetaAds, MetaStructure } from '../../ports.ts';
import type { FileCache } from '../net/file-cache.ts';
import { createAdAccount } from './ad-account.ts';
import { createMetaClient, type MetaClient, type MetaOptions } from './client.ts';
import { createConversions } from './conversions.ts';
import { toCreative } from './creative.ts';
import { createDrafts } from './drafts.ts';
import { createMetaFiles } from './files.ts';
import { createInsights } from './insights.ts';
import { toAccount, toAd, toAdSet, toCampaign } from './map.ts';
import { atOnce, createMetaNow } from './now.ts';
import { parsed } from './transport.ts';
import { createUploadVideo } from './upload-video.ts';
import {
  AccountNode,
  AdNode,
  AdSetNode,
  accountFields,
  adFields,
  adSetFields,
  Batched,
  CampaignNode,
  campaignFields,
  everyStatus,
  Me,
  TokenNode,
} from './wire.ts';

/** Of an account: in use. The others are closed, unsettled or under review, and their results stand still. */
const inUse = 1;
/** Somebody waits for the test, of which this is the least. */
const endOfAccessMs = 5000;
/** Their creatives come with ads, and those are large. */
const adsAtOnce = 200;
const adsOf = (page: z.output<typeof AdNode>[]): MetaStructure => ({
  ads: page.map(toAd),
  creatives: page.flatMap(({ creative }) => (creative ? [toCreative(creative)] : [])),
});

const visibleAccounts = (client: Pick<MetaClient, 'pages'>, signal: AbortSignal) =>
  client.pages(
    ['me', 'adaccounts'],
    { fields: accountFields },
    AccountNode,
    { account: null, what: 'Ad accounts' },
    signal,
    100,
  );

const accountsBy =
  (client: Pick<MetaClient, 'read' | 'pages'>): MetaAds['accounts'] =>
  async (named, signal) => {
    const found: MetaAccount[] = [];
    for (const id of named) {
      const subject = { account: id, what: `Ad account ${id}` };
      found.push(
        toAccount(await client.read([`act_${id}`], { fields: accountFields }, AccountNode, subject, signal)),
      );
    }
    if (named.length > 0) return found;
    for await (const page of visibleAccounts(client, signal))
      found.push(...page.filter(({ account_status }) => (account_status ?? inUse) === inUse).map(toAccount));
    if (found.length === 0) throw new AppError('NOT_FOUND', 'The access token sees no ad account in use.');
    return found;
  };

export function createMeta(options: MetaOptions) {
  const client = createMetaClient(options);
  const insights = createInsights(client, options.pause);
  const accounts = accountsBy(client);

  const listIn =
    (account: MetaAccount, signal: AbortSignal) =>
    <S extends z.ZodType>(
      edge: keyof typeof everyStatus,
      fields: string,
      row: S,
      what: string,
      statuses: readonly string[] = everyStatus[edge],
    ) =>
      client.pages(
        [`act_${account.id}`, edge],
        { fields, effective_status: statuses },
        row,
        { account: account.id, what: `${what} of ${account.name}` },
        signal,
        adsAtOnce,
      );

  function structure(account: MetaAccount, signal: AbortSignal): AsyncGenerator<MetaStructure> {
    const { currency } = account;
    const list = listIn(account, signal);
    async function* campaigns() {
      for await (const page of list('campaigns', campaignFields, CampaignNode, 'Campaigns'))
        yield { campaigns: page.map((node) => toCampaign(node, currency)) };
    }
    async function* adSets() {
      for await (const page of list('adsets', adSetFields, AdSetNode, 'Ad sets'))
        yield { adSets: page.map((node) => toAdSet(node, currency)) };
    }
    async function* allAds() {
      for await (const page of list('ads', adFields, AdNode, 'Ads')) yield adsOf(page);
    }
    return eachInFull<MetaStructure>([campaigns, adSets, allAds]);
  }

  async function* live(account: MetaAccount, signal: AbortSignal): AsyncGenerator<MetaStructure> {
    for await (const page of listIn(account, signal)('ads', adFields, AdNode, 'Ads', ['ACTIVE']))
      yield adsOf(page);
  }

  const ads = { accounts, structure, live, ...insights } satisfies MetaAds;
  const quick = atOnce(client);
  return {
    ads,
    now: createMetaNow(quick, accountsBy(quick)),
    conversions: createConversions(client),
    files: (cache: FileCache) => createMetaFiles(client, options, cache),
    drafts: createDrafts(
      client,
      createUploadVideo(client, options.address),
      options.pause,
      options.address.base,
    ),
    adAccount: (named: readonly string[]) => createAdAccount({ client, ads, named, clock: options.clock }),
  };
}

/** How a token is tried: who it belongs to, and which ad accounts it sees. Somebody waits for it, so limits are told at once. */
export const metaAccount = (
  options: Pick<MetaOptions, 'address' | 'retry' | 'clock' | 'tally'>,
): AccountCheck<ApiKey> => ({
  async check(credential, signal) {
    const client = createMetaClient({
      ...options,
      async pause() {
        throw new AppError('RATE_LIMITED', 'Meta was asked too often; try again in some minutes.');
      },
      credentials: { of: async () => credential as never },
      pauses: { until: async () => null, set: async () => undefined },
    });
    const me = await client.read(['me'], { fields: 'id,name' }, Me, { account: null, what: 'Meta' }, signal);
    const names: string[] = [];
    for await (const page of visibleAccounts(client, signal))
      names.push(...page.map(({ name, account_id, currency }) => `${name || account_id} (${currency})`));
    const shown = names.slice(0, 3).join(', ');
    const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
    return {
      label: me.name || `Meta user ${me.id}`,
      limits: names.length === 0 ? 'no ad account' : `${shown}${more}`,
      expiresAt: await endOfAccess(client, credential, signal),
    };
  },
});

/**
 * When the token stops working, or what it may read of its person's data: whichever comes first. Null where neither ends,
 * and where Meta does not say, which is no reason to refuse a token that works.
 */
async function endOfAccess(
  client: Pick<MetaClient, 'order'>,
  { key }: ApiKey,
  signal: AbortSignal,
): Promise<string | null> {
  // In the body of a batch, since addresses end up in logs.
  const relative_url = `debug_token?input_token=${encodeURIComponent(key)}`;
  const batch = JSON.stringify([{ method: 'GET', relative_url }]);
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(endOfAccessMs)]);
  const about = { account: null, what: 'Meta' };
  const answers = await client.order([], { batch }, Batched, about, inTime).catch(() => []);
  const found = TokenNode.safeParse(parsed(answers[0]?.body ?? ''));
  if (!found.success) return null;
  const { expires_at, data_access_expires_at } = found.data.data;
  const ends = [expires_at, data_access_expires_at].filter((seconds) => seconds > 0);
  return ends.length === 0 ? null : new Date(Math.min(...ends) * 1000).toISOString();
}
