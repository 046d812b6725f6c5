import { powerOf, smallestLift, unitsPerArm } from '../decide/test-plan.ts';
import { levelOf } from './experiment.ts';
import { goalOf } from './patterns.ts';
import { type MetricName, metricsOf, type ResultRow, trialsOf } from './results.ts';

export interface TestSize {
  /** Hits per unit so far. */
  readonly base: number;
  /** Of both arms together. */
  readonly unitsPerDay: number;
  readonly neededPerArm: number;
  readonly neededDays: number;
  readonly perArm: number;
  readonly powerThen: number;
  readonly smallestLift: number | null;
}

interface Wanted {
  readonly metric: MetricName;
  readonly lift: number;
  readonly power: number;
  readonly days: number;
  readonly share: number;
}

/** A test is planned as the first of its pattern. */
const alpha = levelOf(0);
/** Whole weeks whose mean is the present rate; the newest may not be over. */
const recentWeeks = 4;

/** What is known of one metric of an account. */
interface Pace {
  /** Hits per unit so far. */
  readonly base: number;
  /** Units of the whole account at its present rate. */
  readonly perDay: number;
  readonly scatter: number;
}
export type Paces = ReadonlyMap<string, Pace>;

/** All that a size takes from the results; a metric of which nothing is known is not among them. */
export const pacesOf = (rows: readonly ResultRow[]): Paces =>
  new Map(
    metricsOf(rows, (ad) => ad).map(({ metric, observations, scatter }) => {
      const sum = (of: 'hits' | 'trials') => observations.reduce((all, one) => all + one[of], 0);
      return [
        metric,
        {
          base: sum('hits') / sum('trials'),
          perDay: unitsPerDay(rows, trialsOf[metric as MetricName]),
          scatter,
        },
      ];
    }),
  );

/** What a test of an account needs and would find; null where nothing is known of the metric, or nothing runs. */
export function testSize(paces: Paces, { metric, lift, power, days, share }: Wanted): TestSize | null {
  const pace = paces.get(metric);
  const perDay = share * (pace?.perDay ?? 0);
  if (!pace || perDay <= 0) return null;
  const { base } = pace;
  const goalAt = (by: number) => goalOf(pace, base, base * (1 + by));
  const neededPerArm = unitsPerArm(goalAt(lift), power, alpha);
  const perArm = Math.floor((days * perDay) / 2);
  return {
    base,
    unitsPerDay: perDay,
    neededPerArm,
    neededDays: Math.ceil((2 * neededPerArm) / perDay),
    perArm,
    powerThen: perArm === 0 ? 0 : powerOf(goalAt(lift), perArm, alpha),
    smallestLift: perArm === 0 ? null : smallestLift(goalAt, perArm, power, alpha),
  };
}

function unitsPerDay(rows: readonly ResultRow[], of: (row: ResultRow) => number | null): number {
  const newest = rows.reduce((latest, { week }) => Math.max(latest, week), Number.NEGATIVE_INFINITY);
  const over = rows.filter(({ week }) => week < newest && week >= newest - recentWeeks);
  const counted = over.length > 0 ? over : rows;
  const first = counted.reduce((earliest, { week }) => Math.min(earliest, week), newest);
  const spanned = over.length > 0 ? newest - first : 1;
  return counted.reduce((all, row) => all + (of(row) ?? 0), 0) / (7 * spanned);
}
