import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fetchMedia } from '../../../../src/main/connectors/meta/fetch-media.ts';
import { Passing } from '../../../../src/main/core/passing.ts';
import { emulate } from '../../../emulators/server.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

test('a file without a byte is told as empty at once, and not as what may pass', async () => {
  const cdn = await emulate(() => ({ headers: { 'content-type': 'video/mp4' }, body: '' }));
  onTestFinished(() => cdn.close());
  const part = join(tempFolder(), 'film.part');
  const wanted = { what: 'Video 501', url: cdn.url, base: cdn.url, makeRoom: async () => undefined };
  const error = await fetchMedia(wanted, part, new AbortController().signal).catch(
    (caught: unknown) => caught,
  );
  expect(error).toMatchObject({
    code: 'EMPTY_FILE',
    detail: 'Video 501: it came without a single byte.',
  });
  expect(error).not.toBeInstanceOf(Passing);
  expect(existsSync(part)).toBe(false);
});
