import type { AccountResults, AdResults, CampaignResults, Results } from '../../../../contract/index.ts';
import { decimalsOf } from '../../money.ts';
import { matureAfterDays, wholeRevenue } from '../results.ts';
import { addDays, dayIn } from './days.ts';

/** Sums over the days of one object, as the store adds them up; null where no day reported it. */
export interface Sums {
  readonly objectId: string;
  readonly name: string | null;
  readonly status: string | null;
  readonly campaignId: string | null;
  readonly adSetId: string | null;
  readonly spendMinor: number;
  readonly impressions: number;
  readonly clicks: number | null;
  readonly linkClicks: number | null;
  readonly plays: number | null;
  readonly views3s: number | null;
  readonly thruplays: number | null;
  /** Of the days with plays: an image has none, and is no bad hook. */
  readonly videoImpressions: number;
  readonly orders: number | null;
  readonly revenueMinor: number | null;
  /** Those of the orders that are of days on which Meta told of orders and not what they were worth. */
  readonly unknownOrders: number;
  readonly provisionalMinor: number | null;
}

export interface AccountSums {
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly currency: string;
    readonly timeZone: string;
    readonly choice: { readonly actionType: string; readonly window: string } | null;
    readonly pausedUntil: string | null;
    /** When results were read last; null before any day was. */
    readonly readAt: string | null;
  };
  readonly since: string | null;
  readonly until: string | null;
  readonly total: Sums | null;
  readonly campaigns: readonly Sums[];
  readonly ads: readonly Sums[];
  readonly links: ReadonlyMap<string, readonly string[]>;
}

const by = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole <= 0 ? null : part / whole;

export const resultsOf = (sums: Omit<Sums, 'name' | 'status'>): Results => ({
  spend_minor: sums.spendMinor,
  impressions: sums.impressions,
  clicks: sums.clicks,
  link_clicks: sums.linkClicks,
  plays: sums.plays,
  views_3s: sums.views3s,
  thruplays: sums.thruplays,
  orders: sums.orders,
  orders_of_unknown_worth: sums.unknownOrders,
  revenue_minor: sums.revenueMinor,
  provisional_minor: sums.provisionalMinor,
  ctr: by(sums.clicks, sums.impressions),
  hook_rate: by(sums.views3s, sums.videoImpressions),
  hold_rate: by(sums.thruplays, sums.views3s),
  roas: by(wholeRevenue(sums.revenueMinor, sums.orders, sums.unknownOrders), sums.spendMinor),
});

/** Of the ads with a film alone: Meta's rows above them count the images' impressions too. */
const hookRateOf = (ads: readonly Sums[]): number | null => {
  const films = ads.filter(({ views3s, videoImpressions }) => views3s !== null && videoImpressions > 0);
  const sum = (of: (ad: Sums) => number): number => films.reduce((total, ad) => total + of(ad), 0);
  return films.length === 0 ? null : sum(({ views3s }) => views3s ?? 0) / sum((ad) => ad.videoImpressions);
};

const named = (sums: Sums) => ({
  id: sums.objectId,
  name: sums.name ?? sums.objectId,
  status: sums.status,
  results: resultsOf(sums),
});

/** One account as it is told: by campaign and by ad, with whether the two agree. Nothing is added up over accounts. */
export function accountResults({
  account,
  since,
  until,
  total,
  campaigns,
  ads,
  links,
}: AccountSums): AccountResults {
  return {
    id: account.id,
    name: account.name,
    currency: account.currency,
    decimals: decimalsOf(account.currency),
    time_zone: account.timeZone,
    action_type: account.choice?.actionType ?? null,
    window: account.choice?.window ?? null,
    read_at: account.readAt,
    paused_until: account.pausedUntil,
    since,
    until,
    immature_since: immatureSince(account, since, until),
    total: total && { ...resultsOf(total), hook_rate: hookRateOf(ads) },
    campaigns: campaigns.map((campaign) =>
      campaignResults(
        campaign,
        ads.filter(({ campaignId }) => campaignId === campaign.objectId),
      ),
    ),
    ads: ads.map(
      (ad): AdResults => ({
        ...named(ad),
        campaign_id: ad.campaignId ?? '',
        ad_set_id: ad.adSetId ?? '',
        ads: [...(links.get(ad.objectId) ?? [])],
      }),
    ),
  };
}

/** The first of these days that was read before it was a week old. */
function immatureSince(
  { readAt, timeZone, choice }: AccountSums['account'],
  since: string | null,
  until: string | null,
): string | null {
  if (readAt === null || choice === null || since === null || until === null) return null;
  const first = addDays(dayIn(timeZone, readAt), 1 - matureAfterDays);
  if (until < first) return null;
  return since > first ? since : first;
}

/** Meta's own row counts deleted ads as well, so a difference is told and not mended. */
function campaignResults(campaign: Sums, ads: readonly Sums[]): CampaignResults {
  const spend = ads.reduce((sum, ad) => sum + ad.spendMinor, 0);
  const revenues = ads.flatMap(({ revenueMinor }) => revenueMinor ?? []);
  const revenue = revenues.length === 0 ? null : revenues.reduce((sum, minor) => sum + minor, 0);
  const close = (a: number | null, b: number | null): boolean =>
    Math.abs((a ?? 0) - (b ?? 0)) <= 0.01 * Math.max(Math.abs(a ?? 0), Math.abs(b ?? 0));
  const own = named(campaign);
  return {
    ...own,
    results: { ...own.results, hook_rate: hookRateOf(ads) },
    ads_spend_minor: spend,
    ads_revenue_minor: revenue,
    reconciles: close(spend, campaign.spendMinor) && close(revenue, campaign.revenueMinor),
  };
}
