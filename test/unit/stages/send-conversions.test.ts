import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { AppError } from '../../../src/contract/index.ts';
import type { ConversionsPort } from '../../../src/main/ports.ts';
import { checkEvents, conversionsExecutor, keepEvents } from '../../../src/main/stages/send-conversions.ts';
import { tempStore } from '../../support/temp-store.ts';

const now = '2026-11-27T12:00:00.000Z';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function sending(port: ConversionsPort, count = 1001) {
  const { reader, writer } = await tempStore(() => now);
  const clock = { now: () => now, monotonicMs: () => 0 };
  const rows = Array.from({ length: count }, (_, n) => `Purchase,${now},A${n},1.50,EUR,c${n}@example.com`);
  const file = {
    text: ['event_name,event_time,order_id,value,currency,email', ...rows].join('\n'),
    map: {},
    pixel: '1234567890',
    time_zone: 'UTC',
    currency: null,
    country: null,
    action_source: 'physical_store',
    test_event_code: null,
  };
  const check = () => checkEvents({ reader, clock, sha256 }, file);
  const content = await keepEvents(
    { writer, clock, sha256 },
    'batch_0000000000000001',
    file.pixel,
    null,
    (await check()).ready,
  );
  const signal = new AbortController().signal;
  const executorTo = (to = writer) => conversionsExecutor({ reader, writer: to, clock, sha256, port });
  const tagged = content as Parameters<ReturnType<typeof executorTo>['send']>[0];
  const send = (stop = signal, to = writer) =>
    executorTo(to).send(tagged, 'ap_0000000000000001', signal, stop);
  const seen = () => executorTo().seen?.(tagged);
  const states = () => reader.sentEvents('batch_0000000000000001');
  return { check, send, seen, states, writer, orders: () => reader.rowsOfSource('conversions-api') };
}

it('a stop lets the request that has left come to its end and begins no other; what was taken counts', async () => {
  const stop = new AbortController();
  const sent: number[] = [];
  const { check, send } = await sending({
    async send(_pixel, events) {
      sent.push(events.length);
      stop.abort(new AppError('STOPPED'));
      return { kind: 'done', answerId: 'trace' };
    },
  });
  const end = await send(stop.signal);
  expect(end).toMatchObject({ kind: 'refused', code: 'STOPPED' });
  expect(sent).toEqual([1000]);
  expect((await check()).checked).toMatchObject({ good: 1, sent_before: 1000 });
});

it('tells whether Meta had taken some before it rests, and sends the others alone after it', async () => {
  const sent: number[] = [];
  const rests = [true, false, true, false];
  const { send, states } = await sending({
    async send(_pixel, events) {
      sent.push(events.length);
      return rests.shift()
        ? { kind: 'at rest', detail: 'It rests.', afterMs: null }
        : { kind: 'done', answerId: 'trace' };
    },
  });
  const statesOf = async () =>
    Object.entries(Object.groupBy(await states(), ({ state }) => state)).map(([name, all]) => [
      name,
      all?.length,
    ]);
  expect(await send()).toMatchObject({ kind: 'at rest', begun: false });
  expect(await statesOf()).toEqual([['waiting', 1000]]);
  expect(await send()).toMatchObject({ kind: 'at rest', begun: true });
  expect(await statesOf()).toEqual([
    ['accepted', 1000],
    ['waiting', 1],
  ]);
  expect(await send()).toMatchObject({ kind: 'done' });
  expect(sent).toEqual([1000, 1000, 1, 1]);
});

it('what Meta has taken becomes an order whichever write after it a kill comes before', async () => {
  const sent: string[] = [];
  const { send, writer, orders } = await sending(
    {
      async send(_pixel, events) {
        sent.push(events.map(({ event_id }) => event_id).join());
        return { kind: 'done', answerId: 'trace' };
      },
    },
    3,
  );
  const killedBefore = (write: number): typeof writer => {
    let left = write;
    const live = () => {
      left -= 1;
      if (left < 0) throw new Error('killed');
    };
    return {
      ...writer,
      markEvents: async (...given) => {
        live();
        await writer.markEvents(...given);
      },
      addLedgerRows: async (...given) => {
        live();
        return writer.addLedgerRows(...given);
      },
    };
  };
  // The first write is before the request.
  for (const write of [1, 2]) await expect(send(undefined, killedBefore(write))).rejects.toThrow('killed');
  expect(await send()).toMatchObject({ kind: 'done', answerId: '3 taken, 0 refused' });
  expect(await orders()).toHaveLength(3);
  // What nobody knew to be taken went again by the same ids, by which Meta drops a repeat.
  expect(sent).toHaveLength(3);
  expect(new Set(sent).size).toBe(1);
});

it.each([
  ['a request, and what was not begun is still to be sent', 1001, ['lost', 'lost'], 1000],
  ['one half of what was refused as a whole, and not the other', 4, ['refused', 'lost'], 2],
] as const)('a person saw that Meta took %s', async (_, count, ends, taken) => {
  const left: ('lost' | 'refused')[] = [...ends];
  const sent: number[] = [];
  const { check, send, seen, orders } = await sending(
    {
      async send(_pixel, events) {
        sent.push(events.length);
        const end = left.shift();
        if (end === 'lost') return { kind: 'lost', detail: 'No reply was seen.' };
        return end === 'refused'
          ? { kind: 'refused', code: 'INVALID_INPUT', detail: 'One of them.' }
          : { kind: 'done', answerId: 'trace' };
      },
    },
    count,
  );
  while (left.length > 0) expect(await send()).toMatchObject({ kind: 'lost' });
  expect(await seen()).toBe(true);
  expect(await orders()).toHaveLength(taken);
  expect((await check()).checked).toMatchObject({ good: count - taken, sent_before: taken });
  sent.length = 0;
  expect(await send()).toMatchObject({ kind: 'done' });
  expect(sent).toEqual([count - taken]);
  expect(await seen()).toBe(false);
});
