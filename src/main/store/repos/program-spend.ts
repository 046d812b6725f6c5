import { type Kysely, sql } from 'kysely';
import type { ProgramSpendReader } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { worstMicro } from './performance.ts';

/** A paused run asks again before it goes on. Judges of one's own machine cost nothing, whatever the ceiling of their run. */
const programRun = sql`payload ->> 'byProgram' AND payload ->> 'council' = 'all'`;
const left = (ceiling: ReturnType<typeof sql>, spent: ReturnType<typeof sql>) =>
  sql`coalesce(sum(max(0, ${ceiling} - coalesce(${spent}, 0))), 0)`;

export const programSpendReader = (db: Kysely<Tables>) =>
  ({
    async takenByPrograms(since) {
      const { rows } = await sql<{ taken: number }>`
        SELECT
          (SELECT coalesce(sum(${worstMicro}), 0) FROM council_calls JOIN jobs ON jobs.id = job_id
           WHERE sent_at >= ${since} AND payload ->> 'byProgram')
          + (SELECT coalesce(sum(${worstMicro}), 0) FROM director_calls WHERE sent_at >= ${since} AND by_program)
          + (SELECT ${left(
            sql`(payload ->> 'ceilingMicroUsd')`,
            sql`(SELECT sum(${worstMicro}) FROM council_calls WHERE job_id = jobs.id)`,
          )} FROM jobs WHERE finished_at IS NULL AND state <> 'paused' AND kind = 'judge' AND ${programRun})
          + (SELECT ${left(
            sql`ceiling_micro_usd`,
            sql`(SELECT sum(${worstMicro}) FROM director_calls WHERE turn_id = director_turns.id)`,
          )} FROM director_turns WHERE state = 'running' AND by_program) AS taken`.execute(db);
      return rows[0]?.taken ?? 0;
    },
  }) satisfies ProgramSpendReader;
