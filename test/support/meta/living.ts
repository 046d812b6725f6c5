import { addDays } from '../../../src/main/core/learn/meta/days.ts';
import { binomialDraw } from '../../../src/main/core/math/draws.ts';
import { stream } from '../../../src/main/core/math/rng.ts';
import { liveThrough, makeWorld, type World } from '../bandit/world.ts';
import { fjordline, type SimAccount, type SimAd, type SimAdSet, type SimDay, type SimSale } from './world.ts';

const dayMs = 86_400_000;
const budgetUnits = 12_500;

export interface LivingAccount {
  readonly account: SimAccount;
  readonly nowMs: () => number;
  /** Days pass, each with the budgets and statuses as they are at its start: what is decided has consequences. */
  passDays(days: number): void;
}

/**
 * An account whose truth is planted and which lives on: eight ad sets of one campaign, some of which truly earn more, and
 * the ads with these names spread over them. It has run evenly for so many days when it is first looked at.
 */
export function livingAccount(
  adNames: readonly string[],
  { ranDays = 30, nowMs = Date.now(), seed = 1 } = {},
): LivingAccount {
  const world: World = makeWorld({ totalMinor: 8 * budgetUnits, days: 400 }, seed);
  const startMs = Math.floor(nowMs / dayMs) * dayMs - ranDays * dayMs;
  const firstDay = new Date(startMs).toISOString().slice(0, 10);
  const adSets = world.arms.map(
    ({ id }, at): SimAdSet => ({
      id: `2385000${at + 1}`,
      name: `Audience ${id.slice(4)}`,
      campaignId: '23840001',
      setting: '7d_click',
      dailyBudget: budgetUnits,
      status: 'ACTIVE',
    }),
  );
  const ads: (SimAd & { days: SimDay[] })[] = Array.from(
    { length: Math.max(adNames.length, adSets.length) },
    (_, at) => ({
      id: `2386000${String(at + 1).padStart(2, '0')}`,
      name: adNames[at] ?? `Without a file ${at + 1}`,
      creativeId: `2387000${String(at + 1).padStart(2, '0')}`,
      campaignId: '23840001',
      adSetId: (adSets[at % adSets.length] as SimAdSet).id,
      kind: adNames[at]?.endsWith('.mp4') ? 'video' : 'image',
      mediaKey: `2388000${String(at + 1).padStart(2, '0')}`,
      status: 'ACTIVE',
      days: [],
    }),
  );
  const sales: SimSale[] = [];
  const account: SimAccount = {
    ...fjordline,
    campaigns: [{ id: '23840001', name: 'Autumn', dailyBudget: null, status: 'ACTIVE' }],
    adSets,
    ads,
    sales,
  };
  let lived = 0;
  function liveDay(): void {
    const day = addDays(firstDay, lived);
    const running = adSets.map((one) => (one.status === 'ACTIVE' ? (one.dailyBudget ?? 0) : 0));
    const amounts = new Map(world.arms.map(({ id }, at) => [id, running[at] as number]));
    const { orders } = liveThrough(world, lived, amounts);
    for (const [at, adSet] of adSets.entries()) {
      const own = ads.filter(({ adSetId }) => adSetId === adSet.id);
      const rng = stream(seed, 'delivery', adSet.id, day);
      for (const [n, ad] of own.entries()) {
        const share = Math.floor((running[at] as number) / own.length);
        const spendMinor = n === 0 ? (running[at] as number) - share * (own.length - 1) : share;
        ad.days.push(delivered(day, spendMinor, ad.kind, (n) => binomialDraw(rng, n.of, n.p)));
      }
      for (const order of orders.filter(({ arm }) => arm === world.arms[at]?.id)) {
        const ad = own[Math.floor(rng.uniform() * own.length)] as SimAd;
        sales.push({
          adId: ad.id,
          day,
          knownMs: startMs + order.observedDay * dayMs,
          valueMinor: order.valueMinor,
          afterDays: order.observedDay - order.clickedDay,
          by: 'click',
        });
      }
    }
    lived += 1;
  }
  const passDays = (days: number): void => {
    for (let n = 0; n < days; n += 1) liveDay();
  };
  passDays(ranDays);
  let passedMs = 0;
  const beganMs = Date.now();
  return {
    account,
    // The hour goes on by itself; days pass when they are let.
    nowMs: () => nowMs + passedMs + (Date.now() - beganMs),
    passDays(days) {
      passDays(days);
      passedMs += days * dayMs;
    },
  };
}

/** Ten euros for a thousand impressions; of them as many click and look as usually do. */
function delivered(
  day: string,
  spendMinor: number,
  kind: SimAd['kind'],
  draw: (n: { of: number; p: number }) => number,
): SimDay {
  const impressions = spendMinor;
  const linkClicks = draw({ of: impressions, p: 0.012 });
  const plays = kind === 'image' ? 0 : draw({ of: impressions, p: 0.8 });
  const views3s = draw({ of: plays, p: 0.35 });
  const p25 = draw({ of: views3s, p: 0.7 });
  const p50 = draw({ of: p25, p: 0.6 });
  const p75 = draw({ of: p50, p: 0.7 });
  const p95 = draw({ of: p75, p: 0.8 });
  return {
    day,
    impressions,
    clicks: linkClicks + draw({ of: impressions, p: 0.004 }),
    linkClicks,
    plays,
    views3s,
    thruplays: p95,
    quarters: [p25, p50, p75, p95, draw({ of: p95, p: 0.9 })],
    spendMinor,
    corrected: null,
  };
}
