import { addDays, dayIn } from '../../../src/main/core/learn/meta/days.ts';
import { binomialDraw, logNormalDraw, poissonDraw } from '../../../src/main/core/math/draws.ts';
import { type Rng, stream } from '../../../src/main/core/math/rng.ts';

/** One sale as it truly happened: to the account it is known only later, and it is filed on the day it was made. */
export interface SimSale {
  readonly adId: string;
  readonly day: string;
  readonly knownMs: number;
  readonly valueMinor: number;
  /** From the click or the view to the sale. */
  readonly afterDays: number;
  readonly by: 'click' | 'view';
}

export interface SimDay {
  readonly day: string;
  readonly impressions: number;
  readonly clicks: number;
  readonly linkClicks: number;
  readonly plays: number;
  readonly views3s: number;
  readonly thruplays: number;
  readonly quarters: readonly [number, number, number, number, number];
  readonly spendMinor: number;
  /** What it is corrected to, and when; withdrawn, it has never been delivered. */
  corrected: { readonly spendMinor: number; readonly atMs: number; readonly withdrawn?: true } | null;
}

export interface SimAd {
  readonly id: string;
  readonly name: string;
  readonly creativeId: string;
  readonly campaignId: string;
  readonly adSetId: string;
  readonly kind: 'video' | 'image';
  readonly mediaKey: string;
  /** Where it shows other than that one; none is a post of a Page. */
  readonly pieces?: readonly { readonly kind: 'video' | 'image'; readonly key: string }[];
  /** What it says, where it was made here. */
  readonly story?: unknown;
  /** What Meta may do to it by itself, by its name there. */
  readonly features?: Readonly<Record<string, { readonly enroll_status?: 'OPT_IN' | 'OPT_OUT' }>> | undefined;
  status: 'ACTIVE' | 'PAUSED' | 'DELETED' | 'ARCHIVED';
  /** Why it does not run although it was switched on. */
  issue?: string;
  /** While Meta looks at it, whatever it was set to. */
  readonly review?: 'IN_PROCESS';
  readonly days: readonly SimDay[];
}

export interface SimAdSet {
  readonly id: string;
  readonly name: string;
  readonly campaignId: string;
  setting: '7d_click' | '7d_click_1d_view';
  /** In Meta's unit; null where the campaign holds it. */
  dailyBudget: number | null;
  /** For its whole life, in place of one for each day. */
  lifetimeBudget?: number;
  status: string;
  /** As Meta writes them: 2026-10-20T23:59:59+0200. */
  startTime?: string;
  endTime?: string;
  /** When it was last changed by so much that it learns anew. */
  editedMs?: number;
}
export interface SimCampaign {
  readonly id: string;
  readonly name: string;
  dailyBudget: number | null;
  lifetimeBudget?: number;
  status: string;
}

export interface SimAccount {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly decimals: number;
  readonly timeZone: string;
  /** The widest action type that its sales stand under. */
  readonly tier: 'omni' | 'purchase' | 'pixel';
  readonly campaigns: readonly SimCampaign[];
  readonly adSets: readonly SimAdSet[];
  readonly ads: readonly SimAd[];
  readonly sales: readonly SimSale[];
}

export interface AccountPlan {
  readonly name: string;
  readonly currency: string;
  readonly decimals: number;
  readonly timeZone: string;
  readonly tier: SimAccount['tier'];
  readonly mixedSettings?: boolean;
  readonly campaigns: number;
  readonly adSetsEach: number;
  readonly adsEach: number;
}

export const berlin: AccountPlan = {
  name: 'Fjord',
  currency: 'EUR',
  decimals: 2,
  timeZone: 'Europe/Berlin',
  tier: 'omni',
  campaigns: 2,
  adSetsEach: 2,
  adsEach: 2,
};

/** Its ad sets do not all count alike. */
export const angeles: AccountPlan = {
  ...berlin,
  name: 'Pacific',
  currency: 'USD',
  timeZone: 'America/Los_Angeles',
  tier: 'purchase',
  mixedSettings: true,
};
export const tokyo: AccountPlan = {
  ...berlin,
  name: 'Sakura',
  currency: 'JPY',
  decimals: 0,
  timeZone: 'Asia/Tokyo',
  tier: 'pixel',
};

/** What an account is called and counts in, where only what happens in it matters. */
export const fjordline = {
  id: '1203844',
  name: 'Fjordline DE',
  currency: 'EUR',
  decimals: 2,
  timeZone: 'UTC',
  tier: 'omni',
} satisfies Partial<SimAccount>;

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** Longer than a double holds exactly, as Meta's are. */
const idOf = (account: number, kind: number, index: number): string =>
  `12024${account}${kind}${String(index).padStart(11, '0')}`;

/** Accounts whose truth is known, day by day up to `untilMs`; all of it follows from the seed. */
export function makeAccounts(
  plans: readonly AccountPlan[],
  days: number,
  untilMs: number,
  seed: number,
): SimAccount[] {
  return plans.map((plan, index) => makeAccount(plan, index + 1, days, untilMs, seed));
}

function makeAccount(
  plan: AccountPlan,
  number: number,
  days: number,
  untilMs: number,
  seed: number,
): SimAccount {
  const today = dayIn(plan.timeZone, new Date(untilMs).toISOString());
  const calendar = Array.from({ length: days }, (_, back) => addDays(today, back + 1 - days));
  const unit = 10 ** plan.decimals;
  const campaigns: SimCampaign[] = [];
  const adSets: SimAdSet[] = [];
  const ads: SimAd[] = [];
  const sales: SimSale[] = [];
  for (let c = 0; c < plan.campaigns; c += 1) {
    const shared = c % 2 === 1;
    const campaign = {
      id: idOf(number, 1, c),
      name: `Campaign ${c + 1}`,
      dailyBudget: shared ? 200 * unit : null,
      status: 'ACTIVE',
    };
    campaigns.push(campaign);
    for (let s = 0; s < plan.adSetsEach; s += 1) {
      const adSet: SimAdSet = {
        id: idOf(number, 2, adSets.length),
        name: `Ad set ${c + 1}.${s + 1}`,
        campaignId: campaign.id,
        setting: plan.mixedSettings && s % 2 === 1 ? '7d_click_1d_view' : '7d_click',
        dailyBudget: shared ? null : 50 * unit,
        status: 'ACTIVE',
      };
      adSets.push(adSet);
      for (let a = 0; a < plan.adsEach; a += 1) {
        const at = ads.length;
        const rng = stream(seed, 'ad', String(number), String(at));
        const id = idOf(number, 3, at);
        const kind = at % 4 === 3 ? 'image' : 'video';
        const adDays = calendar.map((day) => makeDay(rng, day, kind, unit));
        ads.push({
          id,
          name: `${plan.name}_hook${(at % 5) + 1}_v${at}`,
          creativeId: idOf(number, 4, at),
          campaignId: campaign.id,
          adSetId: adSet.id,
          kind,
          mediaKey: kind === 'video' ? idOf(number, 5, at) : `${at.toString(16).padStart(32, 'a')}`,
          status: at % 11 === 10 ? 'DELETED' : 'ACTIVE',
          days: adDays,
        });
        for (const { day, linkClicks } of adDays)
          sales.push(...salesOf(rng, id, day, linkClicks, plan.decimals));
      }
    }
  }
  return {
    id: `10${number}5309800${number}`,
    name: plan.name,
    currency: plan.currency,
    decimals: plan.decimals,
    timeZone: plan.timeZone,
    tier: plan.tier,
    campaigns,
    adSets,
    ads,
    sales,
  };
}

function makeDay(rng: Rng, day: string, kind: SimAd['kind'], unit: number): SimDay {
  const impressions = Math.round(logNormalDraw(rng, Math.log(900), 0.6));
  const linkClicks = binomialDraw(rng, impressions, 0.012);
  const plays = kind === 'image' ? 0 : binomialDraw(rng, impressions, 0.8);
  const views3s = binomialDraw(rng, plays, 0.35);
  const p25 = binomialDraw(rng, views3s, 0.7);
  const p50 = binomialDraw(rng, p25, 0.6);
  const p75 = binomialDraw(rng, p50, 0.7);
  const p95 = binomialDraw(rng, p75, 0.8);
  const p100 = binomialDraw(rng, p95, 0.9);
  const spendMinor = Math.round(impressions * 0.009 * unit * (0.7 + 0.6 * rng.uniform()));
  const back = rng.uniform() < 0.1;
  return {
    day,
    impressions,
    clicks: linkClicks + binomialDraw(rng, impressions, 0.004),
    linkClicks,
    plays,
    views3s,
    thruplays: p95,
    quarters: [p25, p50, p75, p95, p100],
    spendMinor,
    corrected: back
      ? {
          spendMinor: Math.round(spendMinor * 0.93),
          atMs: Date.parse(`${day}T00:00:00Z`) + (2 + rng.uniform() * 3) * dayMs,
        }
      : null,
  };
}

/** Sales on this day: some known within the hour, some days later. */
function salesOf(rng: Rng, adId: string, day: string, linkClicks: number, decimals: number): SimSale[] {
  const count = poissonDraw(rng, 0.05 * linkClicks);
  return Array.from({ length: count }, (): SimSale => {
    const by = rng.uniform() < 0.8 ? 'click' : 'view';
    const late = rng.uniform() < 0.4 ? rng.uniform() * 20 * dayMs : rng.uniform() * 5 * hourMs;
    return {
      adId,
      day,
      knownMs: Date.parse(`${day}T12:00:00Z`) + late,
      valueMinor: Math.round(logNormalDraw(rng, Math.log(60), 0.7) * 10 ** decimals),
      afterDays: by === 'view' ? rng.uniform() : -6 * Math.log(1 - rng.uniform()),
      by,
    };
  });
}

const settledAfterMs = 28 * dayMs;
const toldEveryMs = 15 * 60_000;
/** Meta takes stock every quarter of an hour, and what it learns of a day after four weeks it tells no more. */
export const isTold = ({ day, knownMs }: SimSale, nowMs: number): boolean =>
  knownMs <= Math.floor(nowMs / toldEveryMs) * toldEveryMs &&
  knownMs <= Date.parse(`${day}T00:00:00Z`) + settledAfterMs;

/** Whether a window counts a sale; `value` is by the setting of the ad set. */
export function counts(sale: SimSale, window: string, setting: SimAdSet['setting']): boolean {
  if (window === 'value')
    return (
      counts(sale, '7d_click', setting) ||
      (setting === '7d_click_1d_view' && counts(sale, '1d_view', setting))
    );
  const [, days = '0', by = ''] = /^(\d+)d_(click|view)$/.exec(window) ?? [];
  return sale.by === by && sale.afterDays <= Number(days);
}

/** What was spent on a day, as it is told at an instant. */
export const spendAt = ({ spendMinor, corrected }: SimDay, nowMs: number): number =>
  corrected && nowMs >= corrected.atMs ? corrected.spendMinor : spendMinor;

export const isWithdrawn = ({ corrected }: SimDay, nowMs: number): boolean =>
  corrected?.withdrawn === true && nowMs >= corrected.atMs;
