import { expect, onTestFinished, test } from 'vitest';
import { openaiBatches } from '../../src/main/connectors/openai/batches.ts';
import { JudgeError } from '../../src/main/core/score/council/judge-error.ts';
import { emulateOpenai } from '../emulators/openai.ts';
import { aPrompt } from '../support/a-prompt.ts';

test('a batch for which the queue had no room is told as a limit, and bills nothing; one that fits is at work', async () => {
  const emulator = await emulateOpenai({ room: 2 });
  onTestFinished(() => emulator.close());
  const batches = openaiBatches({
    apiKey: 'openai-key',
    baseUrl: `${emulator.url}/v1`,
    timeoutMs: 30_000,
  });
  const signal = new AbortController().signal;
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
