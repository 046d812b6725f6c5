import { beforeEach, expect, test } from 'vitest';
import { QueryCache } from '../../../src/renderer/api/cache.ts';
import type { Transport } from '../../../src/renderer/api/transport.ts';
import { decisionsIn } from '../../../src/renderer/features/learn/use-decision.ts';
import { useToasts } from '../../../src/renderer/state/toasts.ts';
import { redo, undo, useUndo } from '../../../src/renderer/state/undo.ts';
import { FakeHost } from '../../support/fake-api/fake-host.ts';
import { aLink } from '../../support/fake-api/links.ts';
import { rows } from '../../support/fake-api/rows.ts';

beforeEach(() => {
  useUndo.setState({ past: [], future: [] });
  useToasts.setState({ toasts: [] });
});

test('of several links those that were changed before one is refused can be taken back', async () => {
  const host = new FakeHost({ rows: rows(3) });
  host.links = host.library.all().map((row) => aLink(0, row, { how: 'hand', left_out: 'several files' }));
  const [kept, ...others] = host.links;
  if (!kept) throw new Error('There are no links.');
  const last = others.at(-1)?.ad_id;
  let refuses = true;
  const transport = {
    call: (id: never, input: { ad?: string }) => {
      host.refuse('learn.link', refuses && input.ad === last ? 'READ_ONLY' : null);
      return host.call(id, input);
    },
  } as unknown as Transport;
  const { keepOnly } = decisionsIn({ transport, cache: new QueryCache(transport) });
  const states = () => others.map(({ ad_id }) => host.links.find((link) => link.ad_id === ad_id)?.state);

  expect(await keepOnly(kept, others)).toBe(false);
  expect(states()).toEqual(['rejected', 'linked']);
  expect(useUndo.getState().past.map(({ text }) => text)).toEqual([`Kept apart ${others[0]?.ad_name}`]);
  await undo();
  expect(states()).toEqual(['linked', 'linked']);
  await redo();
  expect(states()).toEqual(['rejected', 'linked']);
  await undo();

  refuses = false;
  expect(await keepOnly(kept, others)).toBe(true);
  expect(states()).toEqual(['rejected', 'rejected']);
  await undo();
  expect(states()).toEqual(['linked', 'linked']);
});
