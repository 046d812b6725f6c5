import type { SimAccount, SimAd, SimAdSet, SimCampaign } from '../../support/meta/world.ts';

type Node = Record<string, unknown>;
export type Found =
  | { readonly kind: 'campaign'; readonly of: SimCampaign; node(): Node }
  | { readonly kind: 'ad set'; readonly of: SimAdSet; node(): Node }
  | { readonly kind: 'ad'; readonly of: SimAd & { status: string }; node(): Node };

const known = {
  campaigns: [
    'id',
    'name',
    'status',
    'effective_status',
    'daily_budget',
    'lifetime_budget',
    'objective',
    'account_id',
  ],
  adsets: [
    'id',
    'name',
    'status',
    'effective_status',
    'daily_budget',
    'lifetime_budget',
    'campaign_id',
    'optimization_goal',
    'learning_stage_info',
    'account_id',
  ],
  ads: [
    'id',
    'name',
    'status',
    'effective_status',
    'campaign_id',
    'adset_id',
    'created_time',
    'creative',
    'account_id',
  ],
} as const;

/** Only the fields that were asked for, and the id; what is not known is refused, what is empty is left out. */
export function pick(node: Node, fields: string | null, edge: keyof typeof known): Node {
  const asked = (fields ?? '')
    .replace(/\{[^}]*\}/g, '')
    .split(',')
    .filter(Boolean);
  const unknown = asked.find((field) => !(known[edge] as readonly string[]).includes(field));
  if (unknown) return { code: 100, message: `(#100) Tried accessing nonexisting field (${unknown})` };
  return Object.fromEntries(
    Object.entries(node).filter(
      ([key, value]) => value !== undefined && (key === 'id' || asked.includes(key)),
    ),
  );
}

export const edgeOf = { campaign: 'campaigns', 'ad set': 'adsets', ad: 'ads' } as const;

const budget = (units: number | null) => (units === null ? undefined : String(units));

const campaignOf = (account: SimAccount, of: SimCampaign): Found => ({
  kind: 'campaign',
  of,
  node: () => ({
    id: of.id,
    name: of.name,
    status: of.status,
    effective_status: of.status,
    daily_budget: budget(of.dailyBudget),
    objective: 'OUTCOME_SALES',
    account_id: account.id,
  }),
});
const adSetOf = (account: SimAccount, of: SimAdSet): Found => ({
  kind: 'ad set',
  of,
  node: () => ({
    id: of.id,
    name: of.name,
    status: of.status,
    effective_status: of.status,
    daily_budget: budget(of.dailyBudget),
    campaign_id: of.campaignId,
    optimization_goal: 'OFFSITE_CONVERSIONS',
    learning_stage_info: { status: 'SUCCESS', last_sig_edit_ts: 1_790_000_000 },
    account_id: account.id,
  }),
});
const adOf = (account: SimAccount, of: SimAd): Found => ({
  kind: 'ad',
  of: of as SimAd & { status: string },
  node: () => adNode(of, account),
});

/** What stands in the accounts at the moment of the question. */
export function nodesOf(accounts: readonly SimAccount[]) {
  const lists = {
    campaigns: (account: SimAccount) => account.campaigns.map((of) => campaignOf(account, of)),
    adsets: (account: SimAccount) => account.adSets.map((of) => adSetOf(account, of)),
    ads: (account: SimAccount) => account.ads.map((of) => adOf(account, of)),
  };
  const has = (id: string) => (of: { readonly id: string }) => of.id === id;
  const inAccount = (account: SimAccount, id: string): Found | undefined => {
    const adSet = account.adSets.find(has(id));
    if (adSet) return adSetOf(account, adSet);
    const campaign = account.campaigns.find(has(id));
    if (campaign) return campaignOf(account, campaign);
    const ad = account.ads.find(has(id));
    return ad && adOf(account, ad);
  };
  return {
    find(id: string): Found | undefined {
      for (const account of accounts) {
        const found = inAccount(account, id);
        if (found) return found;
      }
      return undefined;
    },
    accountOf: (id: string): string | undefined => accounts.find((account) => inAccount(account, id))?.id,
    /** Deleted objects are hidden unless their status is asked for. */
    edge(
      account: SimAccount,
      edge: string,
      query: URLSearchParams,
    ): Node[] | { code: number; message: string } {
      if (!Object.hasOwn(lists, edge))
        return { code: 100, message: `(#100) Tried accessing nonexisting field (${edge})` };
      const kind = edge as keyof typeof lists;
      const statuses = JSON.parse(query.get('effective_status') ?? '["ACTIVE","PAUSED"]') as string[];
      const rows = lists[kind](account)
        .filter(({ of }) => statuses.includes(of.status))
        .map((one) => pick(one.node(), query.get('fields'), kind));
      const problem = rows.find((row) => 'code' in row);
      return problem ? (problem as { code: number; message: string }) : rows;
    },
  };
}

const adNode = (ad: SimAd, account: SimAccount): Node => ({
  id: ad.id,
  name: ad.name,
  status: ad.status,
  effective_status: ad.status,
  campaign_id: ad.campaignId,
  adset_id: ad.adSetId,
  created_time: '2026-06-01T10:00:00+0000',
  account_id: account.id,
  creative: {
    id: ad.creativeId,
    url_tags: 'utm_source=facebook&utm_content={{ad.id}}',
    object_story_spec:
      ad.kind === 'video'
        ? {
            page_id: '77',
            video_data: {
              video_id: ad.mediaKey,
              title: `Title of ${ad.name}`,
              message: 'Try it',
              image_hash: 'cover',
              call_to_action: { type: 'SHOP_NOW', value: { link: 'https://shop.example/' } },
            },
          }
        : {
            page_id: '77',
            link_data: {
              message: 'Try it',
              name: `Title of ${ad.name}`,
              link: 'https://shop.example/',
              image_hash: ad.mediaKey,
            },
          },
  },
});
