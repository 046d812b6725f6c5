import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AppError } from '../../../src/contract/index.ts';
import { createLog } from '../../../src/main/hosts/log.ts';
import { tempFolder } from '../../support/temp-folder.ts';

function home(): string {
  const folder = tempFolder();
  mkdirSync(join(folder, 'logs'));
  return folder;
}
const logged = (folder: string): string =>
  readdirSync(join(folder, 'logs'))
    .map((name) => readFileSync(join(folder, 'logs', name), 'utf8'))
    .join('');

it('keeps what happened with its stack, newest first, from a level on', () => {
  const folder = home();
  const log = createLog(folder, () => '2026-11-22T21:00:00.000Z');
  log.info({ n: 1 }, 'began');
  log.error(
    { error: new AppError('DAMAGED', 'a.mp4', { cause: new Error('deep') }), logId: 'abc' },
    'failed',
  );
  log.debug({}, 'not kept');
  expect(log.recent(10, 'debug').map(({ text }) => text)).toEqual(['failed', 'began']);
  const [line] = log.recent(10, 'warn');
  expect(line).toMatchObject({ level: 'error', at: '2026-11-22T21:00:00.000Z', log_id: 'abc' });
  expect(line?.detail).toContain('log.test.ts');
  expect(line?.detail).toContain('deep');
  expect(log.recent(1, 'info')).toHaveLength(1);
  log.close();
  for (const text of logged(folder).trim().split('\n')) expect(JSON.parse(text)).toHaveProperty('time');
});

it('never keeps a secret, however deep we write it', () => {
  const folder = home();
  const log = createLog(folder, () => '2026-11-22T21:00:00.000Z');
  const canary = 'canary-0123456789';
  const keys = [
    'token',
    'password',
    'authorization',
    'cookie',
    'secret',
    'apiKey',
    'access_token',
    'code_verifier',
  ];
  for (const key of keys) {
    log.warn({ [key]: canary }, 'one');
    log.warn({ request: { [key]: canary } }, 'two');
    log.warn({ request: { headers: { [key]: canary } } }, 'three');
  }
  log.close();
  const all = logged(folder) + JSON.stringify(log.recent(1000, 'debug'));
  expect(all).toContain('[removed]');
  expect(all).not.toContain(canary);
});

it('begins a file a day and keeps two weeks of them', () => {
  const folder = home();
  for (let n = 1; n <= 20; n += 1)
    writeFileSync(join(folder, 'logs', `2026-10-${String(n).padStart(2, '0')}.jsonl`), '');
  let day = 1;
  const log = createLog(folder, () => `2026-11-0${day}T00:00:00.000Z`);
  for (; day <= 3; day += 1) log.info({}, 'a day');
  log.close();
  const files = readdirSync(join(folder, 'logs')).sort();
  expect(files).toHaveLength(14);
  expect(files.slice(-3)).toEqual(['2026-11-01.jsonl', '2026-11-02.jsonl', '2026-11-03.jsonl']);
});

it.skipIf(process.platform !== 'linux')(
  'goes on without its file when that cannot be written, and costs no handles',
  () => {
    const folder = home();
    symlinkSync('/dev/full', join(folder, 'logs', '2026-11-22.jsonl'));
    const handles = () => readdirSync('/proc/self/fd').length;
    const log = createLog(folder, () => '2026-11-22T21:00:00.000Z');
    log.info({}, 'first');
    const before = handles();
    for (let n = 0; n < 200; n += 1) log.info({ n }, 'more');
    expect(handles()).toBeLessThanOrEqual(before + 2);
    rmSync(join(folder, 'logs'), { recursive: true });
    log.error({}, 'without a folder');
    expect(log.recent(1, 'info')[0]?.text).toBe('without a folder');
    log.close();
  },
);
