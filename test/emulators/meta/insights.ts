import {
  counts,
  type SimAccount,
  type SimAd,
  type SimDay,
  type SimSale,
  spendAt,
} from '../../support/meta/world.ts';

export interface InsightsAsked {
  readonly level: string;
  readonly since: string;
  readonly until: string;
  readonly windows: readonly string[];
  readonly fields: readonly string[];
}

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

export function insightsOf(account: SimAccount) {
  let known = { size: -1, days: indexed(account) };
  /** Made anew where the account has lived on. */
  const calendar = () => {
    const size = account.sales.length + account.ads.reduce((sum, ad) => sum + ad.days.length, 0);
    if (size !== known.size) known = { size, days: indexed(account) };
    return known.days;
  };
  const settings = new Map(account.adSets.map(({ id, setting }) => [id, setting]));
  const money = (minor: number): string =>
    account.decimals === 0 ? String(minor) : (minor / 10 ** account.decimals).toFixed(account.decimals);

  /** Rows of one level, day by day, as the account knows them at an instant. Ads without delivery have none. */
  function rows({ level, since, until, windows, fields }: InsightsAsked, nowMs: number): Row[] {
    const asked = new Set(fields);
    const days = calendar();
    const found: Row[] = [];
    for (const day of [...days.keys()].filter((day) => day >= since && day <= until).sort()) {
      const groups = new Map<string, { ad: SimAd; day: SimDay; sales: SimSale[] }[]>();
      for (const one of days.get(day) ?? []) {
        if (one.day.impressions === 0) continue;
        const key =
          level === 'ad'
            ? one.ad.id
            : level === 'adset'
              ? one.ad.adSetId
              : level === 'campaign'
                ? one.ad.campaignId
                : account.id;
        const group = groups.get(key) ?? [];
        group.push(one);
        groups.set(key, group);
      }
      for (const group of groups.values()) found.push(render(day, level, group, windows, asked, nowMs));
    }
    return found;
  }

  function render(
    day: string,
    level: string,
    group: { ad: SimAd; day: SimDay; sales: SimSale[] }[],
    windows: readonly string[],
    asked: ReadonlySet<string>,
    nowMs: number,
  ): Row {
    const sum = (of: (day: SimDay) => number): number => group.reduce((total, one) => total + of(one.day), 0);
    const first = (group[0] as (typeof group)[number]).ad;
    const used = [...new Set(group.map(({ ad }) => settings.get(ad.adSetId) ?? '7d_click'))];
    // Counted differently they are not added up, unless windows are named (`meta.md` 3).
    const keys = used.length > 1 ? windows : ['value', ...windows];
    const sales = group.flatMap(({ ad, sales }) =>
      sales
        .filter(({ knownMs }) => knownMs <= nowMs)
        .map((sale) => ({ sale, setting: settings.get(ad.adSetId) ?? ('7d_click' as const) })),
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
    const types = Object.keys(orders).length === 0 ? [] : [...aliases[account.tier], custom];
    const quarter = (at: number) => video(sum(({ quarters }) => quarters[at] as number));
    const full: Row = {
      date_start: day,
      date_stop: day,
      account_id: account.id,
      account_currency: account.currency,
      campaign_id: level === 'account' ? undefined : first.campaignId,
      adset_id: level === 'ad' || level === 'adset' ? first.adSetId : undefined,
      ad_id: level === 'ad' ? first.id : undefined,
      attribution_setting: used.length === 1 ? used[0] : 'mixed',
      spend: money(group.reduce((total, one) => total + spendAt(one.day, nowMs), 0)),
      impressions: String(sum(({ impressions }) => impressions)),
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
    const always = new Set(['date_start', 'date_stop']);
    return Object.fromEntries(
      Object.entries(full).filter(
        ([key, value]) => value !== undefined && (always.has(key) || asked.has(key)),
      ),
    );
  }

  /** People reached so far, as far as the emulator knows people: a fixed share of the impressions. */
  function reach(): Row[] {
    return account.ads
      .filter(({ days }) => days.some(({ impressions }) => impressions > 0))
      .map(({ id, days }) => ({
        ad_id: id,
        reach: String(Math.round(days.reduce((sum, { impressions }) => sum + impressions, 0) * 0.6)),
      }));
  }
  return { rows, reach };
}
