import { expect, test } from 'vitest';
import type { MetaClient } from '../../../../src/main/connectors/meta/client.ts';
import { createDraftMedia } from '../../../../src/main/connectors/meta/draft-media.ts';
import { Passing } from '../../../../src/main/core/passing.ts';
import type { Draft } from '../../../../src/main/ports.ts';

const draft = { account: '1', name: 'A film', kind: 'video' } as Draft;

/** Of a film that is uploaded Meta says these, one a look, and the last of them from then on. */
async function endOf(...looks: readonly (string | Passing)[]): Promise<unknown> {
  let looked = 0;
  const read = async (): Promise<unknown> => {
    const now = looks[Math.min(looked++, looks.length - 1)];
    if (now instanceof Passing) throw now;
    return { id: '5', status: { video_status: now } };
  };
  const mediaOf = createDraftMedia(
    { read } as unknown as MetaClient,
    async () => '5',
    async () => undefined,
    null,
  );
  return mediaOf(draft, new AbortController().signal).catch((error: unknown) => error);
}

const out = new Passing('UPSTREAM', 'Meta is out of order for the moment.');

test('a look that failed is not why the film is not ready, once Meta has answered a later one', async () => {
  expect(await endOf(out, 'processing')).toMatchObject({
    code: 'TIMEOUT',
    detail: 'Draft “A film”: Meta is still working on the film.',
  });
  expect(await endOf('processing', out)).toMatchObject({
    code: 'UPSTREAM',
    detail: expect.stringContaining('out of order for the moment. So it stayed for ten minutes'),
  });
});
