import { type Laplace, laplace } from '../math/laplace.ts';
import type { Rng } from '../math/rng.ts';
import type { SeenDelay } from './ledger.ts';

/**
 * How long orders take to become known (`bandit.md` 1.5; Chapelle 2014, Vernade, Cappe and Perchet 2017):
 *
 *   G(x) = p0 + (1 - p0) (1 - exp(-(x / scale)^shape))       p0: bought in the same session
 *   F(x) = G(x) / G(window), 1 from the window on            we estimate value inside the attribution window
 */
export interface DelayCurve {
  readonly scaleDays: number;
  readonly shape: number;
  readonly sameSession: number;
  readonly windowDays: number;
}

export type DelayFamily = 'exponential' | 'weibull' | 'two-part';

export interface DelayFit {
  readonly family: DelayFamily;
  readonly curve: DelayCurve;
  readonly around: Laplace;
  readonly orders: number;
  /** It was alarmed about, and is twice as uncertain as the orders alone would have it. */
  readonly doubted?: true | undefined;
}

/** Below an hour is the same session; times within it say nothing more. */
const SESSION_DAYS = 1 / 24;

/** Normal priors of ln scale, ln shape and logit p0. The first is the fallback of `bandit.md` 1.5: 5 days, log-sd 0.5. */
const priors = [
  { mean: Math.log(5), sd: 0.5 },
  { mean: 0, sd: 0.4 },
  { mean: -2, sd: 1.5 },
] as const;
const sizes = { exponential: 1, weibull: 2, 'two-part': 3 } as const satisfies Record<DelayFamily, number>;

/** With fewer orders a second parameter is noise (`bandit.md` 1.5). */
const fewOrders = 15;

/**
 * Delays that are all the same, as of a tracker that tells at midnight, would have the shape grow without end: the density
 * there has no peak. At this one nine tenths come within a sixth of the delay, and clicks are spread over a day anyway.
 */
const steepest = 20;
/** e^ln, bent smoothly before it gets there: a usual shape is none the less for it. */
const shapeOf = (ln: number): number => (Math.exp(-8 * ln) + steepest ** -8) ** (-1 / 8);

export function curveOf(at: readonly number[], windowDays: number): DelayCurve {
  const [lnScale = 0, lnShape = 0, logit = Number.NEGATIVE_INFINITY] = at;
  return {
    scaleDays: Math.exp(lnScale),
    shape: shapeOf(lnShape),
    sameSession: 1 / (1 + Math.exp(-logit)),
    windowDays,
  };
}

const grown = ({ scaleDays, shape, sameSession }: DelayCurve, days: number): number =>
  sameSession + (1 - sameSession) * -Math.expm1(-((days / scaleDays) ** shape));

/** F: the share of a day's orders that is known `days` after the click. */
export function knownShare(curve: DelayCurve, days: number): number {
  if (days <= 0) return 0;
  return days >= curve.windowDays ? 1 : grown(curve, days) / grown(curve, curve.windowDays);
}

/** F over clicks spread evenly through a day that began `age` days ago; the first days bend too much for one point. */
export function knownShareOfDay(curve: DelayCurve, age: number): number {
  const points = age < 3 ? 8 : 1;
  let sum = 0;
  for (let index = 0; index < points; index += 1) sum += knownShare(curve, age - (index + 0.5) / points);
  return sum / points;
}

/** Hundredths of a day below one day, eighths above: neither density bends within, and thousands of orders share a few. */
const rounded = (days: number): number =>
  days < 1 ? Math.max(1, Math.round(days * 100)) / 100 : Math.round(days * 8) / 8;

function tally(values: readonly number[]): { value: Float64Array; count: Float64Array } {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return { value: Float64Array.from(counts.keys()), count: Float64Array.from(counts.values()) };
}

/**
 * Orders are seen only when their delay is shorter than the time since the click: a right-truncated likelihood,
 * sum of ln g(x) - ln G(limit). Leaving ln G(limit) out would take slow orders for rare ones.
 */
function lnDensity(delays: readonly SeenDelay[], windowDays: number, doubted: boolean) {
  const session = delays.filter(({ days }) => days <= SESSION_DAYS).length;
  const later = tally(
    delays.filter(({ days }) => days > SESSION_DAYS).map(({ days }) => Math.log(rounded(days))),
  );
  const limits = tally(delays.map(({ limit }) => Math.min(windowDays, rounded(limit))));
  const orders = delays.length - session;
  const sumLn = later.value.reduce((sum, ln, index) => sum + ln * (later.count[index] as number), 0);
  return (at: readonly number[]): number => {
    const [lnScale = 0] = at;
    const curve = curveOf(at, windowDays);
    const { shape, sameSession } = curve;
    let sum = session > 0 ? session * Math.log(grown(curve, SESSION_DAYS)) : 0;
    sum += orders * (Math.log1p(-sameSession) + Math.log(shape) - shape * lnScale) + (shape - 1) * sumLn;
    later.value.forEach((ln, index) => {
      sum -= (later.count[index] as number) * Math.exp(shape * (ln - lnScale));
    });
    limits.value.forEach((limit, index) => {
      sum -= (limits.count[index] as number) * Math.log(grown(curve, limit));
    });
    if (doubted) sum *= doubtedWeight;
    at.forEach((value, index) => {
      const { mean, sd: usual } = priors[index] as (typeof priors)[number];
      const sd = doubted ? 2 * usual : usual;
      sum -= 0.5 * ((value - mean) / sd) ** 2 + Math.log(sd) + 0.5 * Math.log(2 * Math.PI);
    });
    return sum;
  };
}

/** A quarter of the orders leaves a curve twice as uncertain. */
const doubtedWeight = 0.25;

/** The family with the greatest evidence, which pays for each parameter that the orders do not ask for. */
export function fitDelay(
  delays: readonly SeenDelay[],
  windowDays: number,
  doubted?: true | undefined,
): DelayFit {
  const seen = usable(delays);
  const density = lnDensity(seen, windowDays, doubted ?? false);
  const families: readonly DelayFamily[] =
    seen.length < fewOrders ? ['exponential'] : ['exponential', 'weibull', 'two-part'];
  let start: readonly number[] = priors.map(({ mean }) => mean);
  const fits = families.map((family) => {
    const around = laplace(density, start.slice(0, sizes[family]));
    start = start.map((value, index) => around.mode[index] ?? value);
    return { family, around };
  });
  const best = fits.reduce((a, b) => (b.around.lnEvidence > a.around.lnEvidence ? b : a));
  const curve = curveOf(best.around.mode, windowDays);
  return { ...best, curve, orders: seen.length, ...(doubted && { doubted }) };
}

/** Candidates for each curve that is kept, and how much wider than Laplace's normal law they are spread. */
const candidatesEach = 4;
const wider = 1.4;

/**
 * Curves that the orders allow, shared by all arms. Where many clicks are young the density leans towards long delays and
 * Laplace's law does not: candidates are drawn from a wider normal law and kept in proportion to density / proposal
 * (sampling, importance resampling; Rubin 1988), at even steps through their weights.
 */
export function drawCurves(
  fit: DelayFit,
  delays: readonly SeenDelay[],
  count: number,
  rng: Rng,
): DelayCurve[] {
  const { windowDays } = fit.curve;
  const { mode, factor } = fit.around;
  const density = lnDensity(usable(delays), windowDays, fit.doubted ?? false);
  const candidates = Array.from({ length: count * candidatesEach }, () => {
    const z = mode.map(() => wider * rng.normal());
    const at = mode.map((value, i) =>
      (factor[i] as readonly number[]).reduce((sum, f, j) => sum + f * (z[j] as number), value),
    );
    const lnProposal = -0.5 * z.reduce((sum, value) => sum + (value / wider) ** 2, 0);
    return { at, lnWeight: density(at) - lnProposal };
  });
  const top = Math.max(...candidates.map(({ lnWeight }) => lnWeight));
  const total = candidates.reduce((sum, { lnWeight }) => sum + Math.exp(lnWeight - top), 0);
  const start = rng.uniform();
  let passed = 0;
  let index = -1;
  return Array.from({ length: count }, (_, step) => {
    while (passed < ((step + start) / count) * total && index < candidates.length - 1) {
      index += 1;
      passed += Math.exp((candidates[index] as (typeof candidates)[number]).lnWeight - top);
    }
    return curveOf(candidates[index]?.at ?? mode, windowDays);
  });
}

/** A click of this very moment says nothing. */
const usable = (delays: readonly SeenDelay[]): readonly SeenDelay[] =>
  delays.filter(({ limit }) => limit > 0);
