import { type DelayFit, fitDelay } from '../../../src/main/core/decide/delay.ts';
import { type Ledger, ledgerAt, type OrderRow, type SpendRow } from '../../../src/main/core/decide/ledger.ts';
import { type Model, type ModelSettings, sampleArms } from '../../../src/main/core/decide/posterior.ts';
import { capsOf } from '../../../src/main/core/decide/rates.ts';
import { effectiveSpend } from '../../../src/main/core/decide/response.ts';
import { fitValues, s2Prior, tau2Prior } from '../../../src/main/core/decide/values.ts';
import { categoricalDraw, gammaDraw, logNormalDraw, poissonDraw } from '../../../src/main/core/math/draws.ts';
import { type Rng, stream } from '../../../src/main/core/math/rng.ts';
import { lnGamma } from '../../../src/main/core/math/special.ts';
import { chiSquareTail } from '../statistics.ts';

/**
 * Simulation-based calibration (Talts et al. 2018): draw the truth from the prior, data from the truth, and find the rank
 * of the truth among 99 draws from the posterior. When the posterior is right, all ranks come alike often.
 */
const DRAWS = 99;
const BINS = 20;

export const quantities = ['lambda', 'value', 'roas', 'roas at twice the spend', 'cap'] as const;
export type Quantity = (typeof quantities)[number];

export interface Calibration {
  readonly chi2: number;
  readonly p: number;
  /** Standard normal where the counts neither rise nor fall from bin to bin. */
  readonly trend: number;
  /** Share of truths inside the middle 90 % of the draws. */
  readonly coverage90: number;
  readonly ranks: readonly number[];
}

const SPEND_DAYS = 14;
const CPA = 4000;
const WINDOW = 28;
const prior = { mean: 1 / CPA, shape: 4, dispersion: 1 };

interface Truth {
  readonly delayDays: number;
  readonly s2: number;
  readonly arms: readonly { readonly lambda: number; readonly m: number; readonly cap: number }[];
}

export interface SbcOptions {
  readonly saturation: boolean;
  /** The negative control: every order counts as known at once. */
  readonly naive?: boolean;
  readonly arms?: number;
  /** Data of another law than the model's (`bandit.md` 4.5): its coverage is printed and has no bar. */
  readonly outside?: Outside;
}

/** Delays of Weibull's law with shape 0.6; ln V of a t law with five degrees; one order in ten told of twice. */
export type Outside = 'Weibull delays' | 't values' | 'duplicates';

/** One replication: ranks of the first arm's quantities, 0 to 99. */
function replicate(rng: Rng, seed: number, { saturation, naive = false, arms = 2, outside }: SbcOptions) {
  const settings: ModelSettings = {
    targetCpaMinor: CPA,
    windowDays: WINDOW,
    discount: 1,
    saturation,
    pastScatter: 1,
  };
  const caps = capsOf(CPA, saturation);
  const capWeights = caps.map((_, index) =>
    caps.length === 1 ? 1 : index === caps.length - 1 ? 0.5 : 0.5 / (caps.length - 1),
  );
  const truth = drawTruth(rng, arms, caps, capWeights);
  const ledger = live(rng, truth, outside);
  const values = fitValues(ledger.arms.map(({ lnValues }) => lnValues));
  // Nothing was sold: the value of an order has no posterior then.
  if (!values) return undefined;
  const delay: DelayFit = naive ? known : fitDelay(ledger.delays, WINDOW);
  const model: Model = { delay, rates: { ...prior, capWeights }, values };
  const [draws] = sampleArms(ledger, model, settings, seed, DRAWS);
  const [arm] = truth.arms;
  if (!draws || !arm) throw new Error('No arm.');
  const meanValue =
    Math.exp(arm.m) * (outside === 't values' ? meanOfT(Math.sqrt(truth.s2)) : Math.exp(truth.s2 / 2));
  const at = 2 * 25_000;
  const rank = (own: number, of: (draw: number) => number) => {
    let below = 0;
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const value = of(draw);
      // Equal caps are put in order by chance, else a rank could never be uniform.
      if (value < own || (value === own && rng.uniform() < 0.5)) below += 1;
    }
    return below;
  };
  const column = (name: 'lambda' | 'value' | 'cap', draw: number) => draws[name][draw] as number;
  return {
    lambda: rank(arm.lambda, (draw) => column('lambda', draw)),
    value: rank(meanValue, (draw) => column('value', draw)),
    roas: rank(arm.lambda * meanValue, (draw) => column('lambda', draw) * column('value', draw)),
    'roas at twice the spend': rank(
      arm.lambda * meanValue * effectiveSpend(at, arm.cap),
      (draw) => column('lambda', draw) * column('value', draw) * effectiveSpend(at, column('cap', draw)),
    ),
    cap: rankWithTies(rng, arm.cap, Array.from(draws.cap)),
  } satisfies Record<Quantity, number>;
}

/** Of several equal values the truth is equally likely to be any. */
function rankWithTies(rng: Rng, own: number, draws: readonly number[]): number {
  const below = draws.filter((value) => value < own).length;
  const equal = draws.filter((value) => value === own).length;
  return below + Math.floor(rng.uniform() * (equal + 1));
}

const known: DelayFit = fitDelay([], 0);

function drawTruth(rng: Rng, arms: number, caps: readonly number[], weights: readonly number[]): Truth {
  let s2 = Number.POSITIVE_INFINITY;
  const { degrees, scale, most } = s2Prior;
  while (s2 > most) s2 = 1 / gammaDraw(rng, degrees / 2, (degrees / 2) * scale);
  const spreads = tau2Prior.map(({ weight }) => weight);
  const tau = Math.sqrt(tau2Prior[categoricalDraw(rng, spreads)]?.tau2 as number);
  return {
    delayDays: logNormalDraw(rng, Math.log(5), 0.5),
    s2,
    arms: Array.from({ length: arms }, () => ({
      lambda: gammaDraw(rng, prior.shape, prior.shape / prior.mean),
      m: Math.log(6000) + tau * rng.normal(),
      cap: caps[categoricalDraw(rng, weights)] as number,
    })),
  };
}

/** A t law with five degrees, scaled to variance 1 and cut at four: beyond, no mean order value would exist. */
const cutT = 4;
const scaleT = Math.sqrt(3 / 5);
function drawT(rng: Rng): number {
  for (;;) {
    const t = (scaleT * rng.normal()) / Math.sqrt(gammaDraw(rng, 2.5, 2.5));
    if (Math.abs(t) <= cutT) return t;
  }
}

/** E exp(s t) of that law, by the trapezoids of its density. */
function meanOfT(s: number): number {
  let weight = 0;
  let sum = 0;
  for (let step = -400; step <= 400; step += 1) {
    const t = (step / 400) * cutT;
    const density = (1 + (t / scaleT) ** 2 / 5) ** -3;
    weight += density;
    sum += density * Math.exp(s * t);
  }
  return sum / weight;
}

/** With the mean of the exponential law that it stands in for. */
const weibullShape = 0.6;
const weibullMean = Math.exp(lnGamma(1 + 1 / weibullShape));

function live(rng: Rng, { delayDays, s2, arms }: Truth, outside?: Outside): Ledger {
  const spend: SpendRow[] = [];
  const orders: OrderRow[] = [];
  const ids = arms.map((_, index) => `arm ${index}`);
  arms.forEach(({ lambda, m, cap }, index) => {
    const arm = ids[index] as string;
    for (let epochDay = 0; epochDay < SPEND_DAYS; epochDay += 1) {
      // Spend varies, or no curve could be told from another.
      const spendMinor = Math.round(25_000 * (0.4 + 1.2 * rng.uniform()));
      spend.push({ arm, epochDay, spendMinor });
      const count = poissonDraw(rng, lambda * effectiveSpend(spendMinor, cap));
      for (let order = 0; order < count; order += 1) {
        const clickedDay = epochDay + rng.uniform();
        // The law of the model: certain to come inside the window.
        let delay = Number.POSITIVE_INFINITY;
        while (delay > WINDOW)
          delay =
            outside === 'Weibull delays'
              ? (delayDays / weibullMean) * (-Math.log(rng.uniform())) ** (1 / weibullShape)
              : -delayDays * Math.log(rng.uniform());
        const valueMinor =
          outside === 't values'
            ? Math.exp(m + Math.sqrt(s2) * drawT(rng))
            : logNormalDraw(rng, m, Math.sqrt(s2));
        const row = {
          order: `${arm}/${epochDay}/${order}`,
          arm,
          clickedDay,
          observedDay: clickedDay + delay,
          valueMinor,
        };
        orders.push(row);
        if (outside === 'duplicates' && rng.uniform() < 0.1)
          orders.push({ ...row, order: `${row.order}/again` });
      }
    }
  });
  return ledgerAt(ids, spend, orders, [], SPEND_DAYS, WINDOW);
}

export function calibrate(
  seed: number,
  replications: number,
  options: SbcOptions,
): Record<Quantity, Calibration> {
  const ranks = Object.fromEntries(
    quantities.map((name) => [name, new Array<number>(BINS).fill(0)]),
  ) as Record<Quantity, number[]>;
  const inside = Object.fromEntries(quantities.map((name) => [name, 0])) as Record<Quantity, number>;
  let used = 0;
  for (let index = 0; index < replications; index += 1) {
    const found = replicate(stream(seed, 'sbc', String(index)), seed * 1_000_003 + index, options);
    if (!found) continue;
    used += 1;
    for (const name of quantities) {
      const rank = found[name];
      const bin = Math.floor((rank * BINS) / (DRAWS + 1));
      (ranks[name] as number[])[bin] = (ranks[name][bin] as number) + 1;
      if (rank >= 5 && rank < 95) inside[name] += 1;
    }
  }
  const due = used / BINS;
  const result = (name: Quantity): Calibration => {
    const chi2 = ranks[name].reduce((sum, count) => sum + (count - due) ** 2 / due, 0);
    const p = chiSquareTail(chi2, BINS - 1);
    const middle = (BINS - 1) / 2;
    const lean = ranks[name].reduce((sum, count, bin) => sum + count * (bin - middle), 0);
    const trend = lean / Math.sqrt((used * (BINS ** 2 - 1)) / 12);
    return { chi2, p, trend, coverage90: inside[name] / used, ranks: ranks[name] };
  };
  return {
    lambda: result('lambda'),
    value: result('value'),
    roas: result('roas'),
    'roas at twice the spend': result('roas at twice the spend'),
    cap: result('cap'),
  };
}
