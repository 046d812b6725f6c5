import { evaluate, gainInterval } from '../../src/main/core/learn/deepctr/evaluate.ts';
import { fitModel, type Kind } from '../../src/main/core/learn/deepctr/fit.ts';
import { lookForward } from '../../src/main/core/learn/deepctr/forward.ts';
import {
  predictRoas,
  type RoasModel,
  type RoasPrediction,
  trainRoas,
} from '../../src/main/core/learn/deepctr/roas.ts';
import { refusal, train } from '../../src/main/core/learn/deepctr/train.ts';
import { wilson } from '../../src/main/core/math/intervals.ts';
import { crossJudged, judgedBy, tryWorld, type WorldResult } from '../support/deepctr/judge.ts';
import { dataFolder, facebookAds, hasData, openBandit } from '../support/deepctr/public-data.ts';
import { makeSales } from '../support/deepctr/sales.ts';
import { makeWorld } from '../support/deepctr/world.ts';
import type { BenchResult } from './run.ts';

/**
 * Predictions on public click data and on simulated accounts: what is gained over the mean, whether intervals hold what they
 * promise, and whether nothing is said where there is nothing. Flags: `--worlds 10`, `--noise-seeds 10`, `--noise-shops 80`,
 * `--data FOLDER`, `--large` for 3,000 ads too.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const folder = flags.get('data') ?? dataFolder;
  const simulated = simulatedResults(Number(flags.get('worlds') ?? 10), flags.has('large'));
  const noise = noiseResults(Number(flags.get('noise-seeds') ?? 10));
  const returns = returnResults(Number(flags.get('worlds') ?? 10), Number(flags.get('noise-shops') ?? 80));
  const real = hasData(folder) ? realResults(folder) : null;
  const ratios = { ...simulated.ratios, ...noise.ratios, ...returns.ratios, ...(real?.ratios ?? {}) };
  return {
    name: 'deepctr',
    ratios,
    raw: {
      ...simulated.raw,
      ...noise.raw,
      ...returns.raw,
      ...(real?.raw ?? { 'public data': 'skipped: it is not beside this checkout' }),
    },
    pass: simulated.pass && noise.pass && returns.pass && (real?.pass ?? true),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
/** Mean and 1.96 standard errors over worlds. */
function over(values: readonly number[]): string {
  const middle = mean(values);
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
  return `${middle.toFixed(3)} +- ${((1.96 * sd) / Math.sqrt(values.length)).toFixed(3)}`;
}
const seedsOf = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

function simulatedResults(worlds: number, large: boolean) {
  const sizes = [
    { name: '100 ads', ads: 100, interactions: 1 },
    { name: '300 ads', ads: 300, interactions: 1 },
    { name: '1000 ads', ads: 1000, interactions: 1 },
    { name: '1000 ads, strong interactions', ads: 1000, interactions: 3 },
    ...(large ? [{ name: '3000 ads', ads: 3000, interactions: 1 }] : []),
  ];
  const results = new Map<string, WorldResult[]>();
  for (const { name, ...kind } of sizes)
    results.set(
      name,
      seedsOf(worlds).map((seed) => tryWorld({ ...kind, unseen: 600, signal: 1 }, seed)),
    );
  const all = (name: string, of: (result: WorldResult) => number) => (results.get(name) ?? []).map(of);
  const gain = (name: string, of: Kind) => mean(all(name, (result) => result[of].gain));
  const surplus = (name: string) => mean(all(name, ({ stack, ridge }) => stack.gain - ridge.gain));
  const coverages = sizes.map(({ name }) => mean(all(name, ({ stack }) => stack.trueCoverage)));
  const warmest = Math.max(
    ...['300 ads', '1000 ads'].flatMap((name) =>
      [100, 300, 1000, 3000].map((own) => mean(all(name, ({ warmStart }) => warmStart[own] as number))),
    ),
  );
  const bars: [string, number, number, 'least' | 'most'][] = [
    ['stack, 100 ads, NE %', gain('100 ads', 'stack'), -0.1, 'least'],
    ['stack, 300 ads, NE %', gain('300 ads', 'stack'), 0.2, 'least'],
    ['ridge, 1000 ads, NE %', gain('1000 ads', 'ridge'), 0.8, 'least'],
    ['stack, 1000 ads, NE %', gain('1000 ads', 'stack'), 1, 'least'],
    ['stack less ridge, 1000 ads', surplus('1000 ads'), 0, 'least'],
    ['stack less ridge, strong interactions', surplus('1000 ads, strong interactions'), 0.8, 'least'],
    ['80 % intervals, least coverage', Math.min(...coverages), 0.75, 'least'],
    ['80 % intervals, most coverage', Math.max(...coverages), 0.85, 'most'],
    ['warm start, worst error over plain', warmest, 1.02, 'most'],
  ];
  return {
    ratios: Object.fromEntries(bars.map(([name, value, bar]) => [name, { value, bar }])),
    raw: Object.fromEntries(
      sizes.map(({ name }) => [
        name,
        {
          worlds,
          'NE % perfect': over(all(name, ({ ceiling }) => ceiling.gain)),
          'NE % ridge': over(all(name, ({ ridge }) => ridge.gain)),
          'NE % stack': over(all(name, ({ stack }) => stack.gain)),
          'AUC ridge / stack / perfect': (['ridge', 'stack', 'ceiling'] as const)
            .map((of) => mean(all(name, (result) => result[of].auc)).toFixed(3))
            .join(' / '),
          'top tenth over all, stack / perfect': (['stack', 'ceiling'] as const)
            .map((of) => mean(all(name, (result) => result[of].topLift)).toFixed(2))
            .join(' / '),
          'slope, stack': over(all(name, ({ stack }) => stack.slope)),
          'coverage of true rates': over(all(name, ({ stack }) => stack.trueCoverage)),
          'coverage of clicks seen': over(all(name, ({ stack }) => stack.coverage ?? Number.NaN)),
          'error over plain, by own impressions': Object.fromEntries(
            [100, 300, 1000, 3000].map((own) => [
              own,
              mean(all(name, ({ warmStart }) => warmStart[own] as number)).toFixed(3),
            ]),
          ),
        },
      ]),
    ),
    pass: bars.every(([, value, bar, kind]) => (kind === 'least' ? value >= bar : value <= bar)),
  };
}

function noiseResults(seeds: number) {
  const models = seedsOf(seeds).map((seed) => {
    const { train: ads, test } = makeWorld({ ads: 600, unseen: 600, interactions: 1, signal: 0 }, seed);
    const model = train(ads, seed);
    return {
      active: model.active,
      gain: model.fitted ? evaluate(judgedBy(model.fitted, ads, test)).gain : 0,
    };
  });
  const quiet = models.filter(({ active }) => active === 'mean').length / seeds;
  const worst = Math.min(...models.map(({ gain }) => gain));
  return {
    ratios: {
      'pure noise: the mean stays': { value: quiet, bar: 0.9 },
      'pure noise: worst NE %': { value: worst, bar: -0.05 },
    },
    raw: { 'pure noise, seeds': seeds },
    pass: quiet >= 0.9 && worst >= -0.05,
  };
}

/** Shops whose return on spend is known: whether ranges hold for new ads, and whether noise stays noise. */
function returnResults(shops: number, noiseShops: number) {
  const itself = (ad: string) => ad;
  const learnt = (signal: number, seed: number) => {
    const shop = makeSales({ ads: 260, unseen: 150, signal }, seed);
    return { shop, model: trainRoas(shop.rows, shop.ads, itself, seed) as RoasModel };
  };
  const coverages = seedsOf(shops).map((seed) => {
    const { shop, model } = learnt(1, seed);
    const held = shop.unseen.filter(({ ad, truth }) => {
      const [low, high] = (predictRoas(model, ad.traits) as RoasPrediction).interval80;
      return truth >= low && truth <= high;
    });
    return held.length / shop.unseen.length;
  });
  // A share of ten shops would say next to nothing of a gate that lets one of ten through.
  const idle = seedsOf(noiseShops).map((seed) => learnt(0, 1000 + seed).model);
  const quiet = (of: 'orders' | 'clicks') => idle.filter((model) => model[of].active === 'mean').length;
  const withInterval = (hits: number) => {
    const [low, high] = wilson(hits, noiseShops, 1.96);
    return `${(hits / noiseShops).toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
  };
  const coverage = mean(coverages);
  const least = Math.min(quiet('orders'), quiet('clicks')) / noiseShops;
  return {
    ratios: {
      'return on spend, 80 % ranges hold': { value: coverage, bar: 0.74 },
      'return on spend, noise: the mean stays': { value: least, bar: 0.8 },
    },
    raw: {
      'return on spend, coverage of the truth': over(coverages),
      'return on spend, shops': shops,
      'return on spend, shops of noise': noiseShops,
      'the mean stays for orders per click': withInterval(quiet('orders')),
      'the mean stays for clicks for the money': withInterval(quiet('clicks')),
    },
    pass: coverage >= 0.74 && coverage <= 0.86 && least >= 0.8,
  };
}

function realResults(folder: string) {
  const kag = facebookAds(folder, 'clicks', 'shuffled');
  const orders = facebookAds(folder, 'orders', 'shuffled');
  const later = facebookAds(folder, 'clicks', 'time').sort((a, b) => a.startDay - b.startDay);
  const cut = Math.round(0.7 * later.length);
  const said = (judged: ReturnType<typeof crossJudged>) => {
    const { gain, auc, logLoss, brier, coverage, slope } = evaluate(judged);
    const interval = gainInterval(judged, 0.95, 1000, 1);
    return { gain, interval, auc, logLoss, brier, coverage, slope };
  };
  const ridge = said(crossJudged(kag, 'ridge'));
  const stack = said(crossJudged(kag, 'stack'));
  const orderRidge = said(crossJudged(orders, 'ridge'));
  const past = later.slice(0, cut);
  const forward = said(judgedBy(fitModel(past, 'stack'), past, later.slice(cut)));
  const bandit = openBandit(folder);
  const laddered = train(bandit, 1);
  // Harder than the count of clicks, which alone would end it: what the models themselves would have done.
  const pushed = lookForward(bandit, 'stack', 1);
  const abstains = laddered.active === 'mean' && refusal(pushed) !== null;
  return {
    ratios: {
      'Facebook ads, ridge, NE %': { value: ridge.gain, bar: 0.3 },
      'Facebook ads, ridge, AUC': { value: ridge.auc, bar: 0.565 },
      'Facebook ads, stack, NE %': stack.gain,
      'orders per click, ridge, NE %': { value: orderRidge.gain, bar: 4 },
      'Open Bandit: abstains': { value: abstains ? 1 : 0, bar: 1 },
    },
    raw: {
      'Facebook ads': { ads: kag.length, clicks: kag.reduce((sum, { hits }) => sum + hits, 0) },
      'Facebook ads, ridge': ridge,
      'Facebook ads, stack': stack,
      'Facebook ads, last 30 % of the ids, stack': forward,
      'orders per click, ridge': orderRidge,
      'orders per click, stack': said(crossJudged(orders, 'stack')),
      'Open Bandit': {
        rows: bandit.length,
        clicks: laddered.hits,
        why: laddered.why,
        refusal: refusal(pushed),
      },
    },
    pass: ridge.gain >= 0.3 && ridge.auc >= 0.565 && orderRidge.gain >= 4 && abstains,
  };
}
