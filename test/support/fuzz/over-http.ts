import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { contract, type Procedure } from '../../../src/contract/index.ts';
import { Random } from '../clips/random.ts';
import { fuzzedMessage } from './messages.ts';
import { bounded, type Fuzzed, rssMb, watch } from './target.ts';
import { spoil, valueFor } from './values.ts';

const script = join(import.meta.dirname, 'serve-child.ts');
/** A fuzz that guessed well would change this machine, so it calls only what reads and what proposes. */
const harmless = Object.entries<Procedure>(contract).filter(
  ([, { effect, hosts }]) =>
    (effect === 'none' || effect === 'propose') && (hosts?.includes('gateway') ?? true),
);
const inputs = new Map<string, object>();
const inputOf = (id: string, type: z.ZodType): object => {
  const known = inputs.get(id) ?? z.toJSONSchema(type, { io: 'input' });
  inputs.set(id, known);
  return known;
};

interface Request {
  readonly path: string;
  readonly body: Uint8Array;
}
function fuzzedRequest(random: Random, n: number): Request {
  if (random.chance(0.5)) return { path: '/mcp', body: fuzzedMessage(random, n) };
  const [id, { input }] = random.pick(harmless);
  const text = JSON.stringify(valueFor(inputOf(id, input), random));
  const path = random.chance(0.95) ? id.replace('.', '/') : `${id.replace('.', '/')}x`;
  return { path: `/v1/${path}`, body: random.chance(0.15) ? spoil(text, random) : Buffer.from(text) };
}

/**
 * Sends messages to the gateway from several browsers that are signed in, each as fast as it may; meanwhile another one
 * changes a setting now and then, and must be told of each change as the window is.
 */
export async function fuzzHttp(
  folder: string,
  messages: number,
  seed: number,
): Promise<Fuzzed & { readonly events: number; readonly internal: readonly string[] }> {
  const browsers = 8;
  const child = spawn(process.execPath, [bounded, script, folder, String(browsers + 1)], {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const crashes = watch(child);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { origin, links } = JSON.parse(line) as { origin: string; links: string[] };
  const [own = '', ...cookies] = await Promise.all(
    links.map(async (link) => {
      const { headers } = await fetch(link, { redirect: 'manual' });
      return (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    }),
  );
  const post = (cookie: string, { path, body }: Request): Promise<Response> =>
    fetch(`${origin}${path}`, {
      method: 'POST',
      headers: {
        cookie,
        origin,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body,
    });

  let [events, asked, unanswered, answers, sent] = [0, 0, 0, 0, 0];
  const closed = new AbortController();
  const stream = await fetch(`${origin}/v1/events`, { headers: { cookie: own }, signal: closed.signal });
  const listening = (async () => {
    for await (const part of stream.body ?? [])
      events += Buffer.from(part).toString().split('"type":"settings"').length - 1;
  })().catch(() => undefined);
  const change = async (): Promise<void> => {
    asked += 1;
    const body = Buffer.from(JSON.stringify({ theme: asked % 2 === 0 ? 'dark' : 'light' }));
    const { ok } = await post(own, { path: '/v1/settings/set', body });
    if (!ok) unanswered += 1;
  };

  const random = new Random(seed);
  const internal: string[] = [];
  let warm = rssMb(child);
  const browser = async (cookie: string): Promise<void> => {
    while (sent < messages && crashes().length === 0) {
      sent += 1;
      if (sent % 100 === 0) await change();
      if (sent === Math.ceil(messages / 5)) warm = rssMb(child);
      const request = fuzzedRequest(random, sent);
      let response = await post(cookie, request);
      while (response.status === 429) {
        await response.text();
        await wait(1000 * Number(response.headers.get('retry-after')));
        response = await post(cookie, request);
      }
      answers += 1;
      // An open stream of changes would be waited for to the end of the program.
      if (response.headers.get('content-type')?.startsWith('text/event-stream'))
        await response.body?.cancel();
      else {
        const text = await response.text();
        if (response.status >= 500 || text.includes('"INTERNAL"'))
          internal.push(
            `${request.path} ${Buffer.from(request.body).toString().slice(0, 200)}: ${text.slice(0, 200)}`,
          );
      }
    }
  };
  await Promise.all(cookies.map(browser));
  await change();
  for (let tries = 0; events < asked && tries < 100; tries += 1) await wait(50);
  const found = crashes();
  const after = found.length > 0 ? warm : rssMb(child);
  closed.abort();
  await listening;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  if (found.length === 0) await ended;
  return { messages, answers, asked, unanswered, crashes: found, rssMb: [warm, after], events, internal };
}
