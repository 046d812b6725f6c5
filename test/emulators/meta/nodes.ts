import type { SimAccount, SimAd, SimAdSet, SimCampaign } from '../../support/meta/world.ts';
import { type GraphProblem, isProblem } from './faults.ts';

type Node = Record<string, unknown>;
export type Found =
  | { readonly kind: 'campaign'; readonly of: SimCampaign; node(): Node }
  | { readonly kind: 'ad set'; readonly of: SimAdSet; node(): Node }
  | { readonly kind: 'ad'; readonly of: SimAd & { status: string }; node(): Node };

const common = ['id', 'name', 'status', 'effective_status', 'account_id', 'issues_info'] as const;
const known = {
  campaigns: [...common, 'daily_budget', 'lifetime_budget', 'objective', 'stop_time'],
  adsets: [
    ...common,
    'daily_budget',
    'lifetime_budget',
    'campaign_id',
    'optimization_goal',
    'start_time',
    'end_time',
    'learning_stage_info',
  ],
  ads: [...common, 'campaign_id', 'adset_id', 'created_time', 'creative'],
} as const;

const creativeFields =
  /^(id|name|object_type|title|body|video_id|image_hash|image_url|thumbnail_url|call_to_action_type|effective_object_story_id|instagram_permalink_url|object_story_spec|degrees_of_freedom_spec|asset_feed_spec|url_tags)$/;

/**
 * Only the fields that were asked for, and the id, of the creative inside an ad as well; what is not known is refused, what
 * is empty is left out.
 */
export function pick(node: Node, fields: string | null, edge: keyof typeof known): Node | GraphProblem {
  const [, inner] = /creative\{([^}]*)\}/.exec(fields ?? '') ?? [];
  const ofCreative = inner?.split(',') ?? ['id'];
  const asked = (fields ?? '')
    .replace(/\{[^}]*\}/g, '')
    .split(',')
    .filter(Boolean);
  const unknown =
    asked.find((field) => !(known[edge] as readonly string[]).includes(field)) ??
    ofCreative.find((field) => !creativeFields.test(field));
  if (unknown) return { code: 100, message: `(#100) Tried accessing nonexisting field (${unknown})` };
  const kept = (of: Node, names: readonly string[]): Node =>
    Object.fromEntries(
      Object.entries(of).filter(([key, value]) => value !== undefined && ['id', ...names].includes(key)),
    );
  const picked = kept(node, asked);
  return picked.creative === undefined
    ? picked
    : { ...picked, creative: kept(picked.creative as Node, ofCreative) };
}

const hidden = ['DELETED', 'ARCHIVED'];
export const edgeOf = { campaign: 'campaigns', 'ad set': 'adsets', ad: 'ads' } as const;

type Sim = SimCampaign | SimAdSet | SimAd;
/** What is on, but stands below something that is off or is still looked at, does not run; nor what has a fault. */
function effectiveOf(account: SimAccount, of: Sim): string {
  if ('review' in of && of.review) return of.review;
  if (of.status !== 'ACTIVE') return of.status;
  if ('issue' in of && of.issue) return 'WITH_ISSUES';
  const off = (above: readonly (SimCampaign | SimAdSet)[], id: string | undefined) =>
    above.some((one) => one.id === id && one.status !== 'ACTIVE');
  if (off(account.campaigns, 'campaignId' in of ? of.campaignId : undefined)) return 'CAMPAIGN_PAUSED';
  return off(account.adSets, 'adSetId' in of ? of.adSetId : undefined) ? 'ADSET_PAUSED' : 'ACTIVE';
}
const named = (account: SimAccount, of: Sim): Node => ({
  id: of.id,
  name: of.name,
  status: of.status,
  effective_status: effectiveOf(account, of),
  account_id: account.id,
  issues_info:
    'issue' in of && of.issue
      ? [{ level: 'AD', error_code: 1_815_869, error_summary: of.issue, error_type: 'HARD_ERROR' }]
      : undefined,
});
const budgeted = (account: SimAccount, of: SimCampaign | SimAdSet): Node => ({
  ...named(account, of),
  daily_budget: of.dailyBudget === null ? undefined : String(of.dailyBudget),
  lifetime_budget: of.lifetimeBudget === undefined ? undefined : String(of.lifetimeBudget),
});
/** A campaign has no end of its own: Meta tells the last one among its ad sets, also where others of them go on without one. */
const stopTimeOf = ({ adSets }: SimAccount, { id }: SimCampaign): string | undefined =>
  adSets
    .flatMap(({ campaignId, endTime }) => (campaignId === id && endTime ? endTime : []))
    .sort((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);
const campaignOf = (account: SimAccount, of: SimCampaign): Found => ({
  kind: 'campaign',
  of,
  node: () => ({
    ...budgeted(account, of),
    objective: 'OUTCOME_SALES',
    stop_time: stopTimeOf(account, of),
  }),
});
const adSetOf = (account: SimAccount, of: SimAdSet): Found => ({
  kind: 'ad set',
  of,
  node: () => ({
    ...budgeted(account, of),
    campaign_id: of.campaignId,
    optimization_goal: 'OFFSITE_CONVERSIONS',
    start_time: of.startTime,
    end_time: of.endTime,
    learning_stage_info:
      of.editedMs === undefined
        ? { status: 'SUCCESS', last_sig_edit_ts: 1_790_000_000 }
        : { status: 'LEARNING', last_sig_edit_ts: Math.floor(of.editedMs / 1000) },
  }),
});
const adOf = (account: SimAccount, of: SimAd): Found => ({
  kind: 'ad',
  of: of as SimAd & { status: string },
  node: () => ({
    ...named(account, of),
    campaign_id: of.campaignId,
    adset_id: of.adSetId,
    created_time: '2026-06-01T10:00:00+0000',
    creative: creativeOf(of),
  }),
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
    /** What is deleted or archived is hidden unless its status is asked for. */
    edge(account: SimAccount, edge: string, query: URLSearchParams): Node[] | GraphProblem {
      if (!Object.hasOwn(lists, edge))
        return { code: 100, message: `(#100) Tried accessing nonexisting field (${edge})` };
      const kind = edge as keyof typeof lists;
      const statuses = JSON.parse(query.get('effective_status') ?? 'null') as string[] | null;
      const rows: Node[] = [];
      for (const one of lists[kind](account)) {
        const status = effectiveOf(account, one.of);
        if (!(statuses ? statuses.includes(status) : !hidden.includes(status))) continue;
        const row = pick(one.node(), query.get('fields'), kind);
        if (isProblem(row)) return row;
        rows.push(row);
      }
      return rows;
    },
  };
}

/** The shapes in which a creative holds its pieces (`meta.md` 4): one video, one image, a carousel, an asset feed, a Page's post. */
function creativeOf(ad: SimAd): Node {
  const pieces = ad.pieces ?? [{ kind: ad.kind, key: ad.mediaKey }];
  const [only] = pieces;
  const told = { message: 'Try it', name: `Title of ${ad.name}`, link: 'https://shop.example/' };
  const creative = { id: ad.creativeId, url_tags: 'utm_source=facebook&utm_content={{ad.id}}' };
  if (ad.story)
    return {
      ...creative,
      object_story_spec: ad.story,
      ...(ad.features && { degrees_of_freedom_spec: { creative_features_spec: ad.features } }),
    };
  const page_id = '77';
  if (!only) return { ...creative, effective_object_story_id: `${page_id}_${ad.id}` };
  if (pieces.length > 1 && pieces.every(({ kind }) => kind === 'image'))
    return {
      ...creative,
      object_story_spec: {
        page_id,
        link_data: { ...told, child_attachments: pieces.map(({ key }) => ({ image_hash: key })) },
      },
    };
  if (pieces.length > 1)
    return {
      ...creative,
      object_story_spec: { page_id },
      asset_feed_spec: {
        videos: pieces.flatMap(({ kind, key }) => (kind === 'video' ? [{ video_id: key }] : [])),
        images: pieces.flatMap(({ kind, key }) => (kind === 'image' ? [{ hash: key }] : [])),
        bodies: [{ text: told.message }],
        titles: [{ text: told.name }],
        link_urls: [{ website_url: told.link }],
        call_to_action_types: ['SHOP_NOW'],
      },
    };
  return only.kind === 'video'
    ? {
        ...creative,
        object_story_spec: {
          page_id,
          video_data: {
            video_id: only.key,
            title: told.name,
            message: told.message,
            image_hash: 'cover',
            call_to_action: { type: 'SHOP_NOW', value: { link: told.link } },
          },
        },
      }
    : { ...creative, object_story_spec: { page_id, link_data: { ...told, image_hash: only.key } } };
}
