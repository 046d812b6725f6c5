import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editMarks, type MarkChange, type Marks } from '../../../src/contract/index.ts';
import { openStore } from '../../../src/main/store/index.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { aJob, anAd, analyzed, at, shaOf, versions } from './ads.ts';

const idOf = (n: number): string => shaOf(n).slice(0, 16);
const open = (home: string) =>
  openStore(
    home,
    () => at,
    () => [],
  );

async function aLibrary(size: number) {
  const home = tempFolder();
  const store = await open(home);
  const paths = Array.from({ length: size }, (_, n) => `${n}.mp4`);
  for (const [n, item] of (await aJob(store, '/ads', paths)).entries())
    await store.writer.finishItem(item, analyzed(anAd(shaOf(n))));
  return { home, store };
}

const facts = () => ({ compared: true, distinctiveness: null, near_duplicate_of: null });
const read = async (store: Awaited<ReturnType<typeof open>>, size: number): Promise<Marks[]> =>
  (
    await store.reader.ads(
      Array.from({ length: size }, (_, n) => idOf(n)),
      facts,
    )
  ).map(({ pick, rating, tags }) => ({ pick, rating, tags }));

const size = 6;
const tag = fc.constantFrom('UGC', 'ugc', 'sale', 'Ünï', 'ünï', '🔥', '\uff5e');
const tags = fc.option(fc.array(tag, { maxLength: 3 }), { nil: undefined });
const change: fc.Arbitrary<MarkChange> = fc.record({
  ads: fc.uniqueArray(fc.nat({ max: size - 1 }).map(idOf), { minLength: 1 }),
  pick: fc.constantFrom('picked', 'rejected', 'none', undefined),
  rating: fc.constantFrom(1, 3, 5, null, undefined),
  tags,
  add_tags: tags,
  remove_tags: tags,
});

describe('marks', () => {
  it('are what the rule of the contract says, and go back exactly, after any changes', async () => {
    const { store } = await aLibrary(size);
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const start = await read(store, size);
        const before = await store.writer.mark(changes);
        const due = start.map((marks, n) =>
          changes
            .filter(({ ads }) => ads.includes(idOf(n)))
            .reduce((now, { ads: _, ...edit }) => editMarks(now, edit), marks),
        );
        expect(await read(store, size)).toEqual(due);
        if (before.length > 0) {
          changed += 1;
          const redo = await store.writer.mark(before);
          expect(await read(store, size)).toEqual(start);
          await store.writer.mark(redo);
        }
        expect(await read(store, size)).toEqual(due);
      }),
      { numRuns: 80, seed: 20261127 },
    );
    expect(changed).toBeGreaterThan(50);
    store.close();
  });

  it('outlive measuring again and a restart, and are in a backup', async () => {
    const { home, store } = await aLibrary(2);
    await store.writer.mark([{ ads: [idOf(1)], pick: 'picked', rating: 4, add_tags: ['UGC'] }]);
    await store.writer.setNote(idOf(1), 'note_00000001', { text: 'logo late', t0: 3.2, t1: 4 }, at);
    const [item] = await aJob(store, '/ads', ['again.mp4']);
    const newer = { ...anAd(shaOf(1), 70), ...versions, engineVersion: 2 };
    await store.writer.finishItem(item as never, analyzed(newer));
    const marked = { pick: 'picked', rating: 4, tags: ['UGC'] };
    expect((await store.reader.ads([idOf(1)], facts))[0]).toMatchObject({
      ...marked,
      engine_version: 2,
      notes: [{ text: 'logo late', t0: 3.2, t1: 4, created_at: at }],
    });
    const backup = await store.backup('manual');
    store.close();
    const again = await open(home);
    expect(await again.reader.marksOf([idOf(0), idOf(1)])).toEqual([
      { ad: idOf(0), pick: 'none', rating: null, tags: [], note_count: 0 },
      { ad: idOf(1), ...marked, note_count: 1 },
    ]);
    again.close();
    const copy = new Sqlite(join(home, 'backups', backup.file), { readonly: true });
    expect(
      copy
        .prepare(
          'select pick, rating, tag, text from marks join ad_tags using (ad_id) join notes using (ad_id)',
        )
        .all(),
    ).toEqual([{ pick: 'picked', rating: 4, tag: 'UGC', text: 'logo late' }]);
    copy.close();
  });

  it('are all made or none', async () => {
    const { store } = await aLibrary(2);
    const both = store.writer.mark([
      { ads: [idOf(0)], pick: 'picked' },
      { ads: [idOf(1), 'ffffffffffffffff'], pick: 'picked' },
    ]);
    await expect(both).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await read(store, 2)).toEqual([
      { pick: 'none', rating: null, tags: [] },
      { pick: 'none', rating: null, tags: [] },
    ]);
    store.close();
  });

  it('sort by rating with the unrated last, and count their tags', async () => {
    const { store } = await aLibrary(3);
    await store.writer.mark([
      { ads: [idOf(1)], rating: 5, tags: ['UGC'] },
      { ads: [idOf(2)], rating: 2, tags: ['sale', 'ugc'] },
    ]);
    const view = { filter: { clauses: [] }, sort: 'rating' } as const;
    expect(await store.reader.ids(view)).toEqual([idOf(1), idOf(2), idOf(0)]);
    expect(await store.reader.ids({ ...view, direction: 'asc' })).toEqual([idOf(2), idOf(1), idOf(0)]);
    const [one, two] = await store.reader.rowsOf([idOf(2), 'ffffffffffffffff', idOf(0)], facts);
    expect([one?.rating, one?.tags, two?.id]).toEqual([2, ['sale', 'ugc'], idOf(0)]);
    expect(await store.reader.tags()).toEqual([
      { tag: 'UGC', ads: 2 },
      { tag: 'sale', ads: 1 },
    ]);
    store.close();
  });
});

describe('a note', () => {
  it('is written, changed, removed and brought back as it was', async () => {
    const { store } = await aLibrary(2);
    const id = 'note_00000001';
    const { setNote } = store.writer;
    const first = await setNote(idOf(0), id, { text: 'a', t0: 2, t1: null }, at);
    expect(first).toEqual({ before: null, after: { id, text: 'a', t0: 2, t1: null, created_at: at } });
    const later = '2026-11-23T00:00:00.000Z';
    const second = await setNote(idOf(0), id, { text: 'b', t0: null, t1: null }, later);
    expect(second.before).toEqual(first.after);
    expect(second.after).toMatchObject({ text: 'b', t0: null, created_at: at });
    await expect(setNote(idOf(1), id, null, later)).rejects.toMatchObject({ code: 'CONFLICT' });
    const gone = await setNote(idOf(0), id, null, later);
    expect(gone).toEqual({ before: second.after, after: null });
    const { id: _, ...was } = gone.before as NonNullable<typeof gone.before>;
    expect((await setNote(idOf(0), id, was, later)).after).toEqual(second.after);
    store.close();
  });
});
