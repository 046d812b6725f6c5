import { categoricalDraw, gammaDraw } from '../math/draws.ts';
import { stream } from '../math/rng.ts';
import { type DelayFit, drawCurves, fitDelay, knownShareOfDay } from './delay.ts';
import type { ArmDay, ArmLedger, Ledger } from './ledger.ts';
import { capPosterior, capsOf, evidenceOf, exposures, fitRates, type RatePrior } from './rates.ts';
import { drawSharedValue, drawValue, fitValues, type ValuePrior, valuesOf } from './values.ts';

/** What one look at the ledger says about all arms; kept with the decision. */
export interface Model {
  readonly delay: DelayFit;
  readonly rates: RatePrior;
  readonly values: ValuePrior;
}

export interface ModelSettings {
  readonly targetCpaMinor: number;
  readonly windowDays: number;
  /** g of `bandit.md` 1.6: what a day ago weighs against today. */
  readonly discount: number;
  /** Whether spending more of the same brings less each time; without it every arm is a straight line. */
  readonly saturation: boolean;
  /** How much further off than foretold the outcomes of earlier decisions were (`follow-up.ts`); 1 where they were not. */
  readonly pastScatter: number;
  /** This week's orders did not come as the curve of delays says (`delay-alarm.ts`): it is believed less. */
  readonly delayDoubted?: true | undefined;
}

/** Columns of draws of one arm, all of the same length: in row i all arms share one delay curve, s^2 and m0. */
export interface ArmDraws {
  readonly id: string;
  /** Orders per unit of the first spend, mean value of one, and the response cap. */
  readonly lambda: Float64Array;
  readonly value: Float64Array;
  readonly cap: Float64Array;
  /** Belief in the straight line. */
  readonly straight: number;
  /** Orders that the prior rate would have shown by now: how much an arm has been tried. */
  readonly expectedOrders: number;
}

/** Beyond this scatter over what a Poisson law allows the posterior widens (`bandit.md` 1.2). */
const tolerated = 1.5;
/** Delay curves to choose from; the draws go through them in turn, so each counts alike. */
const delayDraws = 50;

/** Undefined while no order is known: what an order is worth cannot be guessed. A delay that is fitted already is kept. */
export function fitModel(
  ledger: Ledger,
  settings: ModelSettings,
  delay: DelayFit = fitDelay(ledger.delays, settings.windowDays, settings.delayDoubted),
): Model | undefined {
  const values = fitValues(ledger.arms.map(({ lnValues }) => lnValues));
  if (!values) return undefined;
  const caps = capsOf(settings.targetCpaMinor, settings.saturation);
  const known = (age: number) => knownShareOfDay(delay.curve, age);
  const fitWith = (dispersion: number): RatePrior => {
    const evidence = ledger.arms.map((arm) => evidenceOf(arm, caps, settings.discount, dispersion));
    const exposure = evidence.map((arm) => exposures(arm, known));
    return fitRates(evidence, exposure, caps, settings.targetCpaMinor, dispersion);
  };
  const calm = fitWith(1);
  const dispersion = Math.max(
    settings.pastScatter,
    dispersionOf(ledger.arms, calm, caps, settings.discount, known),
  );
  const rates = dispersion > tolerated ? fitWith(dispersion) : calm;
  return { delay, rates, values };
}

/**
 * Pearson's chi-square of daily counts over its degrees of freedom. Days are put together until five orders are
 * expected; below that the ratio of a sound Poisson law is itself too wild.
 */
function dispersionOf(
  arms: readonly ArmLedger[],
  prior: RatePrior,
  caps: readonly number[],
  discount: number,
  known: (age: number) => number,
): number {
  let chi2 = 0;
  let cells = 0;
  for (const arm of arms) {
    const evidence = evidenceOf(arm, caps, discount, 1);
    const exposure = exposures(evidence, known);
    const belief = capPosterior(evidence, exposure, prior);
    const best = belief.indexOf(Math.max(...belief));
    const rate = (prior.shape + evidence.orders) / (prior.shape / prior.mean + (exposure[best] as number));
    let seen = 0;
    let due = 0;
    const days = arm.days.filter(({ spend }) => spend > 0);
    let groups = 0;
    days.forEach(({ age, orders }, index) => {
      seen += orders;
      due += rate * known(age) * (evidence.effective[best]?.[index] as number);
      if (due < 5) return;
      chi2 += (seen - due) ** 2 / due;
      groups += 1;
      seen = 0;
      due = 0;
    });
    // The arm's own rate was fitted to the same counts.
    cells += Math.max(0, groups - 1);
  }
  return cells < 20 ? 1 : chi2 / cells;
}

/**
 * Draws from the posterior of every arm (`bandit.md` 1.8). Streams are named by arm, so that one arm more leaves the
 * others' draws as they were, given the same model.
 */
export function sampleArms(
  ledger: Ledger,
  model: Model,
  settings: ModelSettings,
  seed: number,
  draws: number,
): ArmDraws[] {
  const { rates } = model;
  const caps = capsOf(settings.targetCpaMinor, settings.saturation);
  const delays = stream(seed, 'delay');
  const shared = stream(seed, 'value');
  const curves = drawCurves(model.delay, ledger.delays, Math.min(draws, delayDraws), delays);
  const values = Array.from({ length: draws }, () => drawSharedValue(model.values, shared));
  const ages = [...new Set(ledger.arms.flatMap(({ days }) => days.map(({ age }) => age)))];
  const known = curves.map((curve) => new Map(ages.map((age) => [age, knownShareOfDay(curve, age)])));
  return ledger.arms.map((arm) => {
    const rng = stream(seed, 'arm', arm.id);
    const evidence = evidenceOf(arm, caps, settings.discount, rates.dispersion);
    const armValues = valuesOf(arm.lnValues);
    const perCurve = known.map((share) => {
      const exposure = exposures(evidence, (age) => share.get(age) as number);
      return { exposure, belief: capPosterior(evidence, exposure, rates) };
    });
    const columns = {
      lambda: new Float64Array(draws),
      value: new Float64Array(draws),
      cap: new Float64Array(draws),
    };
    for (let index = 0; index < draws; index += 1) {
      const { exposure, belief } = perCurve[index % perCurve.length] as (typeof perCurve)[number];
      const at = categoricalDraw(rng, belief);
      columns.cap[index] = caps[at] as number;
      columns.lambda[index] = gammaDraw(
        rng,
        rates.shape + evidence.orders,
        rates.shape / rates.mean + (exposure[at] as number),
      );
      columns.value[index] = drawValue(armValues, values[index] as (typeof values)[number], rng);
    }
    return {
      id: arm.id,
      ...columns,
      straight: perCurve.reduce((sum, { belief }) => sum + (belief.at(-1) as number), 0) / perCurve.length,
      expectedOrders: rates.mean * knownSpend(arm.days, model),
    };
  });
}

/** Spend whose orders are known by now, on the best delay curve, without discount. */
export const knownSpend = (days: readonly ArmDay[], { delay }: Model): number =>
  days.reduce((sum, { age, spend }) => sum + spend * knownShareOfDay(delay.curve, age), 0);
