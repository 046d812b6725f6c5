import { quantile } from '../../math/quantile.ts';
import { correlation, ranks } from '../../math/ranks.ts';
import { type Rng, stream } from '../../math/rng.ts';
import { within80 } from './beta-binomial.ts';
import { share } from './example.ts';

/** One ad with what was said of it before its results counted. */
export interface Judged {
  readonly group: string;
  readonly hits: number;
  readonly trials: number;
  readonly eta: number;
  /** What the mean of the same training ads said. */
  readonly baseEta: number;
  readonly phi: number;
}

export interface Evaluation {
  readonly ads: number;
  readonly hits: number;
  readonly trials: number;
  /** 100 x (1 - logloss / logloss of the mean), each trial counting. */
  readonly gain: number;
  readonly logLoss: number;
  readonly brier: number;
  readonly auc: number;
  /** 1 where the logits are right, above where they are too timid. */
  readonly slope: number;
  /** Share of the ads with `leastTrialsJudged` whose hits lay within the 80 % that was expected; null without any. */
  readonly coverage: number | null;
  /** Rate of the tenth of the ads that was predicted best, over the rate of all. */
  readonly topLift: number;
}

/** Of an ad with less the hits lie within any range, right or wrong (`deepctr.md` 4.1). */
export const leastTrialsJudged = 200;

const lossOf = (hits: number, trials: number, eta: number): number =>
  trials * Math.log1p(Math.exp(eta)) - hits * eta;

/** `deepctr.md` 4.1, 4. */
export function evaluate(ads: readonly Judged[]): Evaluation {
  let hits = 0;
  let trials = 0;
  let loss = 0;
  let baseLoss = 0;
  let square = 0;
  let covered = 0;
  let judged = 0;
  for (const ad of ads) {
    const p = share(ad.eta);
    hits += ad.hits;
    trials += ad.trials;
    loss += lossOf(ad.hits, ad.trials, ad.eta);
    baseLoss += lossOf(ad.hits, ad.trials, ad.baseEta);
    square += ad.hits * (1 - p) ** 2 + (ad.trials - ad.hits) * p ** 2;
    if (ad.trials < leastTrialsJudged) continue;
    judged += 1;
    covered += within80(ad.hits, ad.trials, p, ad.phi);
  }
  const best = [...ads].sort((a, b) => b.eta - a.eta).slice(0, Math.max(1, Math.round(ads.length / 10)));
  const rate = (of: readonly Judged[]) =>
    of.reduce((sum, ad) => sum + ad.hits, 0) / of.reduce((sum, ad) => sum + ad.trials, 0);
  return {
    ads: ads.length,
    hits,
    trials,
    gain: 100 * (1 - loss / baseLoss),
    logLoss: loss / trials,
    brier: square / trials,
    auc: areaUnderCurve(ads),
    slope: calibrationSlope(ads),
    coverage: judged > 0 ? covered / judged : null,
    topLift: rate(best) / rate(ads),
  };
}

/** The chance that a hit was predicted higher than a miss; ties count half. */
function areaUnderCurve(ads: readonly Judged[]): number {
  const sorted = [...ads].sort((a, b) => a.eta - b.eta);
  let missesBelow = 0;
  let wins = 0;
  for (let from = 0; from < sorted.length; ) {
    let hits = 0;
    let misses = 0;
    let to = from;
    for (; to < sorted.length && sorted[to]?.eta === sorted[from]?.eta; to += 1) {
      const ad = sorted[to] as Judged;
      hits += ad.hits;
      misses += ad.trials - ad.hits;
    }
    wins += hits * (missesBelow + misses / 2);
    missesBelow += misses;
    from = to;
  }
  const hits = ads.reduce((sum, ad) => sum + ad.hits, 0);
  return wins / (hits * missesBelow);
}

/** Slope of a logistic fit of the hits on the logits less their baseline; ads count with the weights of their spread. */
function calibrationSlope(ads: readonly Judged[]): number {
  let [a, b] = [0, 1];
  for (let round = 0; round < 25; round += 1) {
    const sums = { g0: 0, g1: 0, h00: 0, h01: 0, h11: 0 };
    for (const { eta, baseEta, hits, trials, phi } of ads) {
      const x = eta - baseEta;
      const p = share(baseEta + a + b * x);
      const w = (phi + 1) / (phi + trials);
      const r = w * (hits - trials * p);
      const h = w * trials * p * (1 - p);
      sums.g0 += r;
      sums.g1 += r * x;
      sums.h00 += h;
      sums.h01 += h * x;
      sums.h11 += h * x * x;
    }
    const det = sums.h00 * sums.h11 - sums.h01 ** 2;
    // Predictions that are all the same have no slope.
    if (!(det > 1e-12 * sums.h00)) return Number.NaN;
    const stepA = (sums.h11 * sums.g0 - sums.h01 * sums.g1) / det;
    const stepB = (sums.h00 * sums.g1 - sums.h01 * sums.g0) / det;
    a += Math.max(-1, Math.min(1, stepA));
    b += Math.max(-1, Math.min(1, stepB));
    if (Math.abs(stepA) + Math.abs(stepB) < 1e-9) break;
  }
  return b;
}

export interface RankCorrelation {
  readonly value: number;
  readonly interval80: readonly [number, number];
}

/**
 * Of what was said with the rates that came, as they came: what chance lets it reach is told beside it (`noiseCeiling`). Null
 * where all were said to be alike.
 */
export const rankCorrelation = (
  ads: readonly Judged[],
  draws: number,
  seed: number,
): RankCorrelation | null =>
  spearman(
    ads.map(({ group, eta, hits, trials }) => ({ group, a: eta, b: hits / trials })),
    draws,
    seed,
  );

/** Spearman's. Whole groups are drawn again, of the ranks that all have together. Null where one of the two never varies. */
export function spearman(
  pairs: readonly { readonly group: string; readonly a: number; readonly b: number }[],
  draws: number,
  seed: number,
): RankCorrelation | null {
  const [ofA, ofB] = [ranks(pairs.map(({ a }) => a)), ranks(pairs.map(({ b }) => b))];
  const value = correlation(ofA, ofB);
  if (value === null) return null;
  const groups = [...Map.groupBy(pairs.keys(), (at) => pairs[at]?.group).values()];
  const rng = stream(seed, 'ranks');
  const drawn = Array.from({ length: draws }, () => {
    const rows = groups.flatMap(() => groups[Math.floor(rng.uniform() * groups.length)] as number[]);
    const of = (values: readonly number[]) => rows.map((row) => values[row] as number);
    return correlation(of(ofA), of(ofB)) ?? 0;
  });
  return { value, interval80: [quantile(drawn, 0.1), quantile(drawn, 0.9)] };
}

/** Bounds of the gain over the mean when whole groups are drawn again; a share `level` lies between them. */
export function gainInterval(
  ads: readonly Judged[],
  level: number,
  draws: number,
  seed: number,
): [number, number] {
  const groups = new Map<string, { loss: number; base: number }>();
  for (const { group, hits, trials, eta, baseEta } of ads) {
    const known = groups.get(group) ?? { loss: 0, base: 0 };
    known.loss += lossOf(hits, trials, eta);
    known.base += lossOf(hits, trials, baseEta);
    groups.set(group, known);
  }
  const list = [...groups.values()];
  const rng = stream(seed, 'gain');
  const gains = Array.from({ length: draws }, () => drawnGain(list, rng));
  return [quantile(gains, (1 - level) / 2), quantile(gains, (1 + level) / 2)];
}

function drawnGain(list: readonly { loss: number; base: number }[], rng: Rng): number {
  let loss = 0;
  let base = 0;
  for (let draw = 0; draw < list.length; draw += 1) {
    const one = list[Math.floor(rng.uniform() * list.length)] as { loss: number; base: number };
    loss += one.loss;
    base += one.base;
  }
  return 100 * (1 - loss / base);
}
