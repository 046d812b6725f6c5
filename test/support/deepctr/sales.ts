import { share } from '../../../src/main/core/learn/deepctr/example.ts';
import type { LearnAd } from '../../../src/main/core/learn/learn-from.ts';
import type { ResultRow } from '../../../src/main/core/learn/results.ts';
import { binomialDraw, categoricalDraw, logNormalDraw } from '../../../src/main/core/math/draws.ts';
import { stream } from '../../../src/main/core/math/rng.ts';

/** A shop whose return on spend is known: a hook sells, a format makes clicks cheap, and ads differ besides. */
export interface SalesKind {
  readonly ads: number;
  /** Ads that nothing was learnt from. */
  readonly unseen: number;
  /** 0: nothing known of an ad says anything about what it returns. */
  readonly signal: number;
}

export interface Sales {
  readonly rows: ResultRow[];
  readonly ads: LearnAd[];
  readonly unseen: readonly { readonly ad: LearnAd; readonly truth: number }[];
}

const hooks = ['demo', 'offer', 'question', 'story'];
const hookEffects = [0.6, -0.4, 0.1, 0];
const formats = ['static', 'ugc', 'studio'];
const formatEffects = [-0.3, 0.35, 0];
const campaigns = [0, 0.5, -0.4];
const [orderSd, costSd, valueSd, withinSd] = [0.3, 0.2, 0.15, 0.5];

export function makeSales({ ads, unseen, signal }: SalesKind, seed: number): Sales {
  const rows: ResultRow[] = [];
  const known: LearnAd[] = [];
  const later: { ad: LearnAd; truth: number }[] = [];
  for (let index = 0; index < ads + unseen; index += 1) {
    const rng = stream(seed, 'sale', String(index));
    const hook = categoricalDraw(rng, [1, 1, 1, 1]);
    const format = categoricalDraw(rng, [1, 1, 1]);
    const ad: LearnAd = {
      id: `ad ${String(index).padStart(4, '0')}`,
      hashes: [],
      words: [],
      durationS: null,
      traits: {
        numbers: { idle: rng.normal() },
        words: { hook: hooks[hook] as string, format: formats[format] as string },
      },
    };
    const lnOrders = Math.log(0.03) + signal * (hookEffects[hook] as number) + orderSd * rng.normal();
    const perClick = share(lnOrders);
    const perMinor = (1 / 60) * Math.exp(signal * (formatEffects[format] as number) + costSd * rng.normal());
    const order = 4500 * Math.exp(valueSd * rng.normal());
    if (index >= ads) {
      later.push({ ad, truth: perClick * perMinor * order * Math.exp(withinSd ** 2 / 2) });
      continue;
    }
    known.push(ad);
    for (const week of [0, 1, 2]) {
      const campaign = (index + week) % campaigns.length;
      const context = Math.exp(campaigns[campaign] as number);
      const spendMinor = Math.round(logNormalDraw(rng, Math.log(40_000), 0.8));
      const clicks = binomialDraw(rng, spendMinor, Math.min(0.5, perMinor));
      const orders = binomialDraw(rng, clicks, Math.min(0.5, perClick * context));
      let revenueMinor = 0;
      for (let one = 0; one < orders; one += 1)
        revenueMinor += Math.round(logNormalDraw(rng, Math.log(order), withinSd));
      rows.push({
        ad: ad.id,
        campaign: `campaign ${campaign}`,
        adSet: `ad set ${campaign}`,
        week,
        firstDay: index + 7 * week,
        impressions: clicks * 90,
        linkClicks: clicks,
        views3s: null,
        thruplays: null,
        spendMinor,
        mature: { spendMinor, linkClicks: clicks, orders, revenueMinor, ofUnknownWorth: 0 },
      });
    }
  }
  return { rows, ads: known, unseen: later };
}
