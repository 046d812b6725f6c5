import { join } from 'node:path';
import { expect, it } from 'vitest';
import { backupCheck, whyNoBackup } from '../../../src/main/hosts/doctor-checks.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const room = { storeBytes: 4096, freeBytes: 4096 };

it('warns where no copy can be made, however many there are', async () => {
  const folder = tempFolder();
  expect(await whyNoBackup(folder, room)).toBeNull();
  expect(await whyNoBackup(folder, { ...room, freeBytes: 4095 })).toMatch(/4096 bytes and 4095 are free/);
  expect(await whyNoBackup(join(folder, 'gone'), room)).toMatch(/gone cannot be written \(ENOENT\)/);
  expect(backupCheck([], null)).toMatchObject({ state: 'ok' });
  expect(backupCheck([], 'no room')).toMatchObject({
    state: 'warn',
    detail: 'none yet; no new one can be made: no room',
    next_step: expect.stringContaining('titan backup'),
  });
});
