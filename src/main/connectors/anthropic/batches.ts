import type { BatchAnswer, JudgeBatches, JudgeConnection } from '../../ports.ts';
import { failedLine, readLine } from '../judge/batch.ts';
import { toJudgeError } from './errors.ts';
import { readMessage } from './map.ts';
import { openAnthropic } from './open.ts';

/** Message Batches. */
export function anthropicBatches(connection: JudgeConnection): JudgeBatches {
  const opened = openAnthropic(connection);
  return {
    async send(_model, lines, signal) {
      const { client, request } = await opened;
      const requests = lines.map(({ id, call }) => ({ custom_id: id, params: request(call) }));
      try {
        return (await client.messages.batches.create({ requests }, { signal })).id;
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
          else if (result.type === 'errored') found.push(failedLine(id, result.error.error.type));
        }
        return found;
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
    async forget(batch, signal) {
      // Kept there for a month otherwise. Nothing of the answers depends on it.
      const { client } = await opened;
      await client.messages.batches.delete(batch, {}, { signal }).catch(() => undefined);
    },
  };
}
