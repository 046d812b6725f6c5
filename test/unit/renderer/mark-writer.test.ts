import { expect, test } from 'vitest';
import type { Marks } from '../../../src/contract/index.ts';
import { applied, MarkWriter } from '../../../src/renderer/api/mark-writer.ts';
import type { Transport } from '../../../src/renderer/api/transport.ts';
import { FakeHost } from '../../support/fake-api/fake-host.ts';
import { aRow } from '../../support/fake-api/rows.ts';

const unmarked: Marks = { pick: 'none', rating: null, tags: [] };

const rows = Array.from({ length: 4 }, (_, index) => aRow(index));
const ids = rows.map(({ id }) => id);
const start = (host = new FakeHost({ rows })) => {
  const call = ((id: never, input: never) => host.call(id, input)) as Transport['call'];
  const marks = new MarkWriter(call);
  const shown = (at: number) => applied(unmarked, marks.editsOf(ids[at] as string));
  return { host, marks, shown };
};

test('an edit shows before the host has answered, and is undone by what it answers', async () => {
  const { host, marks, shown } = start();
  const release = host.hold('review.mark');
  let told = 0;
  marks.subscribe(() => {
    told += 1;
  });
  const written = marks.edit([{ ads: ids.slice(0, 2), pick: 'picked' }]);
  expect(shown(0).pick).toBe('picked');
  expect(shown(2).pick).toBe('none');
  expect(told).toBe(1);
  release();
  const back = await written;
  expect(shown(1).pick).toBe('picked');
  if (!back.ok) throw new Error(back.error.message);
  await marks.edit(back.value);
  expect([shown(0).pick, host.library.row(ids[0] as string)?.pick]).toEqual(['none', 'none']);
});

test('a refused edit leaves the picture, what was written around it stays', async () => {
  const { host, marks, shown } = start();
  await marks.edit([{ ads: [ids[0] as string], rating: 2 }]);
  host.refuse('review.mark', 'DISK_FULL');
  const refused = marks.edit([{ ads: [ids[0] as string], rating: 5, add_tags: ['x'] }]);
  expect(shown(0)).toEqual({ pick: 'none', rating: 5, tags: ['x'] });
  expect(await refused).toMatchObject({ ok: false, error: { code: 'DISK_FULL' } });
  expect(shown(0)).toEqual({ pick: 'none', rating: 2, tags: [] });
});

test('edits are written in the order in which they were made', async () => {
  const { host, marks, shown } = start();
  const release = host.hold('review.mark');
  const all = (['picked', 'rejected', 'none', 'rejected'] as const).map((pick) =>
    marks.edit([{ ads: [ids[0] as string], pick }]),
  );
  expect(shown(0).pick).toBe('rejected');
  release();
  await Promise.all(all);
  const asked = host.calls.map(({ input }) => (input as { changes: { pick: string }[] }).changes[0]?.pick);
  expect(asked).toEqual(['picked', 'rejected', 'none', 'rejected']);
  expect(host.library.row(ids[0] as string)?.pick).toBe('rejected');
});

test('more ads than one call takes are written in parts, and a part that is refused takes all back', async () => {
  const many = Array.from({ length: 12_000 }, (_, index) => aRow(index));
  const host = new FakeHost({ rows: many });
  const { marks } = start(host);
  const every = many.map(({ id }) => id);
  const release = host.hold('review.mark');
  const written = marks.edit([{ ads: every, pick: 'picked' }]);
  release();
  expect((await written).ok).toBe(true);
  expect(host.calls).toHaveLength(3);
  expect(host.library.view({ where: 'pick:picked', sort: 'added' })).toHaveLength(12_000);

  const rejected = marks.edit([
    { ads: every.slice(0, 6000), pick: 'rejected' },
    { ads: ['ffffffffffffffff'], pick: 'rejected' },
  ]);
  expect((await rejected).ok).toBe(false);
  expect(host.library.view({ where: 'pick:picked', sort: 'added' })).toHaveLength(12_000);
});

test('what another window changed is taken over, but not before what this one is still writing', async () => {
  const { host, marks, shown } = start();
  marks.told([{ ad: ids[0] as string, pick: 'rejected', rating: 3, tags: ['a'], note_count: 0 }]);
  expect(shown(0)).toEqual({ pick: 'rejected', rating: 3, tags: ['a'] });
  const release = host.hold('review.mark');
  const written = marks.edit([{ ads: [ids[0] as string], pick: 'picked' }]);
  marks.told([{ ad: ids[0] as string, pick: 'none', rating: 1, tags: [], note_count: 0 }]);
  expect(shown(0)).toEqual({ pick: 'picked', rating: 1, tags: [] });
  release();
  await written;
  marks.told([]);
  expect(marks.editsOf(ids[0] as string)).toEqual([]);
});
