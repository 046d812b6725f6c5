import { minorDigits } from '../../../../contract/minor-digits.ts';

/** What one unit of `from` was worth in `to`, from `day` until the day of the next rate. A decimal number in text. */
export interface Rate {
  readonly from: string;
  readonly to: string;
  readonly day: string;
  readonly rate: string;
}

/** That a person gave the rate of a day, or took it away. */
export interface GivenRate extends Omit<Rate, 'rate'> {
  readonly rate: string | null;
  readonly givenAt: string;
}

/** The rates as they had been given at `knownAt`; by now when null. */
export function ratesAt(given: readonly GivenRate[], knownAt: string | null): Rate[] {
  const known = knownAt === null ? given : given.filter(({ givenAt }) => givenAt <= knownAt);
  return [...Map.groupBy(known, ({ from, to, day }) => `${from} ${to} ${day}`).values()].flatMap((all) => {
    const { from, to, day, rate } = all.reduce((last, one) => (one.givenAt < last.givenAt ? last : one));
    return rate === null ? [] : [{ from, to, day, rate }];
  });
}

/** The same at any moment; what is told of very many orders asks again and again. */
export function ratesOver(given: readonly GivenRate[]): (at: string) => readonly Rate[] {
  const changes = [...new Set(given.map(({ givenAt }) => givenAt))].sort();
  const known = new Map<string, readonly Rate[]>();
  return (at) => {
    const change = changes.findLast((one) => one <= at);
    if (change === undefined) return [];
    const rates = known.get(change) ?? ratesAt(given, change);
    known.set(change, rates);
    return rates;
  };
}

/** The rate that a person gave for that day or, if none, for the last day before it; never one of a later day. */
export const rateOn = (rates: readonly Rate[], from: string, to: string, day: string): Rate | undefined =>
  rates
    .filter((rate) => rate.from === from && rate.to === to && rate.day <= day)
    .reduce<Rate | undefined>((best, rate) => (best && best.day > rate.day ? best : rate), undefined);

export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** An amount in `to` by the rate of that day, with the rate where it took one; undefined where none was given. */
export function inCurrency(
  { minor, currency }: Money,
  to: string,
  day: string,
  rates: readonly Rate[],
): { readonly minor: number; readonly rate: Rate | null } | undefined {
  if (currency === to) return { minor, rate: null };
  const rate = rateOn(rates, currency, to, day);
  return rate && { minor: convert(minor, rate), rate };
}

/** An order in `to` less what went back on it, and what of that no rate converts; undefined where none converts the order. */
export function leftIn(
  order: Money & { readonly refunds: readonly Money[] },
  to: string,
  day: string,
  rates: readonly Rate[],
):
  | { readonly minor: number; readonly ratesUsed: readonly Rate[]; readonly lacking: readonly Money[] }
  | undefined {
  const own = inCurrency(order, to, day, rates);
  if (!own) return undefined;
  const back = order.refunds.map((money) => inCurrency(money, to, day, rates));
  const left = back.reduce((sum, one) => sum + (one?.minor ?? 0), own.minor);
  return {
    // A rate of another day, or a fee, makes more of what went back than was paid: nothing is left then.
    minor: own.minor < 0 ? left : Math.max(0, left),
    ratesUsed: [own, ...back].flatMap((one) => one?.rate ?? []),
    lacking: order.refunds.filter((_, index) => !back[index]),
  };
}

/** To the nearest minor unit, halves away from zero; exact, since nothing on the way is a floating number. */
export function convert(minor: number, { from, to, rate }: Rate): number {
  const [whole = '0', fraction = ''] = rate.split('.');
  const shift = fraction.length + minorDigits(from) - minorDigits(to);
  const product = BigInt(minor) * BigInt(whole + fraction);
  const [above, below] = shift < 0 ? [product * 10n ** BigInt(-shift), 1n] : [product, 10n ** BigInt(shift)];
  const size = above < 0n ? -above : above;
  const rounded = (2n * size + below) / (2n * below);
  return Number(above < 0n ? -rounded : rounded);
}
