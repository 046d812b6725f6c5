import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createMeta } from '../../src/main/connectors/meta/meta.ts';
import { dayIn } from '../../src/main/core/learn/meta/days.ts';
import type { Trace } from '../emulators/meta/events.ts';
import { expectLedger } from '../support/meta/expect-ledger.ts';
import { accountOf, type Meta, openMeta, startMs } from '../support/meta/harness.ts';
import { berlin } from '../support/meta/world.ts';

const signal = AbortSignal.timeout(60_000);
const pixel = '1234567890';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hourMs = 3_600_000;

/** A purchase of 49.90 EUR at an instant. */
const purchase = (id: string, atMs: number, user: object = {}) => ({
  event_name: 'Purchase',
  event_time: Math.floor(atMs / 1000),
  event_id: id,
  action_source: 'physical_store',
  user_data: { em: [sha256('john_smith@gmail.com')], ...user },
  custom_data: { value: 49.9, currency: 'EUR' },
});
const send = (meta: Meta, events: readonly ReturnType<typeof purchase>[]) =>
  createMeta(meta.parts).conversions.send(pixel, events, null, signal, signal);

it('a purchase that Meta traces to an ad stands in the results an hour later, once, and in the ledger of the world', async () => {
  const traces = new Map<string, Trace>();
  const meta = await openMeta([berlin], { traces });
  const ad = accountOf(meta).ads[0]?.id ?? '';
  traces.set('IwAR1', { adId: ad, atMs: startMs - 20 * hourMs, by: 'click' });
  const revenue = async () => {
    await meta.refresh({ daysBack: 2 });
    await expectLedger(meta, 2);
    const found = (await meta.insights())[0]?.ads.find(({ id }) => id === ad)?.results;
    return [found?.orders ?? 0, found?.revenue_minor ?? 0] as const;
  };
  const [orders, minor] = await revenue();
  const bought = purchase('A1', meta.nowMs() - hourMs, { fbc: `fb.1.${startMs - 20 * hourMs}.IwAR1` });
  expect(dayIn('Europe/Berlin', new Date(meta.nowMs() - hourMs).toISOString())).toBe('2026-10-20');
  // Twice, as after a reply that was lost.
  for (const _ of [1, 2]) expect(await send(meta, [bought])).toMatchObject({ kind: 'done' });
  expect(meta.emulator.events.counted).toHaveLength(1);
  expect(await revenue()).toEqual([orders, minor]);
  meta.passDays(1 / 12);
  expect(await revenue()).toEqual([orders + 1, minor + 4990]);
});

it('the same event is another one for Meta after two days, so what was taken is never sent again', async () => {
  const meta = await openMeta([berlin]);
  const bought = purchase('A1', meta.nowMs());
  await send(meta, [bought]);
  meta.passDays(3);
  await send(meta, [bought]);
  expect(meta.emulator.events.counted).toHaveLength(2);
});

it('one event at fault has all of its request refused for its content; what has other causes is told as those', async () => {
  const meta = await openMeta([berlin]);
  const good = purchase('A1', meta.nowMs());
  const plain = { ...good, event_id: 'A2', user_data: { em: ['john_smith@gmail.com'] } };
  const late = purchase('A3', meta.nowMs() - 63 * 24 * hourMs);
  const future = purchase('A4', meta.nowMs() + 2 * hourMs);
  for (const bad of [plain, late, future])
    expect(await send(meta, [good, bad])).toMatchObject({ kind: 'refused', code: 'INVALID_INPUT' });
  expect(meta.emulator.events.counted).toEqual([]);
  for (const [code, told] of [
    [2635, 'UPSTREAM'],
    [190, 'AUTH_EXPIRED'],
    [368, 'PERMISSION'],
  ] as const) {
    meta.emulator.faults.push({ on: 'events', kind: 'error', code });
    expect(await send(meta, [good])).toMatchObject({ kind: 'refused', code: told });
  }
  meta.emulator.faults.push({ on: 'events', kind: 'error', code: 17 });
  expect(await send(meta, [good])).toMatchObject({ kind: 'at rest' });
});
