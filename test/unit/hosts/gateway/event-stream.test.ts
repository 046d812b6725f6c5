import { describe, expect, it } from 'vitest';
import type { AppEvent } from '../../../../src/contract/index.ts';
import { EventRing } from '../../../../src/main/hosts/gateway/event-ring.ts';
import { eventStream } from '../../../../src/main/hosts/gateway/event-stream.ts';

const event = (seq: number): AppEvent => ({ type: 'settings', seq });
const filled = (count: number, max = 2_000): EventRing => {
  const ring = new EventRing(max);
  for (let seq = 1; seq <= count; seq += 1) ring.push(event(seq));
  return ring;
};
const never = new AbortController().signal;

/** Reads until a text has come; the stream is left as it is then. */
async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, wanted: string): Promise<string> {
  let text = '';
  while (!text.includes(wanted)) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += new TextDecoder().decode(value);
  }
  return text;
}
const ids = (text: string): number[] => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));

describe('EventRing', () => {
  it('gives the event after a place, and none after the newest', () => {
    const ring = filled(5);
    expect(ring.after({ run: 0, seq: 3 })).toMatchObject({ seq: 4 });
    expect(ring.after({ run: 0, seq: 5 })).toBeNull();
  });

  it('keeps a bounded number of events and of bytes, and says when one is gone', () => {
    const few = filled(100, 10);
    expect(few.after({ run: 0, seq: 89 })).toBe('gap');
    expect(few.after({ run: 0, seq: 90 })).toMatchObject({ seq: 91 });
    const small = new EventRing(1_000, 200);
    for (let seq = 1; seq <= 100; seq += 1) small.push(event(seq));
    expect(small.after({ run: 0, seq: 90 })).toBe('gap');
    expect(small.after({ run: 0, seq: 99 })).toMatchObject({ seq: 100 });
  });

  it('takes a place after the newest, a jump, and numbers that start anew for a gap', () => {
    const ring = filled(5);
    expect(ring.after({ run: 0, seq: 6 })).toBe('gap');
    ring.push(event(8));
    expect(ring.after({ run: 0, seq: 5 })).toBe('gap');
    const place = ring.newest;
    for (let seq = 1; seq <= 20; seq += 1) ring.push(event(seq));
    expect(ring.after(place)).toBe('gap');
  });
});

describe('eventStream', () => {
  it('starts with what comes after the connection', async () => {
    const ring = filled(3);
    const reader = eventStream(ring, null, never).getReader();
    await readUntil(reader, 'retry');
    ring.push(event(4));
    const text = await readUntil(reader, 'id: 4');
    expect(ids(text)).toEqual([4]);
    expect(text).toContain('data: {"type":"settings","seq":4}');
    await reader.cancel();
  });

  it('sends what was missed, in order and once', async () => {
    const ring = filled(50);
    const reader = eventStream(ring, 20, never).getReader();
    const text = await readUntil(reader, 'id: 50');
    expect(ids(text)).toEqual(Array.from({ length: 30 }, (_, i) => 21 + i));
    await reader.cancel();
  });

  it('says resync when too much was missed, and goes on from the newest', async () => {
    const ring = filled(100, 10);
    const reader = eventStream(ring, 20, never).getReader();
    expect(await readUntil(reader, 'resync')).toContain('event: resync\nid: 100\n');
    ring.push(event(101));
    expect(ids(await readUntil(reader, 'id: 101'))).toEqual([101]);
    await reader.cancel();
  });

  it('holds nothing for a listener that does not read: it is told resync when it does', async () => {
    const ring = new EventRing(10);
    const reader = eventStream(ring, null, never).getReader();
    for (let seq = 1; seq <= 10_000; seq += 1) ring.push(event(seq));
    const text = await readUntil(reader, 'resync');
    expect(ids(text).at(-1)).toBe(10_000);
    expect(text.length).toBeLessThan(1_000);
    await reader.cancel();
  });

  it('sends a heartbeat while nothing happens', async () => {
    const reader = eventStream(new EventRing(), null, never, 5).getReader();
    expect(await readUntil(reader, 'keep-alive')).toContain(': keep-alive\n\n');
    await reader.cancel();
  });

  it('ends when the gateway closes', async () => {
    const ended = new AbortController();
    const reader = eventStream(new EventRing(), null, ended.signal).getReader();
    const rest = readUntil(reader, 'never sent');
    ended.abort();
    await expect(rest).resolves.toContain('retry');
  });
});
