import type { BatchJob, File, GoogleGenAI, InlinedRequest } from '@google/genai';
import { JudgeError, mayHaveArrived } from '../../core/score/council/judge-error.ts';
import type { BatchAnswer, JudgeBatches, JudgeConnection, Refused } from '../../ports.ts';
import { readLine } from '../judge/batch.ts';
import { clocksApartMs, newestFirst } from '../judge/newest-first.ts';
import { cappedFetch } from '../net/capped-fetch.ts';
import { batchFailure, lineFailure, toJudgeError } from './errors.ts';
import { readContent } from './map.ts';
import { forgetFile, geminiRequest, lookAgainMs, openGemini, uploaded } from './open.ts';

const over = [
  'JOB_STATE_SUCCEEDED',
  'JOB_STATE_PARTIALLY_SUCCEEDED',
  'JOB_STATE_FAILED',
  'JOB_STATE_CANCELLED',
  'JOB_STATE_EXPIRED',
];

/** Batches with their questions inside; the films of one are uploaded under its own name, by which they are found again. */
export function geminiBatches(connection: JudgeConnection): JudgeBatches {
  const opened = openGemini(connection);
  const everyMs = connection.lookAgainMs ?? lookAgainMs;
  return {
    async send(model, lines, signal) {
      const client = await opened;
      const displayName = lines[0]?.id ?? '';
      const files: string[] = [];
      let leaving = false;
      try {
        const src: InlinedRequest[] = [];
        const refused: Refused[] = [];
        for (const { id, call } of lines) {
          let file: File | undefined;
          try {
            if (call.video) file = await uploaded(client, call.video, everyMs, signal, displayName);
          } catch (error) {
            // What was found wrong with this film keeps no other from being asked about.
            if (!(error instanceof JudgeError)) throw error;
            refused.push({ id, error });
            continue;
          }
          if (file?.name) files.push(file.name);
          src.push({ ...geminiRequest(call, file), metadata: { key: id } });
        }
        if (src.length === 0) return { batch: null, refused };
        leaving = true;
        const config = { displayName, abortSignal: signal };
        return { batch: (await client.batches.create({ model, src, config })).name as string, refused };
      } catch (error) {
        const failure = toJudgeError(error, signal);
        // A batch that arrived needs them.
        if (!leaving || !mayHaveArrived(failure))
          await Promise.all(files.map((name) => forgetFile(client, name, signal)));
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
            error ? { id: key, error: lineFailure(error) } : readLine(key, () => readContent(response)),
          );
        }
        if (state === 'JOB_STATE_FAILED' && found.length === 0)
          return batchFailure(await operation(connection, name, signal));
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
      const client = await opened;
      const config = { abortSignal: signal };
      // Films are kept for two days otherwise, and what is not answered tells of none. Nothing of the answers depends on it.
      const films = await client.batches
        .get({ name, config })
        .then(({ displayName }) => filmsOf(client, displayName, signal))
        .catch(() => []);
      await Promise.all(films.map((film) => forgetFile(client, film, signal)));
      await client.batches.delete({ name, config }).catch(() => undefined);
    },
  };
}

/** Those that were found until the list broke off, too. */
async function filmsOf(
  client: GoogleGenAI,
  batch: string | undefined,
  signal: AbortSignal,
): Promise<string[]> {
  const films: string[] = [];
  try {
    const list = await client.files.list({ config: { pageSize: 100, abortSignal: signal } });
    for await (const { name, displayName } of list)
      if (name && batch && displayName === batch) films.push(name);
  } catch {}
  return films;
}

async function operation(
  { apiKey, baseUrl, timeoutMs }: JudgeConnection,
  name: string,
  signal: AbortSignal,
): Promise<unknown> {
  const base = baseUrl?.replace(/\/$/, '') ?? 'https://generativelanguage.googleapis.com';
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const response = await cappedFetch(`${base}/v1beta/${name}`, {
    headers: { 'x-goog-api-key': apiKey },
    signal: limited,
  });
  if (!response.ok) throw Object.assign(new Error('no operation'), { status: response.status });
  return response.json();
}
