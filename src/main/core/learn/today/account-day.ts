import { addDays } from '../meta/days.ts';
import { orderValues } from '../results.ts';
import { believedNow, type DaySums, type DayVersion, isClosed, knownAt, nothing } from './day.ts';
import { type DayFigure, type DayMetric, dayMetrics, figureOf, ripens } from './figures.ts';
import { judgeDay, type Verdict, weeksBack } from './unusual.ts';

/** An account or one of its campaigns, with all that was ever told of the days that are looked at. */
export interface Spender {
  readonly id: string;
  readonly level: 'account' | 'campaign';
  readonly name: string;
  readonly days: ReadonlyMap<string, readonly DayVersion[]>;
}

/** Every day that was read in full, with when it was read last. */
export type ReadDays = ReadonlyMap<string, string>;

export interface AccountDay {
  readonly day: string;
  readonly figures: readonly DayFigure[];
  /** Whether orders of the day before are as they were known when it was as young as this day is now. */
  readonly alike: boolean;
  readonly unusual: readonly (Verdict & { readonly of: Spender })[];
  /** Verdicts that were reached; and those for which there was not enough data. */
  readonly lookedAt: number;
  readonly undecided: readonly (Verdict & { readonly of: Spender })[];
}

/** The newest day that was over when it was read. */
export const newestClosed = (read: ReadDays, timeZone: string): string | null =>
  [...read]
    .filter(([day, at]) => isClosed(day, timeZone, at))
    .map(([day]) => day)
    .sort()
    .at(-1) ?? null;

/** The days that a verdict on this one rests on: the day before, the same weekdays, and itself. */
export const daysNeeded = (day: string): string[] => [
  day,
  addDays(day, -1),
  ...Array.from({ length: weeksBack }, (_, weeks) => addDays(day, -7 * (weeks + 1))),
];

export function accountDay(
  objects: readonly Spender[],
  read: ReadDays,
  timeZone: string,
  day: string,
): AccountDay {
  const account = objects.find(({ level }) => level === 'account');
  const counts = countsOf(account);
  const of = (object: Spender | undefined, asked: string, metric: DayMetric): DaySums | null =>
    object ? sumsOf(object, asked, metric, { read, timeZone, day, counts }) : null;
  const scatter = scatterOf(account);
  const today = of(account, day, 'spend');
  const figures = today
    ? dayMetrics.map((metric) => figureOf(metric, today, of(account, addDays(day, -1), metric), scatter))
    : [];
  const verdicts = objects.flatMap((object) =>
    dayMetrics.map((metric) => ({
      of: object,
      ...judgeDay(
        metric,
        of(object, day, metric),
        daysNeeded(day)
          .slice(2)
          .flatMap((past) => of(object, past, metric) ?? []),
      ),
    })),
  );
  return {
    day,
    figures,
    alike: of(account, addDays(day, -1), 'orders') !== null,
    unusual: verdicts.filter(({ verdict }) => verdict === 'unusual'),
    lookedAt: verdicts.filter(({ verdict }) => verdict !== 'not enough data').length,
    undecided: verdicts.filter(({ verdict }) => verdict === 'not enough data'),
  };
}

interface Context {
  readonly read: ReadDays;
  readonly timeZone: string;
  readonly day: string;
  readonly counts: Counts;
}

/** Whether the account's sales are told at all: Meta leaves out what is nothing, and what nobody counts. */
type Counts = Readonly<Record<'orders' | 'revenueMinor', boolean>>;

function countsOf(account: Spender | undefined): Counts {
  const versions = [...(account?.days.values() ?? [])].flat();
  const told = (of: keyof Counts) => versions.some((version) => version[of] !== null);
  return { orders: told('orders'), revenueMinor: told('revenueMinor') };
}

/** Where sales are told on other days, a day that was shown and of which none is told had none. */
function withNone(sums: DaySums, counts: Counts): DaySums {
  if (sums.orders !== null || !counts.orders || sums.impressions === 0) return sums;
  return { ...sums, orders: 0, revenueMinor: sums.revenueMinor ?? (counts.revenueMinor ? 0 : null) };
}

/** A past day as it has to be seen to stand beside this one: what ripens, at the same age; the rest as it is now. */
function sumsOf(
  { days }: Spender,
  asked: string,
  metric: DayMetric,
  { read, timeZone, day, counts }: Context,
): DaySums | null {
  const readAt = read.get(asked);
  if (readAt === undefined || !isClosed(asked, timeZone, readAt)) return null;
  const versions = days.get(asked) ?? [];
  if (versions.length === 0) return nothing;
  if (asked === day || !ripens(metric)) return withNone(believedNow(versions) ?? nothing, counts);
  const age = Date.parse(read.get(day) as string) - Date.parse(`${day}T00:00:00Z`);
  const at = new Date(Date.parse(`${asked}T00:00:00Z`) + age).toISOString();
  const known = knownAt(versions, at, asked, timeZone);
  return known ? withNone(known, counts) : null;
}

/** From the days before that are in hand; null while they hold too few orders to tell. */
function scatterOf(account: Spender | undefined): number | null {
  const rows = [...(account?.days.values() ?? [])].flatMap((versions) => {
    const { orders = null, revenueMinor = null } = believedNow(versions) ?? {};
    return orders !== null && orders > 0 && revenueMinor !== null ? [{ orders, revenue: revenueMinor }] : [];
  });
  return rows.length < 5 ? null : orderValues(rows).scatter;
}
