import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { App } from '../../../../src/main/hosts/app.ts';
import { links } from '../../../../src/main/hosts/cli/meta.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

test('an ad is linked by its path or at least three digits of its id, so that a slip links no other', async () => {
  const out = join(tempFolder(), 'links.txt');
  const linked: unknown[] = [];
  const answers: Record<string, (input: never) => unknown> = {
    'score.show': () => ({ id: '2fab000000000000', path: '2f' }),
    'learn.link': (input) => linked.push(input),
    'learn.links': () => ({ links: [] }),
  };
  const app = {
    call: async (id: string, input: never) => ({ ok: true, value: answers[id]?.(input) }),
  } as unknown as App;
  for (const slip of ['2', '2F'])
    await expect(links(app, ['add', '23', slip], { out })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect(linked).toEqual([]);
  for (const enough of ['2FA', '2f']) await links(app, ['add', '23', enough], { out });
  expect(linked).toEqual(Array(2).fill({ meta_ad: '23', ad: '2fab000000000000', to: 'linked' }));
});
