import type { Observation } from '../../../src/main/core/learn/cells.ts';
import {
  binomialDraw,
  categoricalDraw,
  logNormalDraw,
  poissonDraw,
} from '../../../src/main/core/math/draws.ts';
import { type Rng, stream } from '../../../src/main/core/math/rng.ts';

/** An account whose truth is known: which traits help, by how much, and which only stand where clicks are cheap. */
export interface AccountKind {
  readonly concepts: number;
  readonly days: number;
  /** ln of the ratio of click rates, by `feature value`. */
  readonly effects: Readonly<Record<string, number>>;
  /** This hook runs mostly where people know the shop, so that it looks good in the total whatever it does. */
  readonly favoured?: string;
  /** People who know the shop are in ad sets of each campaign, and not in campaigns of their own. */
  readonly favouredInside?: boolean;
  /** Ad sets of each campaign, of more than one a half for people who know the shop; one where nothing is said. */
  readonly adSets?: number;
  /** Ads of this hook get a seventh of the impressions. */
  readonly seldom?: string;
  /** What its ads have, each value as often as the others; `features` where nothing is said. */
  readonly features?: Readonly<Record<string, readonly string[]>>;
  /** Hits are as rare as orders. */
  readonly orders?: boolean;
  /** How far concepts differ whatever their traits, as a standard deviation of ln; a fifth where nothing is said. */
  readonly conceptSd?: number;
}

export interface Account {
  readonly observations: Observation[];
  readonly traits: Map<string, Record<string, string>>;
}

export const features = {
  hook: ['problem', 'question', 'demo', 'offer', 'social proof', 'founder', 'unboxing', 'story'],
  format: ['static', 'ugc', 'studio'],
  length: ['short', 'middle', 'long'],
  cta: ['shop', 'learn', 'sign up', 'none'],
  audio: ['music', 'speech', 'silent'],
  persona: ['new parents', 'students', 'commuters'],
} as const satisfies Record<string, readonly string[]>;

/** As many values as what the app reads off ads has: four of them have two. */
export const manyOfTwo = {
  hook: features.hook,
  kind: ['video', 'image'],
  shape: ['upright', 'square', 'wide'],
  length: ['to 10 s', '10 to 20 s', '20 to 40 s', 'over 40 s'],
  'first cut': ['early', 'middling', 'late'],
  cutting: ['slow', 'even', 'fast'],
  sound: ['on', 'off'],
  words: ['none', 'few', 'many'],
  'call to action': ['yes', 'not seen'],
  offer: ['some', 'no'],
} as const satisfies Record<string, readonly string[]>;

/** ln of the click rate: three campaigns for strangers at about 0.9 %, three for people who know the shop at about 2.4 %. */
const campaigns = [-4.7, -4.75, -4.6, -3.7, -3.8, -3.65];
const placements = [0, -0.4, 0.25];
/** Inside a campaign: ad sets for strangers, and for people who know the shop and click three times as often. */
const coldOrWarm = [-0.55, 0.55];
/** Ads of one concept differ by a tenth, whatever their traits. */
const adSd = 0.1;

export function makeAccount(kind: AccountKind, seed: number): Account {
  const { concepts, days, effects, favoured, favouredInside = false, seldom } = kind;
  const { features: all = features, orders = false, adSets = 1, conceptSd = 0.2 } = kind;
  const observations: Observation[] = [];
  const traits = new Map<string, Record<string, string>>();
  const weeks = Math.ceil(days / 7);
  const season = Array.from(
    { length: weeks },
    (_, week) => 0.15 * stream(seed, 'week', String(week)).normal(),
  );
  for (let index = 0; index < concepts; index += 1) {
    const rng = stream(seed, 'concept', String(index));
    const own = Object.fromEntries(
      Object.entries(all).map(([feature, values]) => [feature, values[pick(rng, values.length)] as string]),
    );
    const merit =
      conceptSd * rng.normal() +
      Object.entries(own).reduce((sum, [feature, value]) => sum + (effects[`${feature} ${value}`] ?? 0), 0);
    // A concept runs in one to three campaigns.
    const warm = own.hook === favoured;
    const where = Array.from({ length: 1 + pick(rng, 3) }, () =>
      favoured === undefined || favouredInside
        ? pick(rng, 6)
        : warm === rng.uniform() < 0.85
          ? 3 + pick(rng, 3)
          : pick(rng, 3),
    );
    const inside = campaigns.map((_, campaign) => {
      const own = stream(seed, 'ad set', String(index), String(campaign));
      const isWarm = own.uniform() < (favouredInside ? (warm ? 0.85 : 0.15) : 0.5);
      return adSets === 1 ? 0 : 2 * pick(own, adSets / 2) + (isWarm ? 1 : 0);
    });
    const start = pick(rng, Math.max(1, weeks - 2));
    for (let variant = 0; variant < 1 + pick(rng, 3); variant += 1) {
      const ad = `ad ${index}.${variant}`;
      traits.set(ad, own);
      const level = merit + adSd * rng.normal() - (orders ? 2.2 : 0);
      // What Meta shows more is not better on average here, but far from even.
      const daily =
        (logNormalDraw(rng, Math.log(130), 0.9) * (orders ? 2 : 1)) / (own.hook === seldom ? 7 : 1);
      for (const campaign of new Set(where)) {
        const adSet = inside[campaign] as number;
        const place =
          (campaigns[campaign] as number) + (adSets === 1 ? 0 : (coldOrWarm[adSet % 2] as number));
        for (let week = start; week < weeks; week += 1) {
          placements.forEach((cheap, placement) => {
            const trials = poissonDraw(rng, (daily * 7) / (placements.length * where.length));
            const p = Math.exp(place + cheap + level + (season[week] as number));
            observations.push({
              ad,
              concept: `concept ${index}`,
              campaign: `campaign ${campaign}`,
              adSet: `ad set ${campaign}.${adSet}`,
              kind: '',
              placement: `placement ${placement}`,
              week,
              trials,
              hits: binomialDraw(rng, trials, Math.min(0.5, p)),
            });
          });
        }
      }
    }
  }
  return { observations, traits };
}

const pick = (rng: Rng, count: number): number => categoricalDraw(rng, new Array<number>(count).fill(1));

export const orderRate = (observations: readonly Observation[]) => ({
  ...clickRate(observations),
  metric: 'roas',
  leastTrials: 1,
  leastHits: 60,
});

export const clickRate = (observations: readonly Observation[]) => ({
  metric: 'ctr',
  observations,
  leastTrials: 20_000,
  leastHits: 100,
  scatter: 1,
});
