import { lnGamma } from '../math/special.ts';
import { fitDelay, knownShareOfDay } from './delay.ts';
import { type ArmLedger, type Change, ledgerAt, type OrderRow, type SpendRow } from './ledger.ts';
import { fitModel, type Model, type ModelSettings } from './posterior.ts';
import { capsOf, evidenceOf, exposures } from './rates.ts';

const choices = [1, 0.99, 0.98, 0.95] as const;
const WEEK_DAYS = 7;
/** The history that is looked at: so many weeks, each foretold from what was known before it. */
const weeks = 8;
/** A faster forgetting must foretell this much better, as a logarithm: on equal terms nothing is forgotten. */
const needed = 2;

/**
 * How fast an account forgets (`bandit.md` 1.6): the discount that would have foretold each week's orders best from the
 * weeks before, by the log of the Gamma-Poisson predictive mass. With shape a = shape + N and rate b = shape / mean + E,
 * a week of exposure e brings n orders with
 *
 *   ln p(n) = lnGamma(a + n) - lnGamma(a) - lnGamma(n + 1) + a ln(b / (b + e)) + n ln(e / (b + e))
 *
 * Only what had been learnt by then goes into a forecast; what came of it is judged by what is known now.
 */
export function chooseDiscount(
  armIds: readonly string[],
  spend: readonly SpendRow[],
  orders: readonly OrderRow[],
  changes: readonly Change[],
  nowDay: number,
  settings: Omit<ModelSettings, 'discount' | 'saturation'>,
  knownDay = nowDay,
): number {
  const now = ledgerAt(armIds, spend, orders, changes, nowDay, settings.windowDays, knownDay);
  const scores = choices.map(() => 0);
  for (let week = 1; week <= weeks; week += 1) {
    const origin = Math.min(nowDay, knownDay) - week * WEEK_DAYS;
    const then = ledgerAt(armIds, spend, orders, changes, origin, settings.windowDays);
    const delay = fitDelay(then.delays, settings.windowDays);
    choices.forEach((discount, choice) => {
      const own = { ...settings, discount, saturation: false };
      const model = fitModel(then, own, delay);
      if (!model) return;
      now.arms.forEach((arm, index) => {
        const score = foretold(arm, then.arms[index] as ArmLedger, model, own, week * WEEK_DAYS);
        scores[choice] = (scores[choice] as number) + score;
      });
    });
  }
  const best = scores.indexOf(Math.max(...scores));
  return (scores[best] as number) - (scores[0] as number) > needed ? (choices[best] as number) : 1;
}

/** ln p of what a week that began `age` days ago brought, in the eyes of the morning before it. */
function foretold(
  now: ArmLedger,
  then: ArmLedger,
  model: Model,
  settings: ModelSettings,
  age: number,
): number {
  const week = now.days.filter((day) => day.age <= age && day.age > age - WEEK_DAYS);
  const known = (days: number) => knownShareOfDay(model.delay.curve, days);
  const e = week.reduce((sum, day) => sum + day.spend * known(day.age), 0) / model.rates.dispersion;
  if (e === 0) return 0;
  const n = week.reduce((sum, day) => sum + day.orders, 0) / model.rates.dispersion;
  const caps = capsOf(settings.targetCpaMinor, false);
  const evidence = evidenceOf(then, caps, settings.discount, model.rates.dispersion);
  const [exposure = 0] = exposures(evidence, known);
  const a = model.rates.shape + evidence.orders;
  const b = model.rates.shape / model.rates.mean + exposure;
  return lnGamma(a + n) - lnGamma(a) - lnGamma(n + 1) + a * Math.log(b / (b + e)) + n * Math.log(e / (b + e));
}
