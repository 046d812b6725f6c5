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

export function nodesOf(accounts: readonly SimAccount[]) {
  const found = new Map<string, { account: SimAccount; node: Found }>();
  const lists = new Map<string, Record<'campaigns' | 'adsets' | 'ads', Found[]>>();
  for (const account of accounts) {
    const budget = (units: number | null) => (units === null ? undefined : String(units));
    const campaigns = account.campaigns.map(
      (of): Found => ({
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
      }),
    );
    const adsets = account.adSets.map(
      (of): Found => ({
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
      }),
    );
    const ads = account.ads.map(
      (of): Found => ({ kind: 'ad', of: of as SimAd & { status: string }, node: () => adNode(of, account) }),
    );
    lists.set(account.id, { campaigns, adsets, ads });
    for (const node of [...campaigns, ...adsets, ...ads]) found.set(node.of.id, { account, node });
  }
  return {
    find: (id: string): Found | undefined => found.get(id)?.node,
    accountOf: (id: string): string | undefined => found.get(id)?.account.id,
    /** Deleted objects are hidden unless their status is asked for. */
    edge(
      account: SimAccount,
      edge: string,
      query: URLSearchParams,
    ): Node[] | { code: number; message: string } {
      const list = lists.get(account.id)?.[edge as 'ads'];
      if (!list) return { code: 100, message: `(#100) Tried accessing nonexisting field (${edge})` };
      const statuses = JSON.parse(query.get('effective_status') ?? '["ACTIVE","PAUSED"]') as string[];
      const rows = list
        .filter(({ of }) => statuses.includes(of.status))
        .map((one) => pick(one.node(), query.get('fields'), edge as 'ads'));
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
