import type { MessageBatch } from '@anthropic-ai/sdk/resources/messages/batches';
import type { BatchAnswer, JudgeBatches, JudgeConnection } from '../../ports.ts';
import { readLine } from '../judge/batch.ts';
import { clocksApartMs, newestFirst } from '../judge/newest-first.ts';
import { refusedLine, toJudgeError } from './errors.ts';
import { readMessage } from './map.ts';
import { openAnthropic } from './open.ts';

/** Message Batches. They bear no name of ours: only their answers do, once they are over. */
export function anthropicBatches(connection: JudgeConnection): JudgeBatches {
  const opened = openAnthropic(connection);
  return {
    async send(_model, lines, signal) {
      const { client, request } = await opened;
      const requests = lines.map(({ id, call }) => ({ custom_id: id, params: request(call) }));
      try {
        return { batch: (await client.messages.batches.create({ requests }, { signal })).id, refused: [] };
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
    async results(batch, signal) {
      const { client } = await opened;
      try {
        const { processing_status } = await client.messages.batches.retrieve(batch, {}, { signal });
        if (processing_status !== 'ended') return null;
        const found: BatchAnswer[] = [];
        for await (const { custom_id: id, result } of await client.messages.batches.results(
          batch,
          {},
          { signal },
        )) {
          if (result.type === 'succeeded') found.push(readLine(id, () => readMessage(result.message, null)));
          else if (result.type === 'errored') found.push({ id, error: refusedLine(result.error) });
        }
        return found;
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
    async find({ ids, sentAt, others }, signal) {
      const { client } = await opened;
      const oldestMs = Date.parse(sentAt) - clocksApartMs;
      let open = false;
      try {
        const list = client.messages.batches.list({ limit: 100 }, { signal });
        const madeAtMs = ({ created_at }: MessageBatch): number => Date.parse(created_at);
        for await (const batch of newestFirst(list, madeAtMs, oldestMs)) {
          if (madeAtMs(batch) < oldestMs || others.includes(batch.id) || sizeOf(batch) !== ids.length)
            continue;
          if (batch.processing_status !== 'ended') open = true;
          else
            for await (const { custom_id } of await client.messages.batches.results(batch.id, {}, { signal }))
              if (ids.includes(custom_id)) return { kind: 'found', batch: batch.id };
              else break;
        }
        return { kind: open ? 'later' : 'absent' };
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
    async cancel(batch, signal) {
      const { client } = await opened;
      await client.messages.batches.cancel(batch, {}, { signal }).catch((error: unknown) => {
        throw toJudgeError(error, signal);
      });
    },
    async forget(batch, signal) {
      // Kept there for a month otherwise. Nothing of the answers depends on it.
      const { client } = await opened;
      await client.messages.batches.delete(batch, {}, { signal }).catch(() => undefined);
    },
  };
}

const sizeOf = ({ request_counts: all }: MessageBatch): number =>
  all.processing + all.succeeded + all.errored + all.canceled + all.expired;
