import { afterEach, describe, expect, test } from 'vitest';
import { anthropicChat } from '../../src/main/connectors/anthropic/chat.ts';
import { geminiChat } from '../../src/main/connectors/gemini/chat.ts';
import { localChat } from '../../src/main/connectors/local-model/chat.ts';
import { openaiChat } from '../../src/main/connectors/openai/chat.ts';
import { JudgeError } from '../../src/main/core/score/council/judge-error.ts';
import { toolsFor } from '../../src/main/hosts/director-tools.ts';
import type { ChatAsk, ChatEntry, ChatPort, JudgeConnection } from '../../src/main/ports.ts';
import { anthropicFaults, anthropicMessage, emulateAnthropic } from '../emulators/anthropic.ts';
import { emulateGemini, geminiFaults } from '../emulators/gemini.ts';
import { emulateLocalModel } from '../emulators/local-model.ts';
import { emulateOpenai, openaiFaults, openaiRefusal } from '../emulators/openai.ts';
import { dataIn, type Play, type ToolShown } from '../emulators/play.ts';
import type { Emulator, Fault } from '../emulators/server.ts';

const open: Emulator[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
const never = new AbortController().signal;

interface Way {
  readonly name: string;
  readonly model: string;
  readonly start: (play: Play) => Promise<Emulator>;
  readonly chat: (connection: JudgeConnection) => ChatPort;
  readonly base: (url: string) => string;
  readonly key: string;
  readonly faults: readonly (readonly [Fault, string])[];
  /** The last one that counts no tokens is the local one. */
  readonly counts: boolean;
}

const ways: readonly Way[] = [
  {
    name: 'anthropic',
    model: 'claude-sonnet-5-5',
    start: (play) => emulateAnthropic({ play }),
    chat: anthropicChat,
    base: (url) => url,
    key: 'anthropic-key',
    faults: [
      [anthropicFaults.auth, 'auth'],
      [anthropicFaults.rateLimit(3), 'rate_limit'],
      [anthropicFaults.spendLimit, 'quota'],
      [anthropicFaults.overloaded, 'overloaded'],
      [anthropicFaults.tooLong, 'too_long'],
      [anthropicMessage('refusal', ''), 'refused'],
      ['cut', 'offline'],
    ],
    counts: true,
  },
  {
    name: 'openai',
    model: 'gpt-6.1-terra',
    start: (play) => emulateOpenai({ play }),
    chat: openaiChat,
    base: (url) => `${url}/v1`,
    key: 'openai-key',
    faults: [
      [openaiFaults.auth, 'auth'],
      [openaiFaults.rateLimit(3000), 'rate_limit'],
      [openaiFaults.quota, 'quota'],
      [openaiFaults.broken, 'overloaded'],
      [openaiRefusal(), 'refused'],
      ['html', 'offline'],
    ],
    counts: true,
  },
  {
    name: 'gemini',
    model: 'gemini-3.8-flash',
    start: (play) => emulateGemini({ play }),
    chat: geminiChat,
    base: (url) => url,
    key: 'gemini-key',
    faults: [
      [geminiFaults.auth, 'auth'],
      [geminiFaults.rateLimit(3), 'rate_limit'],
      [geminiFaults.overloaded, 'overloaded'],
      [geminiFaults.blocked, 'blocked'],
      [geminiFaults.safety, 'blocked'],
    ],
    counts: true,
  },
  {
    name: 'local',
    model: 'qwen3-vl:8b',
    start: (play) => emulateLocalModel({ play }),
    chat: localChat,
    base: (url) => `${url}/v1`,
    key: '',
    faults: [
      [{ status: 404, body: { error: { message: 'model not found' } } }, 'model'],
      [{ status: 500, body: 'oops' }, 'overloaded'],
    ],
    counts: false,
  },
];

describe.each(ways)('$name with tools', ({ model, start, chat, base, key, faults, counts }) => {
  const ask = (entries: readonly ChatEntry[], mayCall = true): ChatAsk => ({
    model,
    system: 'the rules',
    tools: toolsFor(null).list,
    entries,
    mayCall,
    maxOutputTokens: 2000,
  });
  const connect = async (play: Play) => {
    const emulator = await start(play);
    open.push(emulator);
    const port = chat({ apiKey: key, baseUrl: base(emulator.url), timeoutMs: 30_000 });
    return { emulator, port };
  };

  test('two tools at once, their results and a failure come back under their calls, then words; one attempt is one request', async () => {
    const shown: ToolShown[] = [];
    const { emulator, port } = await connect((seen) => {
      shown.push(seen);
      return seen.results.length === 0
        ? {
            text: 'Let me look.',
            calls: [
              { name: 'score_rows', input: { limit: 2 } },
              { name: 'jobs_list', input: {} },
            ],
          }
        : { text: `It says ${JSON.stringify(seen.results.map(dataIn))}.` };
    });
    const entries: ChatEntry[] = [
      { kind: 'user', text: 'Before?' },
      { kind: 'model', text: 'That.', own: null },
      { kind: 'user', text: 'Which?' },
    ];
    const first = await port.chat(ask(entries), never);
    expect(first.calls.map(({ name, input }) => [name, JSON.parse(input)])).toEqual([
      ['score_rows', { limit: 2 }],
      ['jobs_list', {}],
    ]);
    expect(new Set(first.calls.map(({ id }) => id)).size).toBe(2);
    const results = first.calls.map(({ id, name }, at) => ({
      id,
      name,
      text: `<data>${at}</data>`,
      failed: at === 1,
    }));
    const second = await port.chat(
      ask(
        [...entries, { kind: 'model', text: first.text, own: first.own }, { kind: 'results', results }],
        false,
      ),
      never,
    );
    expect(second).toMatchObject({ text: 'It says [0,1].', calls: [], cut: false });
    expect(shown.map(({ tools }) => tools.length > 0)).toEqual([true, false]);
    expect(shown[1]?.asked).toEqual(['Before?', 'Which?']);
    expect(first.paid.kind).toBe(counts ? 'used' : 'nothing');
    expect(emulator.log).toHaveLength(2);
  });

  test('words that end too early are told as such', async () => {
    const { port } = await connect(() => ({ text: 'The best ad', cut: true }));
    expect(await port.chat(ask([{ kind: 'user', text: 'Which?' }]), never)).toMatchObject({
      text: 'The best ad',
      cut: true,
    });
  });

  test('each failure of the service is told apart, and none is asked again in here', async () => {
    const { emulator, port } = await connect(() => ({ text: 'x' }));
    for (const [fault, problem] of faults) {
      emulator.fail(/./, fault);
      const error = await port
        .chat(ask([{ kind: 'user', text: 'q' }]), never)
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(JudgeError);
      expect(error).toMatchObject({ problem });
    }
    expect(emulator.log).toHaveLength(faults.length);
  });

  test('stopping ends the call at once with the reason', async () => {
    const { emulator, port } = await connect(() => ({ text: 'x' }));
    emulator.fail(/./, 'hang');
    const stop = new AbortController();
    const asked = port.chat(ask([{ kind: 'user', text: 'q' }]), stop.signal);
    const settled = expect(asked).rejects.toThrow('enough');
    await expect.poll(() => emulator.log.length).toBe(1);
    stop.abort(new Error('enough'));
    await settled;
  });
});
