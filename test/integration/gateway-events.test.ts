import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bearerOf, get } from '../unit/hosts/gateway/ask.ts';
import { type Running, runGateway } from '../unit/hosts/gateway/fake-app.ts';

let running: Running;
beforeEach(async () => {
  running = await runGateway();
});
afterEach(() => running.stop());

describe('events', () => {
  const read = async (headers: Record<string, string>, until: string): Promise<string> => {
    const stop = new AbortController();
    const response = await fetch(`${running.gateway.origin}/v1/events`, {
      headers: { ...bearerOf(running), ...headers },
      signal: stop.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let text = '';
    while (!text.includes(until)) {
      const { done, value } = await reader.read();
      if (done) break;
      text += new TextDecoder().decode(value);
      if (text.includes('retry') && until === 'seq":3') emitOnce();
    }
    stop.abort();
    return text;
  };
  let emitted = false;
  const emitOnce = (): void => {
    if (emitted) return;
    emitted = true;
    for (const seq of [1, 2, 3]) running.app.emit({ type: 'settings', seq });
  };
  beforeEach(() => {
    emitted = false;
  });

  it('arrive as they happen, numbered', async () => {
    const text = await read({}, 'seq":3');
    expect(text).toContain('id: 2\ndata: {"type":"settings","seq":2}\n\n');
  });

  it('resume after the last one that was seen, and say when too much was missed', async () => {
    for (let seq = 1; seq <= 2_100; seq += 1) running.app.emit({ type: 'settings', seq });
    const resumed = await read({ 'last-event-id': '2098' }, 'id: 2100');
    expect(resumed.match(/^id: \d+$/gm)).toEqual(['id: 2099', 'id: 2100']);
    expect(await read({ 'last-event-id': '1' }, 'resync')).toContain('event: resync\nid: 2100');
  });

  it('are bounded in listeners, and a place becomes free when one leaves', async () => {
    const stop = new AbortController();
    const open = (): Promise<Response> =>
      fetch(`${running.gateway.origin}/v1/events`, { headers: bearerOf(running), signal: stop.signal });
    const answers = await Promise.all(Array.from({ length: 17 }, open));
    expect(answers.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1);
    stop.abort();
    await expect
      .poll(async () => (await get(running, '/v1/events', bearerOf(running), 'HEAD')).status)
      .toBe(200);
  });
});
