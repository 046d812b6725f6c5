import { describe, expect, it } from 'vitest';
import { AppError, type Caller } from '../../../src/contract/index.ts';
import { bind, type Handlers } from '../../../src/main/hosts/bind.ts';
import type { Log } from '../../../src/main/ports.ts';

const person: Caller = { host: 'electron', scopes: ['read', 'propose'], person: true };

function bound(handler: () => Promise<unknown>) {
  const written: { level: string; fields: Record<string, unknown> }[] = [];
  const write = (level: string) => (fields: object) => void written.push({ level, fields: { ...fields } });
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const handlers = new Proxy({} as Handlers, { get: () => handler });
  return { call: bind(handlers, log), written };
}

describe('a call', () => {
  it('reaches its handler with the defaults filled in and comes back as the contract says', async () => {
    const seen: unknown[] = [];
    const { call } = bound(async (...args: unknown[]) => {
      seen.push(args);
      return { jobs: [] };
    });
    expect(await call('jobs.list', {}, person)).toEqual({ ok: true, value: { jobs: [] } });
    expect(seen).toEqual([[{ limit: 50 }, person]]);
  });

  it('never reaches it with a wrong shape; each wrong field is named', async () => {
    const { call } = bound(async () => {
      throw new Error('it was reached');
    });
    const inputs = [{ limit: 0 }, { limit: '5' }, { limit: 5, more: 1 }, null, undefined, [], 'x', 3];
    for (const input of inputs)
      expect(await call('jobs.list', input, person)).toMatchObject({
        ok: false,
        error: { code: 'INVALID_INPUT' },
      });
    const posing = { where: { length: { toString: 'x' } } };
    expect(await call('score.rows', posing, person)).toMatchObject({ error: { code: 'INVALID_INPUT' } });
    const both = await call('score.rows', { limit: 0, offset: -1 }, person);
    expect(both).toMatchObject({
      error: { message: expect.stringMatching(/offset: .*limit: |limit: .*offset: /) },
    });
  });

  it('that breaks is INTERNAL, tells nothing of the inside and can be found in the log', async () => {
    const cause = new TypeError('secret path /home/user/x');
    const { call, written } = bound(async () => {
      throw cause;
    });
    const result = await call('jobs.list', {}, person);
    if (result.ok) throw new Error('it answered');
    expect(result.error.code).toBe('INTERNAL');
    expect(result.error.message).not.toContain('secret path');
    expect(written).toEqual([
      { level: 'error', fields: { error: cause, procedure: 'jobs.list', logId: result.error.logId } },
    ]);
  });

  it('whose answer has the wrong shape is a bug of ours, not an answer', async () => {
    for (const answer of [{ jobs: [{}] }, { jobs: [], extra: 1 }, null, undefined]) {
      const { call } = bound(async () => answer);
      expect(await call('jobs.list', {}, person)).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    }
  });

  it('keeps the code of what was meant, and of what the store says', async () => {
    const meant = bound(async () => {
      throw new AppError('NOT_FOUND', 'Job x.');
    });
    expect(await meant.call('jobs.list', {}, person)).toMatchObject({
      error: { code: 'NOT_FOUND', message: expect.stringContaining('Job x.') },
    });
    const codes = {
      SQLITE_FULL: 'DISK_FULL',
      ENOSPC: 'DISK_FULL',
      SQLITE_CORRUPT: 'STORE_CORRUPT',
      SQLITE_NOTADB: 'STORE_CORRUPT',
      SQLITE_READONLY: 'READ_ONLY',
      EROFS: 'READ_ONLY',
      ECONNRESET: 'INTERNAL',
    };
    for (const [code, expected] of Object.entries(codes)) {
      const { call } = bound(async () => {
        throw Object.assign(new Error(code), { code });
      });
      expect(await call('jobs.list', {}, person)).toMatchObject({ error: { code: expected } });
    }
  });
});
