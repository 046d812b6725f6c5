import { type Kysely, type Selectable, sql } from 'kysely';
import { z } from 'zod';
import {
  AppError,
  DirectorAnswer,
  type DirectorCall,
  type DirectorStep,
  type DirectorTurn,
  errorCodes,
  Judge,
} from '../../../contract/index.ts';
import type { DirectorReader, DirectorWriter } from '../../ports.ts';
import type { DirectorCallsTable, DirectorStepsTable, DirectorTurnsTable, Tables } from '../schema.ts';

const Texts = z.array(z.string());
const Code = z.enum(errorCodes);
const titleLetters = 120;

export const directorReader = (db: Kysely<Tables>) =>
  ({
    async conversations(limit) {
      const { rows } = await sql<{
        id: string;
        question: string;
        turns: number;
        state: DirectorTurnsTable['state'];
        cost: number;
        asked_at: string;
      }>`
        SELECT last.conversation_id AS id, first.question, talks.turns, last.state, last.asked_at,
               (SELECT coalesce(sum(coalesce(cost_micro_usd, worst_micro_usd)), 0) FROM director_calls
                WHERE turn_id IN (SELECT id FROM director_turns WHERE conversation_id = talks.id)) AS cost
        FROM (SELECT conversation_id AS id, count(*) AS turns, min(seq) AS first, max(seq) AS last
              FROM director_turns GROUP BY conversation_id) AS talks
        JOIN director_turns AS first ON first.seq = talks.first
        JOIN director_turns AS last ON last.seq = talks.last
        ORDER BY last.seq DESC LIMIT ${limit}`.execute(db);
      return rows.map(({ id, question, turns, state, cost, asked_at }) => ({
        id,
        title: titleOf(question),
        turns,
        state,
        cost_usd: cost / 1e6,
        asked_at,
      }));
    },
    async conversation(id) {
      const turns = await db
        .selectFrom('director_turns')
        .selectAll()
        .where('conversation_id', '=', id)
        .orderBy('seq')
        .execute();
      const [first] = turns;
      if (!first) return null;
      const ids = turns.map((turn) => turn.id);
      const steps = await db
        .selectFrom('director_steps')
        .selectAll()
        .where('turn_id', 'in', ids)
        .orderBy('id')
        .execute();
      const calls = await db
        .selectFrom('director_calls')
        .selectAll()
        .where('turn_id', 'in', ids)
        .orderBy('id')
        .execute();
      const of = <Row extends { turn_id: string }>(rows: readonly Row[], turn: string): Row[] =>
        rows.filter(({ turn_id }) => turn_id === turn);
      return {
        id,
        title: titleOf(first.question),
        turns: turns.map((turn) => turnOf(turn, of(steps, turn.id), of(calls, turn.id))),
      };
    },
    async hasTurn(id) {
      const turn = db.selectFrom('director_turns').select('id').where('id', '=', id);
      return (await turn.executeTakeFirst()) !== undefined;
    },
  }) satisfies DirectorReader;

const titleOf = (question: string): string => {
  const line = question.replace(/\s+/g, ' ').trim();
  return line.length > titleLetters ? `${line.slice(0, titleLetters - 1)}…` : line;
};

function turnOf(
  row: DirectorTurnsTable,
  steps: readonly Selectable<DirectorStepsTable>[],
  calls: readonly Selectable<DirectorCallsTable>[],
): DirectorTurn {
  const shown = steps.map(stepOf);
  const costs = calls.map((call) => call.cost_micro_usd ?? call.worst_micro_usd);
  return {
    id: row.id,
    question: row.question,
    attached: Texts.parse(JSON.parse(row.attached)),
    service: Judge.parse(row.service),
    model: row.model,
    state: row.state,
    answer: row.answer === null ? null : DirectorAnswer.parse(JSON.parse(row.answer)),
    problem: row.code === null ? null : problemOf(row.code, row.detail ?? ''),
    steps: shown,
    calls: calls.map(callOf),
    cost_usd: costs.reduce((sum, cost) => sum + cost, 0) / 1e6,
    ceiling_usd: row.ceiling_micro_usd / 1e6,
    proposals: [...new Set(shown.flatMap(({ proposals }) => proposals))],
    asked_at: row.asked_at,
    ended_at: row.ended_at,
  };
}

/** A code of another version has no words here, so it is a bug of somewhere else. */
function problemOf(code: string, detail: string): NonNullable<DirectorTurn['problem']> {
  const failure = new AppError(Code.catch('INTERNAL').parse(code), detail).toFailure();
  return { code: failure.code, message: failure.message, next_step: failure.nextStep };
}

const stepOf = ({
  tool,
  input,
  state,
  result,
  shortened,
  orders,
  proposals,
  took_ms,
}: Selectable<DirectorStepsTable>) =>
  ({
    tool,
    input,
    state,
    result,
    shortened,
    orders: Texts.parse(JSON.parse(orders)),
    proposals: Texts.parse(JSON.parse(proposals)),
    took_ms,
  }) satisfies DirectorStep;

const callOf = (row: Selectable<DirectorCallsTable>): DirectorCall => ({
  state: row.state,
  input_tokens: row.input_tokens,
  cached_tokens: row.cached_tokens,
  output_tokens: row.output_tokens,
  cost_usd: (row.cost_micro_usd ?? row.worst_micro_usd) / 1e6,
  problem: row.problem,
});

export const directorWriter = (db: Kysely<Tables>) =>
  ({
    async beginTurn(
      { id, conversation, question, attached, service, model, ceilingMicroUsd, byProgram },
      at,
    ) {
      await db
        .insertInto('director_turns')
        .values({
          id,
          conversation_id: conversation,
          seq: sql<number>`(select coalesce(max(seq), 0) + 1 from director_turns)`,
          question,
          attached: JSON.stringify(attached),
          service,
          model,
          state: 'running',
          ceiling_micro_usd: ceilingMicroUsd,
          by_program: byProgram ? 1 : 0,
          asked_at: at,
        })
        .execute();
    },
    async endTurn(id, end, at) {
      await db
        .updateTable('director_turns')
        .set({
          state: end.state,
          ended_at: at,
          ...(end.state === 'done'
            ? { answer: JSON.stringify(end.answer) }
            : { code: end.code, detail: end.detail }),
        })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .execute();
    },
    async beginChat(turn, worstMicroUsd, at) {
      const { id } = await db
        .insertInto('director_calls')
        .values({
          turn_id: turn,
          by_program: sql`coalesce((SELECT by_program FROM director_turns WHERE id = ${turn}), 0)`,
          state: 'sent',
          worst_micro_usd: worstMicroUsd,
          sent_at: at,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },
    async endChat(id, { state, costMicroUsd, usage, requestId, problem }, at) {
      await db
        .updateTable('director_calls')
        .set({
          state,
          cost_micro_usd: costMicroUsd,
          input_tokens: usage?.input ?? null,
          cached_tokens: usage?.cachedInput ?? null,
          output_tokens: usage?.output ?? null,
          request_id: requestId,
          problem,
          ended_at: at,
        })
        .where('id', '=', id)
        .execute();
    },
    async beginStep(turn, tool, input) {
      const { id } = await db
        .insertInto('director_steps')
        .values({
          turn_id: turn,
          tool,
          input,
          state: 'called',
          result: '',
          orders: '[]',
          proposals: '[]',
          took_ms: 0,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },
    async endStep(id, { orders, proposals, ...step }) {
      await db
        .updateTable('director_steps')
        .set({ ...step, orders: JSON.stringify(orders), proposals: JSON.stringify(proposals) })
        .where('id', '=', id)
        .execute();
    },
    async endLostTurns(detail, at) {
      const { numUpdatedRows } = await db
        .updateTable('director_turns')
        .set({ state: 'failed', code: 'CANCELLED', detail, ended_at: at })
        .where('state', '=', 'running')
        .executeTakeFirstOrThrow();
      return Number(numUpdatedRows);
    },
    async removeConversation(id) {
      const { numDeletedRows } = await db
        .deleteFrom('director_turns')
        .where('conversation_id', '=', id)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
  }) satisfies DirectorWriter;
