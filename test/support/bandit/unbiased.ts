import { curveOf, knownShareOfDay } from '../../../src/main/core/decide/delay.ts';
import { ledgerAt, type OrderRow } from '../../../src/main/core/decide/ledger.ts';
import { capsOf, evidenceOf, exposures } from '../../../src/main/core/decide/rates.ts';
import { poissonDraw } from '../../../src/main/core/math/draws.ts';
import { stream } from '../../../src/main/core/math/rng.ts';
import { meanOf } from './paired.ts';

const WINDOW = 28;
const DELAY_DAYS = 5;
const CPA = 4000;
const SPEND = 20 * CPA;

/**
 * Orders per money from one day of spend, looked at 1 to 28 days after it began, over the true rate; the delay's law is
 * known (`bandit.md` G5; Vernade, Cappe and Perchet 2017). Answers the ages at which the mean over the runs is more than
 * two standard errors from 1. `naive` takes what is known for all there will be.
 */
export function biasedAges(seed: number, runs: number, naive: boolean): number[] {
  const curve = curveOf([Math.log(DELAY_DAYS)], WINDOW);
  const known = naive ? () => 1 : (age: number) => knownShareOfDay(curve, age);
  return Array.from({ length: WINDOW }, (_, index) => index + 1).filter((age) => {
    const ratios = Array.from({ length: runs }, (_, run) =>
      ratioAt(age, stream(seed, 'age', `${age}/${run}`), known),
    );
    const { mean, half } = meanOf(ratios);
    return Math.abs(mean - 1) > (2 / 1.96) * half;
  });
}

function ratioAt(age: number, rng: ReturnType<typeof stream>, known: (age: number) => number): number {
  const orders: OrderRow[] = [];
  for (let left = poissonDraw(rng, SPEND / CPA); left > 0; left -= 1) {
    const clickedDay = rng.uniform();
    let delay = Number.POSITIVE_INFINITY;
    while (delay > WINDOW) delay = -DELAY_DAYS * Math.log(rng.uniform());
    orders.push({
      order: String(left),
      arm: 'arm',
      clickedDay,
      observedDay: clickedDay + delay,
      valueMinor: 6000,
    });
  }
  const [arm] = ledgerAt(
    ['arm'],
    [{ arm: 'arm', epochDay: 0, spendMinor: SPEND }],
    orders,
    [],
    age,
    WINDOW,
  ).arms;
  if (!arm) throw new Error('No arm.');
  const evidence = evidenceOf(arm, capsOf(CPA, false), 1, 1);
  const [exposure] = exposures(evidence, known);
  return (evidence.orders / (exposure as number)) * CPA;
}
