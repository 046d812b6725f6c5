import { expect, onTestFinished, test } from 'vitest';
import { anthropicBatches } from '../../src/main/connectors/anthropic/batches.ts';
import { geminiBatches } from '../../src/main/connectors/gemini/batches.ts';
import { openaiBatches } from '../../src/main/connectors/openai/batches.ts';
import { JudgeError } from '../../src/main/core/score/council/judge-error.ts';
import type { JudgeBatches } from '../../src/main/ports.ts';
import { emulateAnthropic } from '../emulators/anthropic.ts';
import { emulateGemini } from '../emulators/gemini.ts';
import { emulateOpenai } from '../emulators/openai.ts';
import type { LineEnd } from '../emulators/opinion.ts';
import type { ListOptions } from '../emulators/page-after.ts';
import type { Emulator } from '../emulators/server.ts';
import { aPrompt } from '../support/a-prompt.ts';

const signal = new AbortController().signal;
const prompt = aPrompt({ judge: 'openai' });
const linesOf = (ids: readonly string[]) =>
  ids.map((id) => ({ id, call: { model: 'm', prompt, frames: [], video: null } }));

const sendTo = async (batches: JudgeBatches, ids: readonly string[]): Promise<string> =>
  (await batches.send('m', linesOf(ids), signal)).batch ?? expect.fail('All were refused.');

type Open = (list?: ListOptions & { lineEnds?: LineEnd[] }) => Promise<[Emulator, JudgeBatches]>;
const services: Record<'anthropic' | 'openai' | 'gemini', Open> = {
  async anthropic(list) {
    const emulator = await emulateAnthropic({ looks: 3, ...list });
    const connection = { apiKey: 'anthropic-key', baseUrl: emulator.url, timeoutMs: 30_000 };
    return [emulator, anthropicBatches(connection)];
  },
  async openai(list) {
    const emulator = await emulateOpenai(list);
    const connection = { apiKey: 'openai-key', baseUrl: `${emulator.url}/v1`, timeoutMs: 30_000 };
    return [emulator, openaiBatches(connection)];
  },
  async gemini(list) {
    const emulator = await emulateGemini(list);
    const connection = { apiKey: 'gemini-key', baseUrl: emulator.url, timeoutMs: 30_000 };
    return [emulator, geminiBatches(connection)];
  },
};

test.each(Object.entries(services))(
  'a batch is found at %s among more than a page of others, of this library and of another, and one that is not there is not',
  async (name, open) => {
    const [emulator, batches] = await open();
    onTestFinished(() => emulator.close());
    const send = (ids: readonly string[]) => sendTo(batches, ids);
    const ours = await send(['job_a-1', 'job_a-2']);
    const others: string[] = [];
    for (let n = 0; n < 101; n += 1) others.push(await send([`job_a-${n + 3}`, `job_a-${n + 200}`]));
    // The same numbers, of another library.
    await send(['job_b-1', 'job_b-2']);
    const sentAt = new Date().toISOString();
    const find = (ids: readonly string[]) => batches.find({ ids, sentAt, others }, signal);
    // Only what is over says at Anthropic whose it is.
    if (name === 'anthropic')
      for (let n = 0; n < 2; n += 1) expect((await find(['job_a-1', 'job_a-2'])).kind).toBe('later');
    expect(await find(['job_a-1', 'job_a-2'])).toEqual({ kind: 'found', batch: ours });
    expect(await find(['job_c-1', 'job_c-2'])).toEqual({ kind: 'absent' });
  },
);

test.each(Object.entries(services))(
  'a line of %s that failed is told by its own cause, and bills nothing',
  async (_, open) => {
    const [emulator, batches] = await open({ lineEnds: ['too long', 'errored', 'answered'] });
    onTestFinished(() => emulator.close());
    const ids = ['job_a-1', 'job_a-2', 'job_a-3'];
    const batch = await sendTo(batches, ids);
    await expect.poll(() => batches.results(batch, signal)).not.toBeNull();
    const answers = await batches.results(batch, signal);
    if (answers === null || answers instanceof JudgeError) return expect.fail('It has no answers.');
    const errors = ids.map((id) => answers.find((line) => line.id === id)?.error);
    expect(errors).toMatchObject([
      { problem: 'too_long', paid: { kind: 'nothing' } },
      { problem: expect.stringMatching(/overloaded|upstream/), paid: { kind: 'nothing' } },
      null,
    ]);
  },
);

test.each(Object.entries(services))('a batch at %s that is called off ends unanswered', async (_, open) => {
  const [emulator, batches] = await open();
  onTestFinished(() => emulator.close());
  const batch = await sendTo(batches, ['job_a-1', 'job_a-2']);
  await batches.cancel(batch, signal);
  await expect.poll(() => batches.results(batch, signal)).toEqual([]);
  await batches.forget(batch, signal);
});

const dayMs = 24 * 3_600_000;

/** An account with a year of other batches, a hundred on each of three days; the last is ours. */
async function account(open: Open, oldestFirst: boolean) {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const [emulator, batches] = await open({ now: () => now, oldestFirst });
  onTestFinished(() => emulator.close());
  for (let day = 0; day < 3; day += 1) {
    for (let n = 0; n < 100; n += 1) {
      await sendTo(batches, [`job_${day}-${n}`]);
      now += 1000;
    }
    now += 100 * dayMs;
  }
  const sentAt = new Date(now).toISOString();
  const lost = { ids: ['job_lost-1'], sentAt, others: [] };
  emulator.log.length = 0;
  const pages = () => emulator.log.filter(({ method }) => method === 'GET').length;
  return { batches, lost, pages };
}

test.each(Object.entries(services))(
  'a batch that never arrived at %s is not looked for among all that ever did',
  async (_name, open) => {
    const { batches, lost, pages } = await account(open, false);
    expect(await batches.find(lost, signal)).toEqual({ kind: 'absent' });
    // The first hundred older ones show the order, at the end of their page.
    expect(pages()).toBe(1);
  },
);

test.each(['openai', 'gemini'] as const)(
  'a list of %s that does not show the newest first is read to its end',
  async (name) => {
    const { batches, lost, pages } = await account(services[name], true);
    const batch = await sendTo(batches, lost.ids);
    expect(await batches.find(lost, signal)).toEqual({ kind: 'found', batch });
    expect(pages()).toBe(4);
  },
);
