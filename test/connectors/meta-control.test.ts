import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { createMetaClient } from '../../src/main/connectors/meta/client.ts';
import { createRetry } from '../../src/main/connectors/net/retry.ts';
import { steeredMeta } from '../emulators/meta/control.ts';
import { credentials, token } from '../support/meta/token.ts';
import { berlin, makeAccounts } from '../support/meta/world.ts';

const startMs = Date.parse('2026-10-20T12:00:00Z');
const signal = AbortSignal.timeout(60_000);

it('the emulator is steered by a port of its own: what came in, what is to go wrong, time, and a world of a seed', async () => {
  const world = (seed: number) => makeAccounts([berlin], 60, startMs + 30 * 86_400_000, seed);
  const meta = await steeredMeta(world, { startMs, token });
  onTestFinished(() => meta.close());
  const pause = async () => undefined;
  const client = createMetaClient({
    credentials,
    address: { base: meta.origin, version: null },
    clock: { now: () => new Date(startMs).toISOString(), monotonicMs: () => startMs },
    pauses: { until: async () => null, set: pause },
    pause,
    retry: createRetry(() => 0.5, pause),
  });
  const [account] = world(1);
  const path = [`act_${account?.id}`, 'insights'];
  const params = {
    level: 'account',
    fields: 'spend,actions,action_values',
    time_range: { since: '2026-10-10', until: '2026-10-18' },
  };
  const read = () => client.read(path, params, z.unknown(), { account: null, what: 'It' }, signal);
  const steer = async (to: string, told?: object): Promise<unknown> => {
    const answer = await fetch(`${meta.control.origin}/${to}`, {
      ...(told && { method: 'POST', body: JSON.stringify(told) }),
    });
    expect(answer.status).toBe(200);
    return answer.json();
  };

  const first = await read();
  await steer('clock', { ms: 20 * 86_400_000 });
  // More of the same days has come to light.
  const later = await read();
  expect(later).not.toEqual(first);
  await steer('faults', { faults: [{ on: 'insights', kind: 'error', code: 190, subcode: 463 }] });
  await expect(read()).rejects.toMatchObject({ code: 'AUTH_EXPIRED' });
  const came = await steer('requests');
  expect(came).toHaveLength(3);
  expect(came).toMatchObject([
    { method: 'GET', path: expect.stringMatching(/insights$/), params: { level: 'account' }, status: 200 },
    { status: 200 },
    { status: 400 },
  ]);
  expect(JSON.stringify(came)).not.toContain(token);

  await steer('reset', { seed: 1 });
  expect(await read()).toEqual(first);
  expect(await steer('requests')).toHaveLength(1);
  await steer('reset', { seed: 2 });
  expect(await read()).not.toEqual(first);
});
