import { type Kysely, sql } from 'kysely';
import { addDays, type DayRange } from '../../core/learn/meta/days.ts';
import type { Tables } from '../schema.ts';

const dayMs = 86_400_000;
/** Day number of 1970-01-01 by the count that SQLite's `julianday` goes by. */
const julianEpoch = 2_440_587;

export const julianOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs + julianEpoch;
export const dayOfJulian = (number: number): string =>
  new Date((number - julianEpoch) * dayMs).toISOString().slice(0, 10);

/** A day of `meta_insights AS row` on which orders were told of, and not what they were worth. */
export const isOfUnknownWorth = sql`(row.orders > 0 AND row.revenue_minor IS NULL)`;

/** First and last day with results of ads; null without any. */
export async function daysOf(db: Kysely<Tables>, accountId: string) {
  const { rows } = await sql<{ since: string | null; until: string | null }>`
    SELECT min(day) AS since, max(day) AS until FROM meta_insights
    WHERE account_id = ${accountId} AND level = 'ad' AND superseded_at IS NULL`.execute(db);
  return rows[0] ?? { since: null, until: null };
}

/** The weeks in which an account has results of ads, as results are added up by them: the oldest first. */
export async function weeksOf(db: Kysely<Tables>, accountId: string): Promise<DayRange[]> {
  const { since, until } = await daysOf(db, accountId);
  if (since === null || until === null) return [];
  const weeks: DayRange[] = [];
  for (let first = addDays(since, -(julianOf(since) % 7)); first <= until; first = addDays(first, 7))
    weeks.push({ since: first, until: addDays(first, 6) });
  return weeks;
}
