import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureSharpStill } from '../../../src/main/media/still/open-still.ts';
import { tempFolder } from '../../support/temp-folder.ts';

test('a picture that is gone when it is opened could not be read: its header is not at fault', async () => {
  const folder = tempFolder();
  const gone = { path: join(folder, 'gone.png'), size: 1, head: new Uint8Array() };
  const measuring = measureSharpStill(gone, 'png', () => expect.unreachable(), folder);
  await expect(measuring).rejects.toMatchObject({ code: 'UNREADABLE' });
});
