import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Caller, Input, Output, ProcedureId } from '../../src/contract/index.ts';
import { openApp } from '../../src/main/hosts/compose.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';
import { emulateAnthropic } from '../emulators/anthropic.ts';
import { emulateGemini } from '../emulators/gemini.ts';
import { emulateOpenai } from '../emulators/openai.ts';
import { jobEnded } from '../support/job-ended.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A service is waited for as it is, only not for three minutes. */
vi.mock(import('../../src/main/hosts/model-access.ts'), async (original) => {
  const { createModelAccess } = await original();
  return {
    createModelAccess:
      (...parts) =>
      async (...asked) => {
        const access = await createModelAccess(...parts)(...asked);
        return access.off === null
          ? { ...access, connection: { ...access.connection, timeoutMs: 1500 } }
          : access;
      },
  };
});

const caller: Caller = { host: 'electron', scopes: ['read', 'propose'], person: true };
let services: Awaited<ReturnType<typeof emulated>>;
const emulated = async () => ({
  anthropic: await emulateAnthropic(),
  openai: await emulateOpenai(),
  gemini: await emulateGemini({ looks: 1 }),
});
beforeEach(async () => {
  services = await emulated();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const one of Object.values(services)) await one.close();
});

async function council(judges: readonly ('ANTHROPIC' | 'OPENAI' | 'GEMINI')[]) {
  const folder = tempFolder();
  const picture = join(folder, 'red.png');
  await sharp({ create: { width: 300, height: 500, channels: 3, background: '#d22' } }).toFile(picture);
  const bases = { ANTHROPIC: '', OPENAI: '/v1', GEMINI: '' };
  for (const [name, path] of Object.entries(bases) as ['ANTHROPIC' | 'OPENAI' | 'GEMINI', string][]) {
    const service = name.toLowerCase() as keyof typeof services;
    vi.stubEnv(`${name}_BASE_URL`, `${services[service].url}${path}`);
    vi.stubEnv(`${name}_API_KEY`, judges.includes(name) ? `${service}-key` : undefined);
  }
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/nonexistent');
  const app = await openApp({ home: join(folder, 'home'), role: 'cli' });
  const ask = <Id extends ProcedureId>(id: Id, input: Input<Id>): Promise<Output<Id>> =>
    typedCall(app, caller, id, input);
  try {
    const { job_id } = await ask('ingest.analyze', { paths: [picture] });
    await jobEnded(app, job_id);
    const judged = await ask('council.judge', { job_id, council: 'all', agree: true });
    await jobEnded(app, judged.job_id);
    return (await ask('ingest.result', { job_id })).ads[0]?.council;
  } finally {
    await app.close();
  }
}
const questions = (): number => services.anthropic.log.filter(({ path }) => /messages/.test(path)).length;

test('a judge that does not answer in time is absent and named, and the others are a council without it', async () => {
  services.anthropic.fail(/messages/, 'hang', 'hang');
  const found = await council(['ANTHROPIC', 'OPENAI', 'GEMINI']);
  expect(found?.members.find(({ member }) => member === 'anthropic')).toMatchObject({
    state: 'abstained',
    reason: 'it did not answer in time (2 tries)',
    score: null,
    weight: 0,
  });
  // Nobody knows whether it is billed, so it is not asked a third time and counts at its worst.
  expect(questions()).toBe(2);
  expect(found?.members.find(({ member }) => member === 'anthropic')?.cost_usd).toBeGreaterThan(0);
  expect(found?.basis).toBe('council');
  expect(found?.members.filter(({ state }) => state === 'voted').map(({ member }) => member)).toEqual([
    'gemini',
    'openai',
    'engine',
  ]);
});

test('with one family left the engine stands alone; one late answer alone is asked for again', async () => {
  services.anthropic.fail(/messages/, 'hang', 'hang');
  expect((await council(['ANTHROPIC', 'OPENAI']))?.basis).toBe('engine only');
  services.anthropic.fail(/messages/, 'hang');
  expect((await council(['ANTHROPIC', 'OPENAI']))?.basis).toBe('council');
});
