import { describe, expect, it } from 'vitest';
import type { AppError, Caller } from '../../../../src/contract/index.ts';
import type { App } from '../../../../src/main/hosts/app.ts';
import { registerIpc } from '../../../../src/main/hosts/electron/ipc.ts';
import { desktopProcedures } from '../../../../src/main/hosts/electron/procedures.ts';

type Handler = (event: object, ...args: unknown[]) => Promise<unknown>;

const start = () => {
  const handlers = new Map<string, Handler>();
  const calls: { id: string; input: unknown; caller: Caller }[] = [];
  let now = 0;
  registerIpc({
    ipcMain: {
      handle: (channel: string, handler: unknown) => void handlers.set(channel, handler as Handler),
    },
    app: {
      call: async (id: string, input: unknown, caller: Caller) => {
        calls.push({ id, input, caller });
        return { ok: true, value: id };
      },
    } as unknown as App,
    ids: desktopProcedures,
    isOurWindow: (id) => id === 1,
    wishes: {
      'pick-folder': async () => '/ads',
      'save-export': async () => '/ads.csv',
      'stop-export': async () => null,
    },
    nowMs: () => now,
  });
  return {
    handlers,
    calls,
    wait(ms: number) {
      now += ms;
    },
  };
};

const frame = (fields: object = {}) => ({
  url: 'app://titan/index.html',
  parent: null,
  detached: false,
  ...fields,
});
const event = (senderFrame: object | null, sender: object = {}) => ({
  senderFrame,
  sender: { id: 1, isDestroyed: () => false, ...sender },
});
const ours = event(frame());

const strangers: [string, object][] = [
  ['a frame inside our page', event(frame({ parent: frame() }))],
  ['a frame that is gone', event(null)],
  ['a frame on its way out', event(frame({ detached: true }))],
  ['another window', event(frame(), { id: 2 })],
  ['a destroyed window', event(frame(), { isDestroyed: () => true })],
  ...[
    'https://titan/index.html',
    'app://titan.evil/index.html',
    'app://evil/index.html',
    'app://titan:80/index.html',
    'app://user@titan/index.html',
    'http://titan/',
    'file:///app/index.html',
    'data:text/html,app://titan/',
    'about:blank',
    'about:srcdoc',
    'blob:app://titan/1',
    '',
    'not a url',
  ].map((url): [string, object] => [`the address "${url}"`, event(frame({ url }))]),
];

describe('calls from the window', () => {
  it('has one channel for each procedure of this host and for each wish', () => {
    const { handlers } = start();
    expect([...handlers.keys()].sort()).toEqual(
      [...desktopProcedures, 'pick-folder', 'save-export', 'stop-export'].sort(),
    );
    expect(desktopProcedures).not.toContain('ingest.openUpload');
  });

  it('passes them on as a person in the window', async () => {
    const { handlers, calls } = start();
    expect(await handlers.get('jobs.list')?.(ours, { limit: 1 })).toEqual({ ok: true, value: 'jobs.list' });
    expect(calls).toEqual([
      {
        id: 'jobs.list',
        input: { limit: 1 },
        caller: { host: 'electron', scopes: ['read', 'propose', 'approve'], person: true },
      },
    ]);
    expect(await handlers.get('pick-folder')?.(ours)).toEqual({ ok: true, value: '/ads' });
  });

  it.each(strangers)('answers nothing to %s, on any channel', async (_who, stranger) => {
    const { handlers, calls } = start();
    for (const handler of handlers.values()) {
      await expect(handler(stranger, {})).rejects.toThrow(/^refused$/);
    }
    expect(calls).toEqual([]);
  });

  it.each([
    ['more than 1 MB', ['x'.repeat(1024 * 1024)]],
    ['a circle', [circle()]],
    ['a big integer', [10n]],
    ['two inputs', [{}, {}]],
  ])('refuses %s before anyone reads it', async (_what, args) => {
    const { handlers, calls } = start();
    const result = (await handlers.get('health.doctor')?.(ours, ...args)) as { error: AppError };
    expect(result.error.code).toBe('INVALID_INPUT');
    expect(calls).toEqual([]);
  });

  it('takes 100,000 ads where a procedure takes a whole library', async () => {
    const { handlers, calls } = start();
    const ids = Array.from({ length: 100_000 }, (_, at) => at.toString(16).padStart(16, '0'));
    const result = await handlers.get('score.share')?.(ours, { ids });
    expect(result).toMatchObject({ ok: true });
    expect(calls).toHaveLength(1);
  });

  it('slows a page that calls in a loop, and forgives it after a pause', async () => {
    const { handlers, wait } = start();
    const call = () => handlers.get('health.doctor')?.(ours, {}) as Promise<{ ok: boolean }>;
    const results = await Promise.all(Array.from({ length: 1000 }, call));
    expect(results.filter(({ ok }) => ok).length).toBe(400);
    wait(1000);
    expect((await call()).ok).toBe(true);
  });
});

function circle(): unknown[] {
  const list: unknown[] = [];
  list.push(list);
  return list;
}
