import { contract, procedureIds } from '../../../src/contract/index.ts';
import { call, expect, test } from './desktop.ts';

const offered = procedureIds.filter((id) => {
  const { hosts } = contract[id] as { hosts?: readonly string[] };
  return hosts === undefined || hosts.includes('electron');
});

/** Shapes that no procedure takes. */
const junk: readonly [string, unknown][] = [
  ['null', null],
  ['a number', 1],
  ['a text', 'x'],
  ['a list', [{}]],
  ['an unknown key', { __unknown: 1 }],
  ['a poisoned key', JSON.parse('{"__proto__":{"limit":1},"constructor":1}')],
  [
    'wrong types everywhere',
    { job_id: 1, ad: {}, paths: 'x', limit: '1', theme: 5, format: 'exe', deep: 'yes', file: 9 },
  ],
];

test('every procedure refuses a wrong shape, with a code', async ({ start }) => {
  const { page } = await start();
  const accepted: string[] = [];
  for (const id of offered) {
    for (const [name, input] of junk) {
      const { ok, error } = await call(page, id, input);
      if (ok || error?.code !== 'INVALID_INPUT') accepted.push(`${id} ${name}: ${error?.code ?? 'taken'}`);
    }
  }
  expect(accepted).toEqual([]);
});

test('nothing but the contract can be named', async ({ start }) => {
  const { page } = await start();
  for (const id of [
    '',
    'nope',
    '__proto__',
    'constructor',
    'toString',
    'pick-folder',
    'events',
    'ingest.openUpload',
    'jobs.list ',
  ]) {
    const answer = await call(page, id, {}).then(
      () => 'answered',
      (error: Error) => error.message,
    );
    expect(answer, id).toContain('There is no such procedure.');
  }
});

test('a call of more than 1 MB is refused, and one that cannot be copied never leaves', async ({ start }) => {
  const { page } = await start();
  const long = await page.evaluate(() => window.titan.call('score.show', { ad: 'x'.repeat(1024 * 1024) }));
  expect(long.error?.code).toBe('INVALID_INPUT');
  const refused = await page.evaluate(() =>
    window.titan.call('score.show', { ad: () => 1 }).then(
      () => 'sent',
      (error: Error) => error.message,
    ),
  );
  expect(refused).toContain('could not be cloned');
});

test('a loop of calls is slowed, and the window goes on', async ({ start }) => {
  const { page } = await start();
  const codes = await page.evaluate(async () => {
    const answers = await Promise.all(
      Array.from({ length: 2000 }, () => window.titan.call('settings.get', {})),
    );
    return answers.map(({ ok, error }) => (ok ? 'ok' : error?.code));
  });
  expect(new Set(codes)).toEqual(new Set(['ok', 'RATE_LIMITED']));
  await expect.poll(async () => (await call(page, 'settings.get', {})).ok).toBe(true);
});

test('a page of another origin with the same preload gets no answer', async ({ start }) => {
  const { app } = await start();
  const answers = await app.evaluate(async ({ BrowserWindow }) => {
    const [ours] = BrowserWindow.getAllWindows();
    if (!ours) return [];
    const contents = ours.webContents;
    await contents.loadURL('data:text/html,<h1>another place</h1>');
    const place = (await contents.executeJavaScript('location.protocol')) as string;
    const ask = `Promise.all(['jobs.list', 'settings.get', 'store.backup'].map((id) =>
      window.titan.call(id, {}).then(() => 'answered', (error) => error.message)))`;
    return [place, ...((await contents.executeJavaScript(ask)) as string[])];
  });
  expect(answers.shift()).toBe('data:');
  expect(answers.length).toBe(3);
  for (const answer of answers) expect(answer).toMatch(/: Error: refused$/);
});

test('a frame inside the page has no bridge', async ({ start }) => {
  const { page, violations } = await start();
  const found = await page.evaluate(async () => {
    const frames = ['about:blank', 'index.html', 'data:text/html,<h1>x</h1>'].map((src) => {
      const frame = document.createElement('iframe');
      frame.src = src;
      document.body.append(frame);
      return frame;
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    return frames.map((frame) => {
      try {
        return 'titan' in (frame.contentWindow as unknown as object);
      } catch {
        return false;
      }
    });
  });
  expect(found).toEqual([false, false, false]);
  // The policy refused the two that would have loaded something.
  expect(violations.length).toBeGreaterThanOrEqual(1);
});
