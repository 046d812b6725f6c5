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

/** What a test of an account needs and would find; null where nothing is known of the metric, or nothing runs. */
export function testSize(rows: readonly ResultRow[], wanted: Wanted): TestSize | null {
  const { metric: name, lift, power, days, share } = wanted;
  const metric = metricsOf(rows, (ad) => ad).find((one) => one.metric === name);
  const perDay = share * unitsPerDay(rows, trialsOf[name]);
  if (!metric || perDay <= 0) return null;
  const sum = (of: 'hits' | 'trials') => metric.observations.reduce((all, one) => all + one[of], 0);
  const base = sum('hits') / sum('trials');
  const goalAt = (by: number) => goalOf(metric, base, base * (1 + by));
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
