import { expect, onTestFinished, test } from 'vitest';
import { geminiBatches } from '../../src/main/connectors/gemini/batches.ts';
import { openaiBatches } from '../../src/main/connectors/openai/batches.ts';
import { JudgeError } from '../../src/main/core/score/council/judge-error.ts';
import { emulateGemini } from '../emulators/gemini.ts';
import { emulateOpenai } from '../emulators/openai.ts';
import type { Emulator } from '../emulators/server.ts';
import { aPrompt } from '../support/a-prompt.ts';

const signal = new AbortController().signal;
const to = ({ url }: Emulator) =>
  openaiBatches({ apiKey: 'openai-key', baseUrl: `${url}/v1`, timeoutMs: 30_000 });

test('a batch for which the queue had no room is told as a limit, and bills nothing; one that fits is at work', async () => {
  const emulator = await emulateOpenai({ room: 2 });
  onTestFinished(() => emulator.close());
  const batches = to(emulator);
  const call = { model: 'm', prompt: aPrompt({ judge: 'openai' }), frames: [], video: null };
  const sent = async (ids: readonly string[]): Promise<string> => {
    const lines = ids.map((id) => ({ id, call }));
    return (await batches.send('m', lines, signal)).batch ?? expect.fail('All were refused.');
  };
  const [tooMany, enough] = [await sent(['a', 'b', 'c']), await sent(['a', 'b'])];
  const full = await batches.results(tooMany, signal);
  expect(full).toBeInstanceOf(JudgeError);
  expect(full).toMatchObject({ problem: 'rate_limit', paid: { kind: 'nothing' } });
  expect(await batches.results(enough, signal)).toBeNull();
  expect(await batches.results(enough, signal)).toHaveLength(2);
});

test('where no batch came of it, what was uploaded for it is deleted there', async () => {
  const emulator = await emulateOpenai();
  onTestFinished(() => emulator.close());
  emulator.fail(/batches$/, { status: 429, body: { error: { code: 'insufficient_quota' } } });
  const call = { model: 'm', prompt: aPrompt({ judge: 'openai' }), frames: [], video: null };
  await expect(to(emulator).send('m', [{ id: 'a', call }], signal)).rejects.toMatchObject({
    problem: 'quota',
  });
  expect(emulator.log.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /v1/files',
    'POST /v1/batches',
    'DELETE /v1/files/file-1',
  ]);
});

test.each([
  [{ code: 8, message: 'Quota exceeded, slow down.' }, 'rate_limit'],
  [{ code: 8, message: 'Quota exceeded, limit: 0, model: gemini-3.8-flash' }, 'quota'],
  [{ code: 7, message: 'Gemini API has not been used in this project.' }, 'auth'],
  [{ code: 13, message: 'Internal error encountered.' }, 'upstream'],
] as const)(
  'a batch that failed at Gemini with %j is told as %s, and bills nothing',
  async (error, problem) => {
    const emulator = await emulateGemini({ batchFails: [error] });
    onTestFinished(() => emulator.close());
    const batches = geminiBatches({ apiKey: 'gemini-key', baseUrl: emulator.url, timeoutMs: 30_000 });
    const call = { model: 'm', prompt: aPrompt({ judge: 'gemini' }), frames: [], video: null };
    const { batch } = await batches.send('m', [{ id: 'a', call }], signal);
    const results = () => batches.results(batch ?? '', signal);
    await expect.poll(results).toMatchObject({
      problem,
      message: expect.stringContaining(`failed ${error.code}`),
      paid: { kind: 'nothing' },
    });
    emulator.fail(/v1beta.batches/, 'cut');
    await expect(results()).rejects.toBeInstanceOf(JudgeError);
  },
);
