import { expect, test } from 'vitest';
import type { Observation } from '../../../../src/main/core/learn/cells.ts';
import { trialsOutOfContext } from '../../../../src/main/core/learn/context.ts';
import { interval80 } from '../../../../src/main/core/learn/deepctr/beta-binomial.ts';
import { train } from '../../../../src/main/core/learn/deepctr/train.ts';
import { examplesOf } from '../../../../src/main/core/learn/examples.ts';
import type { LearnAd } from '../../../../src/main/core/learn/learn-from.ts';
import { betaDraw, binomialDraw, logNormalDraw } from '../../../../src/main/core/math/draws.ts';
import { stream } from '../../../../src/main/core/math/rng.ts';
import { aResultRow } from '../../../support/learn/result-row.ts';

interface Ran {
  readonly ad: string;
  readonly campaign: string;
  readonly adSet?: string | null;
  readonly week?: number;
  readonly hits: number;
  readonly trials: number;
}

function learnt(ran: readonly Ran[]) {
  const observations = ran.map(
    ({ week = 0, adSet = null, ...one }): Observation => ({
      ...one,
      adSet,
      concept: one.ad,
      placement: 'all',
      kind: '',
      week,
    }),
  );
  const rows = ran.map(({ ad, campaign, week = 0, hits, trials }) =>
    aResultRow({ ad, campaign, week, impressions: trials, linkClicks: hits }),
  );
  const ads = [...new Set(ran.map(({ ad }) => ad))].map(
    (id): LearnAd => ({ id, durationS: null, hashes: [], words: [], traits: { numbers: {}, words: {} } }),
  );
  return examplesOf(trialsOutOfContext(observations), rows, ads, (ad) => ad);
}

const mu = 0.012;
const phi = 120;

/** 90 ads of known rates, as many to a campaign as told; campaigns differ in what they give by `contextSd`. */
function account(perCampaign: number, contextSd: number, seed: number) {
  const rng = stream(seed, 'account');
  const contexts = Array.from({ length: 90 }, () => Math.exp(contextSd * rng.normal()));
  return Array.from({ length: 90 }, (_, at) => {
    const campaign = Math.floor(at / perCampaign);
    const truth = betaDraw(rng, mu * phi, (1 - mu) * phi);
    const weeks = [0, 1].map((week) => {
      const trials = Math.round(logNormalDraw(rng, Math.log(2500), 0.6));
      const hits = binomialDraw(rng, trials, Math.min(0.5, truth * (contexts[campaign] as number)));
      return { ad: `ad ${at}`, campaign: `campaign ${campaign}`, week, hits, trials };
    });
    return { truth, weeks };
  });
}

const coverageOf = (perCampaign: number, contextSd: number): number => {
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
  const held = seeds.flatMap((seed) => {
    const ads = account(perCampaign, contextSd, seed);
    const { mean } = train(learnt(ads.flatMap(({ weeks }) => weeks)), seed);
    const [low, high] = interval80(mean.rate, mean.intervalPhi);
    return ads.map(({ truth }) => truth >= low && truth <= high);
  });
  return held.filter(Boolean).length / held.length;
};

test('80 % intervals hold for true rates where every ad has a campaign of its own', () => {
  const coverage = coverageOf(1, 0);
  expect(coverage).toBeGreaterThan(0.75);
  expect(coverage).toBeLessThan(0.85);
});

test('they hold where two or ten share one, and where campaigns differ', () => {
  const all = [coverageOf(2, 0), coverageOf(10, 0), coverageOf(10, 0.5)];
  for (const coverage of all) {
    expect(coverage, all.join()).toBeGreaterThan(0.75);
    expect(coverage, all.join()).toBeLessThan(0.87);
  }
});

test('where a campaign gives every ad three times the clicks, an ad there is not taken for three times as good', () => {
  const ran = (campaign: string, rate: number) =>
    Array.from({ length: 12 }, (_, at) => ({
      ad: `${campaign} ${at}`,
      campaign,
      hits: Math.round(4000 * rate * (at % 2 === 0 ? 1.2 : 0.8)),
      trials: 4000,
    }));
  const found = new Map(
    learnt([...ran('cold', 0.01), ...ran('warm', 0.03)]).map((one) => [one.ad, one.hits / one.trials]),
  );
  const ratio = (found.get('warm 0') as number) / (found.get('cold 0') as number);
  expect(ratio).toBeGreaterThan(0.75);
  expect(ratio).toBeLessThan(1.4);
  // Better and worse ads of one campaign stay as far apart as they were.
  expect((found.get('warm 0') as number) / (found.get('warm 1') as number)).toBeGreaterThan(1.4);
});

test('nor one in an ad set that does, beside another in the same campaign', () => {
  const ran = (adSet: string, rate: number) =>
    Array.from({ length: 12 }, (_, at) => ({
      ...{ ad: `${adSet} ${at}`, campaign: 'both', adSet, trials: 4000 },
      hits: Math.round(4000 * rate * (at % 2 === 0 ? 1.2 : 0.8)),
    }));
  const found = new Map(
    learnt([...ran('cold', 0.01), ...ran('warm', 0.03)]).map((one) => [one.ad, one.hits / one.trials]),
  );
  const ratio = (found.get('warm 0') as number) / (found.get('cold 0') as number);
  expect(ratio).toBeGreaterThan(0.75);
  expect(ratio).toBeLessThan(1.4);
});

test('an ad that got nothing where it ran alone counts with all its trials', () => {
  const found = learnt([
    { ad: 'sold', campaign: 'a', hits: 40, trials: 2000 },
    { ad: 'sold nothing', campaign: 'b', hits: 0, trials: 3000 },
  ]);
  expect(found.find(({ ad }) => ad === 'sold nothing')).toMatchObject({ hits: 0, trials: 3000 });
});

test('where no hit is reported at all nothing is known', () => {
  expect(learnt([{ ad: 'a', campaign: 'a', hits: 0, trials: 2000 }])).toEqual([]);
});
