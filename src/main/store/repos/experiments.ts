import { type Kysely, sql } from 'kysely';
import { addDays } from '../../core/learn/meta/days.ts';
import type { Experiment } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';
import { onlyAdOf } from './meta-links.ts';

export const experimentReader = (db: Kysely<Tables>) => ({
  /** The newest first. */
  async experiments(accountId: string): Promise<Experiment[]> {
    const rows = await db
      .selectFrom('experiments')
      .selectAll()
      .where('account_id', '=', accountId)
      .orderBy('planned_at', 'desc')
      .orderBy('id')
      .execute();
    // Written by this program alone, with the shape of `addExperiment` and `endExperiment`.
    return rows.map(({ arms: split, ...row }) => {
      // One that an earlier release planned has no last day; Meta splits for thirty at most.
      const { until = addDays(row.since, 29), ...arms } = JSON.parse(split) as Experiment['arms'] &
        Partial<Pick<Experiment, 'until'>>;
      return {
        id: row.id,
        accountId: row.account_id,
        state: row.state,
        metric: row.metric,
        feature: row.feature,
        value: row.value,
        evidence: JSON.parse(row.evidence) as Experiment['evidence'],
        perArm: row.per_arm,
        arms,
        since: row.since,
        until,
        plannedAt: row.planned_at,
        reading: row.reading === null ? null : (JSON.parse(row.reading) as Experiment['reading']),
        endedAt: row.ended_at,
      };
    });
  },
  async armAds(
    accountId: string,
    ids: readonly string[],
  ): Promise<{ metaAdId: string; adId: string | null }[]> {
    const { rows } = await sql<{ metaAdId: string; adId: string | null }>`
      SELECT ad.id AS metaAdId, link.ad_id AS adId
      FROM meta_ads AS ad LEFT JOIN ${onlyAdOf} AS link ON link.meta_ad_id = ad.id
      WHERE ad.account_id = ${accountId} AND ad.id IN ${among(ids)}
      ORDER BY ad.id`.execute(db);
    return rows;
  },
});

export const experimentWriter = (db: Kysely<Tables>) => ({
  async addExperiment(one: Experiment): Promise<void> {
    await db
      .insertInto('experiments')
      .values({
        id: one.id,
        account_id: one.accountId,
        state: one.state,
        metric: one.metric,
        feature: one.feature,
        value: one.value,
        evidence: JSON.stringify(one.evidence),
        per_arm: one.perArm,
        arms: JSON.stringify({ ...one.arms, until: one.until }),
        since: one.since,
        planned_at: one.plannedAt,
        reading: null,
        ended_at: null,
      })
      .execute();
  },
  /** Once ended it stays as it is. */
  async endExperiment(
    id: string,
    state: 'read' | 'dropped',
    reading: Experiment['reading'],
    at: string,
  ): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('experiments')
      .set({ state, reading: reading && JSON.stringify(reading), ended_at: at })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
});
