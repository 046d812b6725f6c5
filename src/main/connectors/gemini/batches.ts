import type { BatchJob, InlinedRequest } from '@google/genai';
import { mayHaveArrived } from '../../core/score/council/judge-error.ts';
import type { BatchAnswer, JudgeBatches, JudgeConnection } from '../../ports.ts';
import { failedLine, readLine } from '../judge/batch.ts';
import { clocksApartMs, newestFirst } from '../judge/newest-first.ts';
import { toJudgeError } from './errors.ts';
import { readContent } from './map.ts';
import { geminiRequest, lookAgainMs, openGemini, uploaded } from './open.ts';

const over = [
  'JOB_STATE_SUCCEEDED',
  'JOB_STATE_PARTIALLY_SUCCEEDED',
  'JOB_STATE_FAILED',
  'JOB_STATE_CANCELLED',
  'JOB_STATE_EXPIRED',
];

/** Batches with their questions inside; the name of an uploaded film travels with its question, and comes back. */
export function geminiBatches(connection: JudgeConnection): JudgeBatches {
  const opened = openGemini(connection);
  const everyMs = connection.lookAgainMs ?? lookAgainMs;
  return {
    async send(model, lines, signal) {
      const client = await opened;
      const files: string[] = [];
      let leaving = false;
      try {
        const src: InlinedRequest[] = [];
        for (const { id, call } of lines) {
          const file = call.video ? await uploaded(client, call.video, everyMs, signal) : undefined;
          if (file?.name) files.push(file.name);
          src.push({
            ...geminiRequest(call, file),
            metadata: { key: id, ...(file?.name && { file: file.name }) },
          });
        }
        leaving = true;
        const config = { displayName: lines[0]?.id ?? '', abortSignal: signal };
        return (await client.batches.create({ model, src, config })).name as string;
      } catch (error) {
        const failure = toJudgeError(error, signal);
        // A batch that arrived needs them.
        if (!leaving || !mayHaveArrived(failure))
          for (const name of files) await client.files.delete({ name }).catch(() => undefined);
        throw failure;
      }
    },
    async results(name, signal) {
      const client = await opened;
      try {
        const { state, dest } = await client.batches.get({ name, config: { abortSignal: signal } });
        if (!over.includes(state ?? '')) return null;
        const found: BatchAnswer[] = [];
        for (const { response, error, metadata } of dest?.inlinedResponses ?? []) {
          if (metadata?.key === undefined) continue;
          const { key } = metadata;
          found.push(
            error ? failedLine(key, String(error.code)) : readLine(key, () => readContent(response)),
          );
        }
        return found;
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
    async find({ ids, sentAt }, signal) {
      const client = await opened;
      const oldestMs = Date.parse(sentAt) - clocksApartMs;
      try {
        const list = await client.batches.list({ config: { pageSize: 100, abortSignal: signal } });
        const madeAtMs = ({ createTime }: BatchJob): number => Date.parse(createTime ?? '');
        for await (const { name, displayName } of newestFirst(list, madeAtMs, oldestMs))
          if (name && displayName === ids[0]) return { kind: 'found', batch: name };
        return { kind: 'absent' };
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
    async cancel(name, signal) {
      const client = await opened;
      await client.batches.cancel({ name, config: { abortSignal: signal } }).catch((error: unknown) => {
        throw toJudgeError(error, signal);
      });
    },
    async forget(name, signal) {
      // Films are kept for two days otherwise. Nothing of the answers depends on it.
      const client = await opened;
      const config = { abortSignal: signal };
      const batch = await client.batches.get({ name, config }).catch(() => null);
      for (const { metadata } of batch?.dest?.inlinedResponses ?? [])
        if (metadata?.file) await client.files.delete({ name: metadata.file, config }).catch(() => undefined);
      await client.batches.delete({ name, config }).catch(() => undefined);
    },
  };
}
