import { addDays } from '../../../src/main/core/learn/meta/days.ts';
import {
  counts,
  isTold,
  isWithdrawn,
  type SimAccount,
  type SimAd,
  type SimDay,
  type SimSale,
  spendAt,
} from '../../support/meta/world.ts';

export interface Filter {
  readonly field: string;
  readonly operator: string;
  readonly value: unknown;
}
export interface InsightsAsked {
  readonly level: string;
  readonly since: string;
  readonly until: string;
  /** Days in a row: a number, a month or all of them. */
  readonly step: string;
  readonly windows: readonly string[];
  readonly fields: readonly string[];
  /** Breakdowns: everybody is in one and the same part. */
  readonly by: readonly string[];
  readonly filters: readonly Filter[];
  readonly sort: { readonly field: string; readonly up: boolean } | null;
  readonly withReach: boolean;
}

const parts: Readonly<Record<string, string>> = {
  age: '25-34',
  gender: 'female',
  country: 'DE',
  region: 'Berlin',
  publisher_platform: 'facebook',
  platform_position: 'feed',
  hourly_stats_aggregated_by_advertiser_time_zone: '12:00:00 - 12:59:59',
};
/** By these, nothing is told of what people did in the shop. */
const withoutShop = /^(region|hourly)/;

export const earlier = (a: string, b: string): string => (a < b ? a : b);

/** The first and the last day of the row that a day belongs to. */
function stretchOf(day: string, { step, since, until }: InsightsAsked): [string, string] {
  if (step === 'all_days') return [since, until];
  if (step === 'monthly') {
    const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
    const first = `${day.slice(0, 7)}-01`;
    return [
      first > since ? first : since,
      earlier(until, new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)),
    ];
  }
  const days = Number(step);
  const at = Math.floor((Date.parse(day) - Date.parse(since)) / 86_400_000 / days) * days;
  return [addDays(since, at), earlier(until, addDays(since, at + days - 1))];
}

const within = ({ operator, value }: Filter, held: unknown): boolean => {
  if (operator === 'GREATER_THAN') return Number(held) > Number(value);
  if (operator === 'LESS_THAN') return Number(held) < Number(value);
  return (operator === 'IN') === [value].flat().map(String).includes(String(held));
};

type Row = Record<string, unknown>;

/** Names under which one sale stands, by the widest type that the account has (`meta.md` 6). */
const aliases = {
  omni: [
    'omni_purchase',
    'purchase',
    'offsite_conversion.fb_pixel_purchase',
    'onsite_web_purchase',
    'onsite_web_app_purchase',
    'web_in_store_purchase',
  ],
  purchase: ['purchase', 'offsite_conversion.fb_pixel_purchase', 'onsite_web_purchase'],
  pixel: ['offsite_conversion.fb_pixel_purchase', 'onsite_web_purchase'],
} as const;
/** A custom conversion with the word in its name; no sale of its own. */
const custom = 'offsite_conversion.custom.99.purchase_like';

/** The calendar of an account by day, made once: rows of 90 days of 1,000 ads are many. */
function indexed(account: SimAccount) {
  const days = new Map<string, { ad: SimAd; day: SimDay; sales: SimSale[] }[]>();
  const byKey = new Map<string, SimSale[]>();
  for (const ad of account.ads)
    for (const day of ad.days) {
      const sales: SimSale[] = [];
      byKey.set(`${ad.id} ${day.day}`, sales);
      const list = days.get(day.day) ?? [];
      list.push({ ad, day, sales });
      days.set(day.day, list);
    }
  for (const sale of account.sales) byKey.get(`${sale.adId} ${sale.day}`)?.push(sale);
  return days;
}

const leastToRank = 500;
const ranks = ['ABOVE_AVERAGE', 'AVERAGE', 'BELOW_AVERAGE_35', 'BELOW_AVERAGE_20', 'BELOW_AVERAGE_10'];
/** Meta says nothing of an ad that hardly anybody has seen; of the others something that differs from ad to ad. */
const opinion = (id: string, impressions: number) => {
  const at = Number(id.slice(-2));
  const rank = (n: number) => (impressions < leastToRank ? 'UNKNOWN' : ranks[(at + n) % ranks.length]);
  return {
    quality_ranking: rank(0),
    engagement_rate_ranking: rank(1),
    conversion_rate_ranking: rank(2),
    creative_diversity_score: '0.4',
    creative_diversity_label: 'LOW',
    creative_fatigue_summary: [{ fatigue_level: 'HIGH', share_of_spend: '0.3' }],
  };
};

export function insightsOf(account: SimAccount) {
  let known = { size: -1, days: indexed(account) };
  /** Made anew where the account has lived on. */
  const calendar = () => {
    const size = account.sales.length + account.ads.reduce((sum, ad) => sum + ad.days.length, 0);
    if (size !== known.size) known = { size, days: indexed(account) };
    return known.days;
  };
  const settingOf = (ad: SimAd) => account.adSets.find(({ id }) => id === ad.adSetId)?.setting ?? '7d_click';
  const money = (minor: number): string =>
    account.decimals === 0 ? String(minor) : (minor / 10 ** account.decimals).toFixed(account.decimals);

  /** Rows of one level, stretch by stretch, as the account knows them at an instant. Ads without delivery have none. */
  function rows(asked: InsightsAsked, nowMs: number): Row[] {
    const { level, since, until, filters, sort } = asked;
    const days = calendar();
    const groups = new Map<string, { ad: SimAd; day: SimDay; sales: SimSale[] }[]>();
    const stretches = new Map<string, [string, string]>();
    const idOf = { ad: 'id', adset: 'adSetId', campaign: 'campaignId' } as const;
    const byId = filters.filter(({ field }) => field.endsWith('.id'));
    for (const day of [...days.keys()].filter((day) => day >= since && day <= until).sort()) {
      const stretch = stretchOf(day, asked);
      for (const one of days.get(day) ?? []) {
        if (one.day.impressions === 0 || isWithdrawn(one.day, nowMs)) continue;
        const kept = byId.every((filter) =>
          within(filter, one.ad[idOf[filter.field.split('.')[0] as keyof typeof idOf]]),
        );
        if (!kept) continue;
        const object =
          level === 'ad'
            ? one.ad.id
            : level === 'adset'
              ? one.ad.adSetId
              : level === 'campaign'
                ? one.ad.campaignId
                : account.id;
        const key = `${stretch[0]} ${object}`;
        const group = groups.get(key) ?? [];
        group.push(one);
        groups.set(key, group);
        stretches.set(key, stretch);
      }
    }
    const found = [...groups].map(([key, group]) =>
      render(stretches.get(key) as [string, string], group, asked, nowMs),
    );
    if (sort) found.sort((a, b) => (Number(a[sort.field]) - Number(b[sort.field])) * (sort.up ? 1 : -1));
    const byFigure = filters.filter(({ field }) => !field.endsWith('.id'));
    return found.filter((row) =>
      byFigure.every((filter) => within(filter, row[filter.field.split('.')[1] as string])),
    );
  }

  function render(
    [start, stop]: [string, string],
    group: { ad: SimAd; day: SimDay; sales: SimSale[] }[],
    { level, windows, fields, by, withReach }: InsightsAsked,
    nowMs: number,
  ): Row {
    const sum = (of: (day: SimDay) => number): number => group.reduce((total, one) => total + of(one.day), 0);
    const first = (group[0] as (typeof group)[number]).ad;
    const used = [...new Set(group.map(({ ad }) => settingOf(ad)))];
    // Counted differently they are not added up, unless windows are named (`meta.md` 3).
    const keys = used.length > 1 ? windows : ['value', ...windows];
    const sales = group.flatMap(({ ad, sales }) =>
      sales.filter((sale) => isTold(sale, nowMs)).map((sale) => ({ sale, setting: settingOf(ad) })),
    );
    const byWindow = (of: (sale: SimSale) => number, text: (n: number) => string) =>
      Object.fromEntries(
        keys.flatMap((key) => {
          const counted = sales.filter(({ sale, setting }) => counts(sale, key, setting));
          return counted.length === 0 ? [] : [[key, text(counted.reduce((n, { sale }) => n + of(sale), 0))]];
        }),
      );
    const orders = byWindow(() => 1, String);
    const values = byWindow(({ valueMinor }) => valueMinor, money);
    const views = sum(({ views3s }) => views3s);
    const plays = sum(({ plays }) => plays);
    const video = (n: number) =>
      plays === 0 ? undefined : [{ action_type: 'video_view', value: String(n) }];
    const told = Object.keys(orders).length > 0 && !by.some((one) => withoutShop.test(one));
    const types = !told ? [] : [...aliases[account.tier], custom];
    const quarter = (at: number) => video(sum(({ quarters }) => quarters[at] as number));
    const full: Row = {
      date_start: start,
      date_stop: stop,
      ...Object.fromEntries(by.map((one) => [one, parts[one]])),
      account_id: account.id,
      account_currency: account.currency,
      campaign_id: level === 'account' ? undefined : first.campaignId,
      adset_id: level === 'ad' || level === 'adset' ? first.adSetId : undefined,
      ad_id: level === 'ad' ? first.id : undefined,
      attribution_setting: used.length === 1 ? used[0] : 'mixed',
      spend: money(group.reduce((total, one) => total + spendAt(one.day, nowMs), 0)),
      impressions: String(sum(({ impressions }) => impressions)),
      // People, as far as the emulator knows people: a fixed share of the impressions.
      reach: !withReach
        ? undefined
        : by[0]?.startsWith('hourly')
          ? '0'
          : String(Math.round(sum(({ impressions }) => impressions) * 0.6)),
      ...(level === 'ad' && by.length === 0
        ? opinion(
            first.id,
            sum(({ impressions }) => impressions),
          )
        : {}),
      clicks: String(sum(({ clicks }) => clicks)),
      inline_link_clicks: String(sum(({ linkClicks }) => linkClicks)),
      actions: [
        { action_type: 'link_click', value: String(sum(({ linkClicks }) => linkClicks)) },
        ...(views > 0 ? [{ action_type: 'video_view', value: String(views) }] : []),
        { action_type: 'post_engagement', value: String(sum(({ linkClicks }) => linkClicks) + views) },
        ...types.map((action_type) => ({ action_type, ...orders })),
      ],
      action_values:
        types.length === 0 ? undefined : types.map((action_type) => ({ action_type, ...values })),
      video_play_actions: video(plays),
      video_thruplay_watched_actions: video(sum(({ thruplays }) => thruplays)),
      video_p25_watched_actions: quarter(0),
      video_p50_watched_actions: quarter(1),
      video_p75_watched_actions: quarter(2),
      video_p95_watched_actions: quarter(3),
      video_p100_watched_actions: quarter(4),
    };
    const asked = new Set(['date_start', 'date_stop', ...by, ...fields]);
    return Object.fromEntries(
      Object.entries(full).filter(([key, value]) => value !== undefined && asked.has(key)),
    );
  }
  return { rows };
}
