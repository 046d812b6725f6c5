import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { App } from '../../../../src/main/hosts/app.ts';
import { approvals } from '../../../../src/main/hosts/cli/approvals.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

it('stops everything from anywhere, and lets go of it for a person at a terminal alone', async () => {
  const out = join(tempFolder(), 'said');
  const calls: unknown[] = [];
  const app = {
    call: async (...call: unknown[]) => {
      calls.push(call);
      return { ok: true, value: { stopped: true, cancelled: 3 } };
    },
  } as unknown as App;
  const isTTY = Object.getOwnPropertyDescriptor(process.stdin, 'isTTY');
  const at = (terminal: boolean) =>
    Object.defineProperty(process.stdin, 'isTTY', { value: terminal, configurable: true });
  try {
    at(false);
    await approvals(app, ['stop'], { out });
    expect(readFileSync(out, 'utf8')).toContain('3 requests are over');
    await expect(approvals(app, ['go-on'], {})).rejects.toMatchObject({ code: 'NEEDS_APPROVAL' });
    await expect(approvals(app, ['stop', 'ap_1'], {})).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    at(true);
    await approvals(app, ['go-on'], { out });
  } finally {
    if (isTTY) Object.defineProperty(process.stdin, 'isTTY', isTTY);
    else Reflect.deleteProperty(process.stdin, 'isTTY');
  }
  const person = expect.objectContaining({ person: true });
  expect(calls).toEqual([
    ['approve.kill', { stop: true }, person],
    ['approve.kill', { stop: false }, person],
  ]);
});
