import type { Batch } from 'openai/resources/batches';
import type { FileObject } from 'openai/resources/files';
import { JudgeError, type JudgeProblem, mayHaveArrived } from '../../core/score/council/judge-error.ts';
import type { BatchAnswer, JudgeBatches, JudgeConnection } from '../../ports.ts';
import { readLine } from '../judge/batch.ts';
import { clocksApartMs, newestFirst } from '../judge/newest-first.ts';
import { refusal, toJudgeError } from './errors.ts';
import { readResponse } from './map.ts';
import { openaiRequest, openOpenai } from './open.ts';
import { BatchLineAnswer, RefusedBody } from './wire.ts';

/** The key under which a batch bears its name. */
const tag = 'titan_batch';
/** Whoever waits for an answer waits little for this. */
const forgetMs = 10_000;
const over = ['completed', 'failed', 'expired', 'cancelled'];

/** Batches go up and come back as files of one JSON a line. */
export function openaiBatches(connection: JudgeConnection): JudgeBatches {
  const opened = openOpenai(connection);
  return {
    async send(_model, lines, signal) {
      const client = await opened;
      const text = lines
        .map(({ id, call }) =>
          JSON.stringify({ custom_id: id, method: 'POST', url: '/v1/responses', body: openaiRequest(call) }),
        )
        .join('\n');
      let file: FileObject | undefined;
      try {
        const jsonl = new File([text], 'batch.jsonl');
        file = await client.files.create({ file: jsonl, purpose: 'batch' }, { signal });
        const batch = await client.batches.create(
          {
            input_file_id: file.id,
            endpoint: '/v1/responses',
            completion_window: '24h',
            metadata: { [tag]: lines[0]?.id ?? '' },
          },
          { signal },
        );
        return { batch: batch.id, refused: [] };
      } catch (error) {
        const failure = toJudgeError(error, signal);
        // Frames of ads; a batch that arrived needs them.
        if (file && !mayHaveArrived(failure)) {
          const soon = { signal: AbortSignal.timeout(forgetMs) };
          await client.files.delete(file.id, soon).catch(() => undefined);
        }
        throw failure;
      }
    },
    async results(name, signal) {
      const client = await opened;
      try {
        const batch = await client.batches.retrieve(name, { signal });
        if (!over.includes(batch.status)) return null;
        if (batch.status === 'failed') return notTaken(batch);
        const found: BatchAnswer[] = [];
        for (const id of answersOf(batch))
          found.push(...linesOf(await (await client.files.content(id, { signal })).text()));
        return found;
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
    async find({ ids, sentAt }, signal) {
      const client = await opened;
      const oldestMs = Date.parse(sentAt) - clocksApartMs;
      try {
        const list = client.batches.list({ limit: 100 }, { signal });
        for await (const { id, metadata } of newestFirst(list, (one) => one.created_at * 1000, oldestMs))
          if (metadata?.[tag] === ids[0]) return { kind: 'found', batch: id };
        return { kind: 'absent' };
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
    async cancel(name, signal) {
      const client = await opened;
      await client.batches.cancel(name, { signal }).catch((error: unknown) => {
        throw toJudgeError(error, signal);
      });
    },
    async forget(name, signal) {
      // Kept there for weeks otherwise. Nothing of the answers depends on it.
      const client = await opened;
      const batch = await client.batches.retrieve(name, { signal }).catch(() => null);
      for (const id of batch ? [...answersOf(batch), batch.input_file_id] : [])
        await client.files.delete(id, { signal }).catch(() => undefined);
    },
  };
}

/** Its lines are looked at before any is asked: what is wrong with one, or no room in the queue, ends the whole. */
function notTaken({ errors }: Batch): JudgeError {
  const code = errors?.data?.[0]?.code ?? '';
  const byCode: Readonly<Record<string, JudgeProblem>> = {
    token_limit_exceeded: 'rate_limit',
    billing_hard_limit_reached: 'quota',
    insufficient_quota: 'quota',
    model_not_found: 'model',
  };
  return new JudgeError(byCode[code] ?? 'upstream', `failed ${code.replace(/\W/g, '').slice(0, 60)}`);
}

const answersOf = ({ output_file_id, error_file_id }: Batch): string[] =>
  [output_file_id, error_file_id].filter((id) => id != null);

function linesOf(text: string): BatchAnswer[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const { custom_id: id, response, error } = BatchLineAnswer.parse(JSON.parse(line));
      if (!response) return { id, error: unaskedBy(error?.code ?? '') };
      const { status_code: status, body, request_id } = response;
      if (status !== 200)
        return { id, error: refusal(status, RefusedBody.safeParse(body).data?.error ?? {}, null) };
      return readLine(id, () => readResponse(body, request_id ?? null));
    });
}

const unaskedBy = (code: string): JudgeError =>
  code === 'batch_expired'
    ? new JudgeError('timeout', 'the batch ran out')
    : new JudgeError('upstream', `no answer ${code.replace(/\W/g, '').slice(0, 60)}`.trim());
