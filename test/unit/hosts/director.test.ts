import { expect, onTestFinished, test } from 'vitest';
import type { AppError, Caller, Settings } from '../../../src/contract/index.ts';
import { openApp } from '../../../src/main/hosts/compose.ts';
import { typedCall } from '../../../src/main/hosts/typed-call.ts';
import { emulateAnthropic } from '../../emulators/anthropic.ts';
import { aDirector } from '../../support/act/a-director.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { tempStore } from '../../support/temp-store.ts';

const now = '2026-11-27T12:00:00.000Z';
const program: Caller = { host: 'gateway', scopes: ['read', 'propose'], person: false };
const person: Caller = { ...program, person: true };
const code = (wanted: Promise<unknown>) =>
  wanted.then(
    () => null,
    (error: AppError) => error.code,
  );

/** A Director over a real store, whose service never answers. */
async function desk() {
  const store = await tempStore(() => now);
  const claude = await emulateAnthropic({});
  claude.fail(/messages/, 'hang');
  const director = aDirector(store, claude, { clock: { now: () => now, monotonicMs: () => 0 } });
  onTestFinished(async () => {
    await director.close();
    await claude.close();
  });
  director.serve({ call: async () => ({ ok: true as const, value: null }) });
  const ask = (by: Caller, ceiling_usd?: number, service: 'anthropic' | null = 'anthropic') =>
    director.ask({ question: 'Which?', ads: [], agree: true, ceiling_usd, ...(service && { service }) }, by);
  const ceiling = async (asked: ReturnType<typeof ask>) =>
    (await director.show((await asked).conversation)).turns[0]?.ceiling_usd;
  return { store, ask, ceiling };
}

test('only a person agrees, to a service by name, and says what a question may cost', async () => {
  const { ask, ceiling, store } = await desk();
  expect(await code(ask(program))).toBe('NEEDS_APPROVAL');
  expect(await code(ask(person, 900, null))).toBe('NEEDS_APPROVAL');
  expect(await store.reader.agreedTo()).toEqual([]);
  expect(await ceiling(ask(person, 900))).toBe(900);
});

test('programs stay within a day, what is still running included, however many of them ask at once', async () => {
  const { ask, ceiling, store } = await desk();
  await store.writer.agreeTo('director anthropic', 'a', now);
  const asked = { question: 'Which?', attached: [], service: 'anthropic', model: 'm' } as const;
  for (const [id, byProgram, cost, at] of [
    ['turn_of_yesterday', true, 30_000_000, '2026-11-26T23:59:59.000Z'],
    ['turn_of_today', true, 18_500_000, '2026-11-27T00:00:01.000Z'],
    ['turn_of_a_person', false, 30_000_000, '2026-11-27T00:00:01.000Z'],
  ] as const) {
    const turn = { ...asked, id, conversation: id, ceilingMicroUsd: cost, byProgram };
    await store.writer.beginTurn(turn, at);
    await store.writer.beginChat(id, cost, at);
    await store.writer.endTurn(id, { state: 'failed', code: 'INTERNAL', detail: '' }, at);
    // What it cost stays on record.
    await store.writer.removeConversation(id);
  }
  expect(await ceiling(ask(program, 900))).toBe(1);
  const [first, second] = [ask(program), ask(program)];
  const ends = await Promise.all([code(first), code(second)]);
  expect(ends.toSorted()).toEqual(['BUDGET_REACHED', null]);
  expect(await ceiling(ends[0] === null ? first : second)).toBeLessThanOrEqual(0.5);
});

test('a program lowers what models may cost but does not raise it', async () => {
  const app = await openApp({ home: tempFolder(), role: 'app' });
  onTestFinished(() => app.close());
  for (const ceiling of ['director_ceiling_usd', 'council_ceiling_usd'] as const) {
    const to = (usd: number, by: Caller): Promise<Settings> =>
      typedCall(app, by, 'settings.set', { [ceiling]: usd });
    expect((await to(0.5, program))[ceiling]).toBe(0.5);
    expect(await code(to(0.6, program))).toBe('PERMISSION');
    expect((await to(2, person))[ceiling]).toBe(2);
  }
});
