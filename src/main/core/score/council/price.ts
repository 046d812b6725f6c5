import type { Judge } from '../../../../contract/index.ts';
import { batchShare, type Price, prices } from '../../weights/prices-1.ts';
import type { Paid, Usage } from './judge-error.ts';

/** How often what was paid for is asked again when nothing of use came. */
export const maxPaidTries = 2;

const free: Omit<Price, 'source'> = {
  judge: 'local',
  model: '',
  input: 0,
  output: 0,
  cachedInput: 0,
  from: '',
  to: null,
};

export type Rates = Pick<Price, 'input' | 'output' | 'cachedInput'>;

/** Null when nobody knows: an unknown price is never taken for none. */
export function ratesOn(day: string, judge: Judge, model: string): Rates | null {
  if (judge === 'local') return free;
  const date = day.slice(0, 10);
  return (
    prices.find(
      (row) =>
        row.judge === judge && row.model === model && row.from <= date && (row.to === null || date <= row.to),
    ) ?? null
  );
}

const dayMs = 86_400_000;

/**
 * What a call that leaves now is counted by: the dearest of a day before to a day after. A day begins elsewhere at a
 * service, and a call or a batch may end on the next; what is billed is never more.
 */
export function ratesAround(now: string, judge: Judge, model: string): Rates | null {
  const around = [-dayMs, 0, dayMs].map((ms) => new Date(Date.parse(now) + ms).toISOString());
  const known = around.map((day) => ratesOn(day, judge, model)).filter((rates) => rates !== null);
  if (known.length < around.length) return null;
  const dearest = (of: keyof Rates): number => Math.max(...known.map((rates) => rates[of]));
  return { input: dearest('input'), output: dearest('output'), cachedInput: dearest('cachedInput') };
}

export const inBatch = ({ input, output, cachedInput }: Rates): Rates => ({
  input: input * batchShare,
  output: output * batchShare,
  cachedInput: cachedInput * batchShare,
});

/** What a ceiling in USD is: never more than was said. */
export const microUsd = (usd: number): number => Math.floor(usd * 1e6 + 1e-6);

/** Micro-USD, rounded up: what is counted is never less than what is billed. */
export const costOf = (rates: Rates, { input, cachedInput, output }: Usage): number =>
  Math.ceil(
    rates.input * (input - cachedInput) + rates.cachedInput * cachedInput + rates.output * output - 1e-6,
  ) + 0;

/** What any question costs at worst: an answer may become as long as it may, whatever is asked. */
export const leastWorst = (rates: Rates, maxOutputTokens: number): number =>
  costOf(rates, { input: 0, cachedInput: 0, output: maxOutputTokens });

/** What an attempt cost, as far as its service told; the most that it could where it did not. Nothing is sent without rates. */
export const paidCost = (paid: Paid, rates: Rates | null, worst: number): number =>
  paid.kind === 'unknown' ? worst : paid.kind === 'used' && rates ? costOf(rates, paid.usage) : 0;
