import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Backup } from '../../../src/contract/index.ts';
import { backupCheck, spaceCheck, whyNoBackup } from '../../../src/main/hosts/doctor-checks.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const room = { storeBytes: 4096, freeBytes: 4096 };

it('warns where no copy can be made, however many there are', async () => {
  const folder = tempFolder();
  expect(await whyNoBackup(folder, room)).toBeNull();
  expect(await whyNoBackup(folder, { ...room, freeBytes: 4095 })).toMatch(/4096 bytes and 4095 are free/);
  expect(await whyNoBackup(join(folder, 'gone'), room)).toMatch(/gone cannot be written \(ENOENT\)/);
  expect(backupCheck([], null, false)).toMatchObject({ state: 'ok' });
  expect(backupCheck([], 'no room', false)).toMatchObject({
    state: 'warn',
    detail: 'none yet; no new one can be made: no room',
    next_step: expect.stringContaining('titan backup'),
  });
});

it('calls a copy good only where it is, and names those that are damaged', () => {
  const [newer, older] = [22, 21].map((day) => ({
    file: `202611${day}T090000Z-47-daily.db`,
    at: `2026-11-${day}T09:00:00Z`,
    bytes: 4096,
    schema_version: 47,
    reason: 'daily' as const,
    verified: true,
  })) as [Backup, Backup];
  expect(backupCheck([newer, older], null, false).detail).toBe(
    '2, newest 2026-11-22T09:00:00Z, each opened and checked when it was written',
  );
  const damaged = { ...newer, verified: false };
  expect(backupCheck([damaged, older], null, true)).toMatchObject({
    state: 'warn',
    detail: `2, newest good 2026-11-21T09:00:00Z; damaged: ${newer.file}`,
  });
  expect(backupCheck([damaged], null, true)).toMatchObject({
    state: 'fail',
    detail: `1; damaged: ${newer.file}`,
  });
});

it('tells free space in the unit that the window writes sizes in', () => {
  expect(spaceCheck(82.0e9, '/home').detail).toBe('82.0 GB free');
});
