import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { anthropicJudge } from '../../src/main/connectors/anthropic/client.ts';
import { geminiBatches } from '../../src/main/connectors/gemini/batches.ts';
import { geminiJudge } from '../../src/main/connectors/gemini/client.ts';
import { localJudge } from '../../src/main/connectors/local-model/client.ts';
import { openaiJudge } from '../../src/main/connectors/openai/client.ts';
import { JudgeError } from '../../src/main/core/score/council/judge-error.ts';
import { readReply } from '../../src/main/core/score/council/read-reply.ts';
import { createLog } from '../../src/main/hosts/log.ts';
import type { Aside, JudgeCall, JudgePort } from '../../src/main/ports.ts';
import {
  anthropicFaults,
  anthropicMessage,
  emulateAnthropic,
  shownToAnthropic,
} from '../emulators/anthropic.ts';
import { emulateGemini, type GeminiEmulator, type GeminiOptions, geminiFaults } from '../emulators/gemini.ts';
import { emulateLocalModel, shownToLocal } from '../emulators/local-model.ts';
import {
  emulateOpenai,
  openaiCutOff,
  openaiFailed,
  openaiFaults,
  openaiRefusal,
  openaiSays,
  shownToOpenai,
} from '../emulators/openai.ts';
import type { LineEnd } from '../emulators/opinion.ts';
import type { Emulator, Fault } from '../emulators/server.ts';
import { aPrompt, ofFilm } from '../support/a-prompt.ts';
import { tempFolder } from '../support/temp-folder.ts';

const open: Emulator[] = [];
afterEach(async () => {
  vi.unstubAllGlobals();
  for (const one of open.splice(0)) await one.close();
});
/** Where nothing hangs, a slow machine must not look as if it did. */
const patientMs = 30_000;
const hangsMs = 400;
const frames = [1, 2].map((t) => ({ t, width: 36, height: 64, jpeg: Uint8Array.of(0xff, 0xd8, t) }));
const call = (model: string, more: Partial<JudgeCall> = {}): JudgeCall => ({
  model,
  prompt: aPrompt({ judge: 'openai', ...ofFilm, frameTimes: [1, 2] }),
  frames,
  video: null,
  ...more,
});
const never = new AbortController().signal;
const here: Aside = (work) => work();

interface Side {
  readonly judge: JudgePort;
  readonly emulator: Emulator;
  readonly model: string;
  readonly path: RegExp;
}
const sides: Record<string, (timeoutMs: number) => Promise<Side>> = {
  async anthropic(timeoutMs) {
    const emulator = await emulateAnthropic();
    const judge = anthropicJudge({ apiKey: 'anthropic-key', baseUrl: emulator.url, timeoutMs });
    return { judge, emulator, model: 'claude-sonnet-5-5', path: /messages/ };
  },
  async openai(timeoutMs) {
    const emulator = await emulateOpenai();
    const judge = openaiJudge({ apiKey: 'openai-key', baseUrl: `${emulator.url}/v1`, timeoutMs });
    return { judge, emulator, model: 'gpt-6.1-terra', path: /responses/ };
  },
  async gemini(timeoutMs) {
    const emulator = await emulateGemini();
    const judge = geminiJudge({ apiKey: 'gemini-key', baseUrl: emulator.url, timeoutMs, lookAgainMs: 5 });
    return { judge, emulator, model: 'gemini-3.8-flash', path: /generateContent/ };
  },
  async local(timeoutMs) {
    const emulator = await emulateLocalModel();
    const judge = localJudge({ apiKey: '', baseUrl: `${emulator.url}/v1`, timeoutMs });
    return { judge, emulator, model: 'qwen3-vl:8b', path: /completions/ };
  },
};
async function side(name: string, timeoutMs = patientMs): Promise<Side> {
  const made = await (sides[name] as (typeof sides)[string])(timeoutMs);
  open.push(made.emulator);
  return made;
}
const fails = async (name: string, ...faults: Fault[]) => {
  const { judge, emulator, model, path } = await side(name, faults.includes('hang') ? hangsMs : patientMs);
  emulator.fail(path, ...faults);
  const error = await judge.ask(call(model), never, here).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(JudgeError);
  // One attempt is one request: whatever failed, the SDK did not try again by itself.
  expect(emulator.log.filter((one) => path.test(one.path))).toHaveLength(1);
  return error as JudgeError;
};

describe.each(Object.keys(sides))('%s', (name) => {
  test('is shown the prompt and the pictures, and its answer is a vote', async () => {
    const { judge, emulator, model } = await side(name);
    const asked = call(model);
    const { reply, paid } = await judge.ask(asked, never, here);
    expect(readReply(reply, 5).kind).toBe('vote');
    const [request] = emulator.log;
    const shown = {
      anthropic: () => shownToAnthropic(request?.body as Buffer),
      openai: () => shownToOpenai(request?.body as Buffer),
      gemini: () => (emulator as GeminiEmulator).shown[0],
      local: () => shownToLocal(request?.body as Buffer),
    }[name as 'local']();
    expect(shown?.user).toBe(asked.prompt.user);
    expect(shown?.system).toContain(asked.prompt.system);
    expect(shown?.media).toEqual(frames.map(({ jpeg }) => Buffer.from(jpeg)));
    expect(request?.body.toString()).not.toMatch(/"(tools|functions|tool_choice)"/);
    expect(paid.kind).toBe(name === 'local' ? 'nothing' : 'used');
  });

  test('an answer without an end is broken off', async () => {
    expect((await fails(name, 'endless')).problem).toMatch(/offline|upstream/);
  });

  test('no answer in time, a refused connection, a cut answer and a page in place of one', async () => {
    expect(await fails(name, 'hang')).toMatchObject({ problem: 'timeout' });
    expect((await fails(name, 'cut')).problem).toMatch(/offline|upstream/);
    expect((await fails(name, 'html')).problem).toMatch(/offline|upstream|off_schema/);
    const { judge, emulator, model } = await side(name);
    await emulator.close();
    await expect(judge.ask(call(model), never, here)).rejects.toMatchObject({
      problem: 'offline',
      paid: { kind: 'nothing' },
    });
  });

  test('a failure of the service, and an unknown model', async () => {
    expect(await fails(name, { status: 500, body: { error: { message: 'oops' } } })).toMatchObject({
      problem: 'overloaded',
    });
    const { judge } = await side(name);
    const none = { anthropic: 'claude-none', openai: 'gpt-none', gemini: 'gemini-none', local: 'none' }[
      name as 'local'
    ];
    await expect(judge.ask(call(none), never, here)).rejects.toMatchObject({ problem: 'model' });
  });

  test('what a service or a gateway says is not kept: it may repeat the key', async () => {
    const message = `Incorrect API key provided: ${name}-key`;
    const error = await fails(name, {
      status: 401,
      body: { type: 'error', error: { type: 'authentication_error', message, code: 'invalid_api_key' } },
    });
    expect(error).toMatchObject({ problem: 'auth', message: expect.stringContaining('401') });
    const log = createLog(tempFolder(), () => '2026-11-29T00:00:00Z');
    log.warn({ error }, 'logged');
    expect(log.recent(1, 'warn')[0]?.detail).toContain('401');
    expect(log.recent(1, 'warn')[0]?.detail).not.toContain(`${name}-key`);
    log.close();
  });

  test('a caller that stops gets its own reason back', async () => {
    const { judge, emulator, model, path } = await side(name);
    emulator.fail(path, 'hang');
    const abort = new AbortController();
    const asked = judge.ask(call(model), abort.signal, here);
    const settled = expect(asked).rejects.toBe('enough');
    while (emulator.log.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    abort.abort('enough');
    await settled;
  });
});

describe.each(['anthropic', 'openai', 'gemini'] as const)('of a question to %s no byte has left', (name) => {
  const unsent = { problem: 'offline', paid: { kind: 'nothing' } };
  const failsAt = async (port: number): Promise<unknown> => {
    const connection = { apiKey: 'k', baseUrl: `https://127.0.0.1:${port}`, timeoutMs: patientMs };
    const judge = { anthropic: anthropicJudge, openai: openaiJudge, gemini: geminiJudge }[name](connection);
    return judge.ask(call('m'), never, here).catch((error: unknown) => error);
  };

  /** A fatal alert of TLS in place of the server's half of the handshake. */
  const alert = (code: number): Buffer => Buffer.from([21, 3, 3, 0, 2, 2, code]);
  test('where a proxy takes the call and cannot be trusted, hangs up, or ends the handshake', async () => {
    // The page of a captive portal first; then no cipher, no version and no name in common.
    const replies = ['HTTP/1.1 302 Found\r\n\r\n', '', alert(40), alert(70), alert(112)];
    const proxy = createServer((line) => {
      line.once('data', () => line.end(replies[0] ?? ''));
      line.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    for (; replies.length > 0; replies.shift()) expect(await failsAt(port)).toMatchObject(unsent);
    await new Promise((resolve) => proxy.close(resolve));
  });

  const cause = (code: string, of: Error = new Error(code)) => Object.assign(of, { code });
  test.each([
    cause('DEPTH_ZERO_SELF_SIGNED_CERT'),
    cause('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
    cause('CERT_HAS_EXPIRED'),
    cause('ERR_TLS_CERT_ALTNAME_INVALID'),
    cause('UND_ERR_CONNECT_TIMEOUT', new Error('Connect Timeout Error')),
    cause('ETIMEDOUT', new AggregateError([])),
    cause(
      'EPROTO',
      new Error('write EPROTO 1:error:2:SSL routines:tls_validate_record_header:wrong version number:3'),
    ),
    // As Electron words an alert.
    cause(
      'EPROTO',
      new Error('1:error:10000410:SSL routines:OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE:../ssl.cc:2'),
    ),
  ])('$code', async (error) => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed', { cause: error })));
    expect(await failsAt(1)).toMatchObject(unsent);
  });

  test.each([
    cause('ECONNRESET'),
    cause('EPROTO'),
    cause('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
    cause('ETIMEDOUT'),
    // A gateway's plain page after the handshake.
    cause(
      'ERR_SSL_WRONG_VERSION_NUMBER',
      new Error('0A:error:0A00010B:SSL routines:tls_default_validate_record_header:wrong version number:1'),
    ),
    cause(
      'EPROTO',
      new Error('1:error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:../tls_record.cc:2'),
    ),
  ])('but $code may come when it has', async (error) => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed', { cause: error })));
    expect(await failsAt(1)).toMatchObject({ paid: { kind: 'unknown' } });
  });
});

describe('failures are told apart', () => {
  test('Claude', async () => {
    expect(await fails('anthropic', anthropicFaults.auth)).toMatchObject({ problem: 'auth' });
    expect(await fails('anthropic', anthropicFaults.rateLimit(7))).toMatchObject({
      problem: 'rate_limit',
      retryAfterMs: 7000,
    });
    expect(await fails('anthropic', anthropicFaults.spendLimit)).toMatchObject({ problem: 'quota' });
    expect(await fails('anthropic', anthropicFaults.ownLimit)).toMatchObject({ problem: 'quota' });
    expect(await fails('anthropic', anthropicFaults.overloaded)).toMatchObject({ problem: 'overloaded' });
    expect(await fails('anthropic', anthropicFaults.tooLarge)).toMatchObject({ problem: 'too_long' });
    expect(await fails('anthropic', anthropicFaults.imageSize)).toMatchObject({ problem: 'media' });
    expect(await fails('anthropic', anthropicFaults.tooLong)).toMatchObject({ problem: 'too_long' });
    const usage = { kind: 'used', usage: { input: 5000, cachedInput: 0, output: 700 } };
    expect(await fails('anthropic', anthropicMessage('refusal', ''))).toMatchObject({
      problem: 'refused',
      paid: usage,
    });
    expect(await fails('anthropic', anthropicMessage('max_tokens', '{"items":['))).toMatchObject({
      problem: 'off_schema',
      paid: usage,
    });
    expect(await fails('anthropic', anthropicMessage('tool_use', ''))).toMatchObject({
      problem: 'off_schema',
    });
    expect(
      await fails('anthropic', anthropicMessage('end_turn', '{"items":[{"id":"R1","score":140}]}')),
    ).toMatchObject({
      problem: 'off_schema',
      paid: usage,
    });
  });

  test('GPT', async () => {
    expect(await fails('openai', openaiFaults.auth)).toMatchObject({ problem: 'auth' });
    expect(await fails('openai', openaiFaults.rateLimit(250))).toMatchObject({
      problem: 'rate_limit',
      retryAfterMs: 250,
    });
    expect(await fails('openai', openaiFaults.quota)).toMatchObject({ problem: 'quota' });
    expect(await fails('openai', openaiFaults.tooLong)).toMatchObject({ problem: 'too_long' });
    expect(await fails('openai', openaiRefusal())).toMatchObject({
      problem: 'refused',
      paid: { kind: 'used' },
    });
    expect(await fails('openai', openaiCutOff())).toMatchObject({
      problem: 'off_schema',
      paid: { usage: { output: 8000 } },
    });
    expect(await fails('openai', openaiFailed())).toMatchObject({
      problem: 'upstream',
      paid: { kind: 'unknown' },
    });
    expect(await fails('openai', openaiSays('I would say 80.'))).toMatchObject({ problem: 'off_schema' });
  });

  test('Gemini', async () => {
    expect(await fails('gemini', geminiFaults.auth)).toMatchObject({ problem: 'auth' });
    expect(await fails('gemini', geminiFaults.rateLimit(12))).toMatchObject({
      problem: 'rate_limit',
      retryAfterMs: 12_000,
    });
    // Not out of credit: the run rests and looks again, as with any long limit.
    expect(await fails('gemini', geminiFaults.dayLimit)).toMatchObject({
      problem: 'rate_limit',
      retryAfterMs: 3_600_000,
      message: '429 RESOURCE_EXHAUSTED per day',
    });
    // A plan without the model has no day on which that passes.
    expect(await fails('gemini', geminiFaults.limitZero)).toMatchObject({ problem: 'quota' });
    expect(await fails('gemini', geminiFaults.overloaded)).toMatchObject({ problem: 'overloaded' });
    expect(await fails('gemini', geminiFaults.tooLong)).toMatchObject({ problem: 'too_long' });
    expect(await fails('gemini', geminiFaults.blocked)).toMatchObject({
      problem: 'blocked',
      paid: { kind: 'used' },
    });
    expect(await fails('gemini', geminiFaults.safety)).toMatchObject({ problem: 'blocked' });
    expect(await fails('gemini', geminiFaults.cutOff)).toMatchObject({
      problem: 'off_schema',
      paid: { usage: { output: 8000 } },
    });
  });

  test('a local model costs nothing, however it fails', async () => {
    expect(await fails('local', 'hang')).toMatchObject({ paid: { kind: 'nothing' } });
    expect(
      await fails('local', {
        status: 400,
        body: { error: { message: 'this model does not support image input' } },
      }),
    ).toMatchObject({
      problem: 'media',
    });
  });
});

describe('Gemini is given the whole film', () => {
  const film = (bytes: number) => {
    const path = join(tempFolder(), 'secret launch name.mp4');
    writeFileSync(path, Buffer.alloc(bytes, 7));
    return { path, mime: 'video/mp4' };
  };

  test('in chunks, waits until it is ready, keeps nothing there, and never tells its name', async () => {
    const emulator = await emulateGemini();
    open.push(emulator);
    const judge = geminiJudge({
      apiKey: 'gemini-key',
      baseUrl: emulator.url,
      timeoutMs: patientMs,
      lookAgainMs: 5,
    });
    const { files, uploaded, shown } = emulator;
    const model = 'gemini-3.8-flash';
    const video = film(9 * 1024 * 1024);
    const { reply, forget } = await judge.ask(call(model, { frames: [], video }), never, here);
    expect(reply.transcript).toEqual([{ t0: 0, t1: 1, text: 'hello' }]);
    expect(uploaded.map(({ length }) => length)).toEqual([9 * 1024 * 1024]);
    expect(shown[0]?.isFilm).toBe(true);
    // Compared as a whole: byte by byte a matcher takes many seconds.
    expect(shown[0]?.media.map((one) => one.equals(uploaded[0] as Buffer))).toEqual([true]);
    expect(emulator.log.filter(({ path }) => path.startsWith('/chunks/'))).toHaveLength(2);
    // Only once the answer is kept: how long that takes is nothing to whoever waits for a place.
    expect(files.size).toBe(1);
    await forget?.();
    expect(files.size).toBe(0);
    const told = emulator.log.map(
      ({ path, headers, body }) => `${path} ${JSON.stringify(headers)} ${body.subarray(0, 4000)}`,
    );
    expect(told.join('\n')).not.toContain('secret launch');
  });

  test('four films at a time, however many are asked about', async () => {
    const { judge, emulator, model } = await side('gemini');
    emulator.latencyMs = 20;
    emulator.slow = /upload|chunks/;
    const video = film(100);
    await Promise.all(
      Array.from({ length: 12 }, () => judge.ask(call(model, { frames: [], video }), never, here)),
    );
    let [going, peak] = [0, 0];
    for (const { path } of emulator.log) {
      if (/^\/upload/.test(path)) peak = Math.max(peak, ++going);
      if (/^\/chunks/.test(path)) going -= 1;
    }
    expect((emulator as GeminiEmulator).uploaded).toHaveLength(12);
    expect(peak).toBe(4);
  });

  test('is deleted there as well when the model fails or the film is of no use', async () => {
    const { judge, emulator, model, path } = await side('gemini');
    emulator.fail(path, geminiFaults.overloaded);
    await expect(judge.ask(call(model, { frames: [], video: film(10) }), never, here)).rejects.toMatchObject({
      problem: 'overloaded',
    });
    expect((emulator as GeminiEmulator).files.size).toBe(0);

    const picky = await emulateGemini({ unusable: true });
    open.push(picky);
    const other = geminiJudge({
      apiKey: 'gemini-key',
      baseUrl: picky.url,
      timeoutMs: patientMs,
      lookAgainMs: 5,
    });
    await expect(other.ask(call(model, { frames: [], video: film(10) }), never, here)).rejects.toMatchObject({
      problem: 'media',
    });
    expect(picky.files.size).toBe(0);
  });

  const openAt = (baseUrl: string) => ({
    apiKey: 'gemini-key',
    baseUrl,
    timeoutMs: patientMs,
    lookAgainMs: 1,
  });
  const model = 'gemini-3.8-flash';
  const emulated = async (options: GeminiOptions) => {
    const emulator = await emulateGemini(options);
    open.push(emulator);
    return emulator;
  };

  test('is asked about again another time where its service does not get it ready', async () => {
    const slow = await emulated({ looks: 1000 });
    await expect(
      geminiJudge(openAt(slow.url)).ask(call(model, { frames: [], video: film(10) }), never, here),
    ).rejects.toMatchObject({ problem: 'timeout' });
    expect(slow.files.size).toBe(0);
  });

  test('keeps nobody waiting who stops, although their Files API does not answer', async () => {
    const emulator = await emulated({});
    const stop = new AbortController();
    emulator.fail(/\/files\/f/, 'hang', 'hang');
    const asked = geminiJudge(openAt(emulator.url)).ask(
      call(model, { frames: [], video: film(10) }),
      stop.signal,
      here,
    );
    const ended = expect(asked).rejects.toThrow('stopped');
    await expect.poll(() => emulator.log.some(({ path }) => /\/files\/f/.test(path))).toBe(true);
    const beganMs = performance.now();
    stop.abort(new Error('stopped'));
    await ended;
    expect(performance.now() - beganMs).toBeLessThan(5000);
  });

  test('by batch one that cannot be used leaves the others asked about, under the name that the batch is looked for by', async () => {
    const [bad, good] = [film(20), film(10)];
    const emulator = await emulated({ unusable: Buffer.alloc(20, 7) });
    const line = (id: string, video: JudgeCall['video']) => ({
      id,
      call: call(model, { frames: [], video }),
    });
    const batches = geminiBatches(openAt(emulator.url));
    const { batch, refused } = await batches.send(
      model,
      [line('a', bad), line('b', good), line('c', null)],
      never,
    );
    expect(refused).toMatchObject([{ id: 'a', error: { problem: 'media' } }]);
    const lost = { ids: ['a', 'b', 'c'], sentAt: new Date().toISOString(), others: [] };
    expect(await batches.find(lost, never)).toEqual({ kind: 'found', batch });
    await batches.results(batch ?? '', never);
    const answers = await batches.results(batch ?? '', never);
    if (answers === null || answers instanceof JudgeError) return expect.fail('It is not over.');
    expect(answers.map(({ id }) => id).sort()).toEqual(['b', 'c']);
    expect(emulator.files.size).toBe(1);
    expect(await batches.send(model, [line('a', bad)], never)).toMatchObject({ batch: null, refused: [{}] });
  });

  test.each([
    ['failed as a whole', { batchFails: [{ code: 13, message: 'internal' }] }],
    ['ran out before it came to them', { lineEnds: ['answered', 'expired'] as LineEnd[] }],
    ['answered all', {}],
  ])(
    'by batch nothing of it is left there once the batch %s, and what others have there is',
    async (_, how) => {
      const emulator = await emulated(how);
      const batches = geminiBatches(openAt(emulator.url));
      const lines = (...ids: readonly string[]) =>
        ids.map((id) => ({ id, call: call(model, { frames: [], video: film(10) }) }));
      const { batch } = await batches.send(model, lines('a', 'b'), never);
      await batches.send(model, lines('c'), never);
      expect(emulator.files.size).toBe(3);
      await expect.poll(() => batches.results(batch ?? '', never)).not.toBeNull();
      await batches.forget(batch ?? '', never);
      expect([...emulator.files.values()].map(({ displayName }) => displayName)).toEqual(['c']);
    },
  );
});
