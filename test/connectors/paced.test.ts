import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { anthropicJudge } from '../../src/main/connectors/anthropic/client.ts';
import { openaiJudge } from '../../src/main/connectors/openai/client.ts';
import { createLedger } from '../../src/main/core/score/council/ledger.ts';
import { ratesOn } from '../../src/main/core/score/council/price.ts';
import { systemClock } from '../../src/main/hosts/clock.ts';
import type { Aside } from '../../src/main/ports.ts';
import { askJudge } from '../../src/main/stages/ask-judge.ts';
import { createGate } from '../../src/main/stages/judge-gate.ts';
import { emulateAnthropic } from '../emulators/anthropic.ts';
import { emulateOpenai } from '../emulators/openai.ts';
import type { Quota } from '../emulators/quota.ts';
import type { Emulator } from '../emulators/server.ts';
import { aPrompt } from '../support/a-prompt.ts';

const open: Emulator[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const sides = {
  async anthropic(quota: Quota) {
    const emulator = await emulateAnthropic({ quota });
    const judge = anthropicJudge({ apiKey: 'anthropic-key', baseUrl: emulator.url, timeoutMs: 30_000 });
    return { judge, emulator, model: 'claude-sonnet-5-5' };
  },
  async openai(quota: Quota) {
    const emulator = await emulateOpenai({ quota });
    const judge = openaiJudge({
      apiKey: 'openai-key',
      baseUrl: `${emulator.url}/v1`,
      timeoutMs: 30_000,
    });
    return { judge, emulator, model: 'gpt-6.1-terra' };
  },
};

const frames = [{ t: 1, width: 36, height: 64, jpeg: Uint8Array.of(0xff, 0xd8) }];

async function opened(name: keyof typeof sides, quota: Quota) {
  const { judge, emulator, model } = await sides[name](quota);
  open.push(emulator);
  const prompt = aPrompt({ judge: name, width: 36, height: 64, frameTimes: [1] });
  return { judge, emulator, call: { model, prompt, frames, video: null } };
}

/** So many ads, eight at a time, as a run asks; answers how often the service had to refuse. */
async function asRun(name: keyof typeof sides, quota: Quota, ads: number) {
  const { judge, emulator, call } = await opened(name, quota);
  const { model, prompt } = call;
  const gate = createGate(systemClock, (ms, signal) => sleep(ms, undefined, { signal }), 8);
  const ports = {
    judge,
    gate,
    ledger: createLedger(1e9, 0),
    writer: { beginCall: async () => 1, endCall: async () => undefined },
    now: () => systemClock.now(),
  };
  const question = {
    key: {
      jobId: 'job_00000000',
      adId: '0123456789abcdef',
      judge: name,
      model,
      rubricVersion: 'rubric-1',
      promptVersion: 'prompt-1',
    },
    call,
    size: { prompt, frames, videoS: null, schemaBytes: 4000, maxOutputTokens: 8000 },
    rates: ratesOn('2026-11-27', name, model),
    durationS: null,
  };
  const { signal } = new AbortController();
  const ballots = await Promise.all(Array.from({ length: ads }, () => askJudge(ports, question, signal)));
  return {
    refused: emulator.log.filter(({ status }) => status === 429).length,
    voted: ballots.filter(({ end }) => end.kind === 'vote').length,
  };
}

const fewRequests: Quota = { requests: 9, tokens: 1e7, ms: 400 };
const fewTokens: Quota = { requests: 1000, tokens: 90_000, ms: 400 };

describe.each(['anthropic', 'openai'] as const)('%s', (name) => {
  test.each([
    ['requests', fewRequests],
    ['tokens', fewTokens],
  ])('is never asked beyond the limit of %s that it tells of', async (_of, quota) => {
    expect(await asRun(name, quota, 20)).toEqual({ refused: 0, voted: 20 });
  });

  test('would refuse whoever does not keep to it', async () => {
    const { judge, call } = await opened(name, { ...fewRequests, ms: 600_000 });
    const here: Aside = (work) => work();
    const asked = Array.from({ length: 12 }, () => judge.ask(call, new AbortController().signal, here));
    const ends = await Promise.allSettled(asked);
    expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(3);
  });
});
