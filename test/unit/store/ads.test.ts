import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileStamp, JobItem, Listed } from '../../../src/main/ports.ts';
import type { Store } from '../../../src/main/store/index.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, analyzed, at, shaOf, stamp, versions } from './ads.ts';

const all = { filter: { clauses: [] }, sort: 'added', direction: 'asc' } as const;
const alone = () => ({ compared: true, distinctiveness: null, near_duplicate_of: null });
const open = (): Promise<Store> => tempStore(() => at);
const idOf = (n: number): string => shaOf(n).slice(0, 16);
const first = (items: readonly JobItem[]): JobItem => items[0] as JobItem;
const rows = (store: Store) => store.reader.rows(all, 0, 500, alone);
const ad = async (store: Store, n: number) => (await store.reader.ads([idOf(n)], alone))[0];

describe('what is stored of an ad', () => {
  it('comes back as it was measured', async () => {
    const store = await open();
    const [item] = await aJob(store, '/ads', ['sub/a.mp4']);
    const given = { ...anAd(shaOf(1), 61.5), problem: { code: 'TRUNCATED', detail: 'After 3 s.' } } as const;
    await store.writer.finishItem(item as JobItem, analyzed(given));
    expect(await ad(store, 1)).toMatchObject({
      id: given.id,
      sha256: given.sha256,
      path: 'sub/a.mp4',
      other_paths: [],
      source: { kind: 'folder', id: '/ads' },
      state: 'partial',
      problem: { code: 'TRUNCATED', message: expect.stringContaining('After 3 s.') },
      media: given.media,
      features: given.features,
      score: given.score,
      library: { rank: 1, rank_of: 1 },
      measured_at: at,
    });
    expect((await rows(store))[0]).toMatchObject({
      name: 'a.mp4',
      score: 61.5,
      aspect: '9:16',
      interval80: [51.5, 71.5],
      strip_frames: 4,
      top_reason: given.score.reasons[0],
    });
    expect(await store.reader.hashesAfter(0, 10)).toEqual([{ seq: 1, id: given.id, hashes: given.hashes }]);
  });

  it('is one ad however many paths hold its bytes; the first in order names it', async () => {
    const store = await open();
    const [c, a, b] = (await aJob(store, '/ads', ['c.mp4', 'a.mp4', 'b.mp4'])) as [JobItem, JobItem, JobItem];
    await store.writer.finishItem(c, analyzed(anAd(shaOf(1))));
    for (const item of [a, b])
      await store.writer.finishItem(item, { kind: 'reused', adId: idOf(1), sha256: shaOf(1), stamp });
    expect(await ad(store, 1)).toMatchObject({ path: 'a.mp4', other_paths: ['b.mp4', 'c.mp4'] });
    expect((await rows(store))[0]).toMatchObject({ name: 'a.mp4', copies: 2 });
    expect((await store.reader.placesOf(idOf(1))).map(({ path }) => path)).toEqual([
      'a.mp4',
      'b.mp4',
      'c.mp4',
    ]);
  });

  it('leaves the old ad its other paths when a file gets new content', async () => {
    const store = await open();
    const [a, b] = (await aJob(store, '/ads', ['a.mp4', 'b.mp4'])) as [JobItem, JobItem];
    await store.writer.finishItem(a, analyzed(anAd(shaOf(1))));
    await store.writer.finishItem(b, { kind: 'reused', adId: idOf(1), sha256: shaOf(1), stamp });
    // a.mp4 is exported again.
    const again = first(await aJob(store, '/ads', ['a.mp4']));
    await store.writer.finishItem(again, analyzed(anAd(shaOf(2))));
    expect(await ad(store, 1)).toMatchObject({ path: 'b.mp4', other_paths: [] });
    expect(await ad(store, 2)).toMatchObject({ path: 'a.mp4', other_paths: [] });
    expect((await rows(store)).map(({ name, copies }) => [name, copies])).toEqual([
      ['b.mp4', 0],
      ['a.mp4', 0],
    ]);
  });

  it('is measured anew in its place: one row, its newest result, its old order number', async () => {
    const store = await open();
    await store.writer.finishItem(first(await aJob(store, '/ads', ['a.mp4'])), analyzed(anAd(shaOf(1), 10)));
    await store.writer.finishItem(first(await aJob(store, '/ads', ['b.mp4'])), analyzed(anAd(shaOf(2), 20)));
    const newer = { ...anAd(shaOf(1), 90), engineVersion: 2 };
    await store.writer.finishItem(first(await aJob(store, '/ads', ['a.mp4'])), analyzed(newer));
    expect((await rows(store)).map(({ score }) => score)).toEqual([90, 20]);
    expect(await ad(store, 1)).toMatchObject({ engine_version: 2, score: { overall: 90 } });
    writeFileSync(join(await store.writer.pictureFolder(idOf(1)), 'thumb.jpg'), '');
    expect(await store.reader.hasMeasured(idOf(1), versions)).toBe(false);
    expect(await store.reader.hasMeasured(idOf(1), { ...versions, engineVersion: 2 })).toBe(true);
  });

  it('is there whole or not at all: a failure in the middle leaves nothing', async () => {
    const store = await open();
    const item = first(await aJob(store, '/ads', ['a.mp4']));
    const impossible = { ...anAd(shaOf(1)), kind: 'sculpture' as 'video' };
    await expect(store.writer.finishItem(item, analyzed(impossible))).rejects.toThrow(/CHECK/);
    const late = { ...anAd(shaOf(1)), measuredAt: null as unknown as string };
    await expect(store.writer.finishItem(item, analyzed(late))).rejects.toThrow(/NOT NULL/);
    expect(await store.reader.totals()).toEqual({ library: 0, newest: 0 });
    expect(await store.reader.counts(item.jobId)).toMatchObject({ queued: 1, analyzed: 0 });
    expect(await store.reader.placesOf(idOf(1))).toEqual([]);
  });

  it('is found by an id, a prefix, a path; and two that fit are a conflict', async () => {
    const store = await open();
    const items = await aJob(store, '/ads', ['a.mp4', 'x/b.mp4']);
    const shas = [`abcd1${'0'.repeat(59)}`, `abcd2${'0'.repeat(59)}`] as const;
    await store.writer.finishItem(items[0] as JobItem, analyzed(anAd(shas[0])));
    await store.writer.finishItem(items[1] as JobItem, analyzed(anAd(shas[1])));
    const [one, two] = [shas[0].slice(0, 16), shas[1].slice(0, 16)];
    const { resolve } = store.reader;
    for (const reference of [one, 'abcd1', 'ABCD1', shas[0], 'a.mp4', '/ads/a.mp4'])
      expect(await resolve(reference)).toBe(one);
    for (const reference of ['abcd2', 'x/b.mp4']) expect(await resolve(reference)).toBe(two);
    for (const reference of ['abcd', 'a'])
      await expect(resolve(reference)).rejects.toMatchObject({ code: 'CONFLICT' });
    await store.writer.finishItem(
      first(await aJob(store, '/ads', ['c.mp4'])),
      analyzed(anAd('1'.padEnd(64, '0'))),
    );
    expect(await resolve('1')).toBe('1'.padEnd(16, '0'));
    for (const reference of ['abcd3', 'b.mp4', '', '%', "' or 1=1 --"])
      await expect(resolve(reference)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('ranks within its folder; ties share a rank, and what has no score has none', async () => {
    const store = await open();
    const scores = [50, 80, 80, null, 20];
    const items = await aJob(
      store,
      '/ads',
      scores.map((_, n) => `${n}.mp4`),
    );
    for (const [n, score] of scores.entries())
      await store.writer.finishItem(items[n] as JobItem, analyzed(anAd(shaOf(n), score)));
    const elsewhere = first(await aJob(store, '/other', ['z.mp4']));
    await store.writer.finishItem(elsewhere, analyzed(anAd(shaOf(9), 99)));
    expect((await rows(store)).map(({ rank, rank_of }) => [rank, rank_of])).toEqual([
      [3, 4],
      [1, 4],
      [1, 4],
      [null, 4],
      [4, 4],
      [1, 1],
    ]);
    const byScore = { ...all, sort: 'score' } as const;
    const ids = (view: Parameters<typeof store.reader.ids>[0]) => store.reader.ids(view);
    expect((await ids({ ...byScore, direction: 'asc' })).at(-1)).toBe(idOf(3));
    expect((await ids({ ...byScore, direction: 'desc' })).at(-1)).toBe(idOf(3));
    expect(await ids({ ...all, upto: 2 })).toEqual([idOf(0), idOf(1)]);
    expect(await ids({ ...all, jobId: elsewhere.jobId })).toEqual([idOf(9)]);
  });
});

describe('what is listed into a job', () => {
  const file = (path: string, over: Partial<FileStamp> = {}, root = '/ads'): Listed => ({
    kind: 'file',
    root,
    path,
    absolute: `/ads/${path}`,
    stamp: { ...stamp, ...over },
  });
  const newJob = async (store: Store) =>
    (
      await store.writer.createJob(
        't',
        { paths: ['/ads'], drive: null, meta: null, max: null, fresh: false },
        'queued',
        at,
      )
    ).id;

  it('is added once, in order, however often it is listed', async () => {
    const store = await open();
    const id = await newJob(store);
    const odd = ['it\'s "odd"\n.mp4', '\u202eexe.mp4', 'e\u0301.mp4', '\u00e9.mp4', '💥.mp4'];
    const skipped: Listed = {
      kind: 'skipped',
      root: '/ads',
      path: 'notes.txt',
      absolute: '/ads/notes.txt',
      reason: 'no',
    };
    const first = [...odd.map((path) => file(path)), skipped];
    expect(await store.writer.addItems(id, first, null)).toMatchObject({ total: 5, skipped: 1 });
    const again = await store.writer.addItems(id, [...first, file('z.mp4')], null);
    expect(again).toMatchObject({ total: 1, skipped: 0 });
    const items = await store.reader.queuedItems(id, 0, 100);
    expect(items.map(({ path }) => path)).toEqual([...odd, 'z.mp4']);
    expect(items.map(({ seq }) => seq)).toEqual([...items.map(({ seq }) => seq)].sort((a, b) => a - b));
    expect(items[0]).toMatchObject({ absolute: `/ads/${odd[0]}`, stamp });
    expect(await store.reader.counts(id)).toMatchObject({ queued: 6, skipped: 1 });
    expect(await store.reader.skipped(id)).toEqual([{ path: 'notes.txt', source: '/ads', reason: 'no' }]);
  });

  it('ends at once where size, time and versions are as they were', async () => {
    const store = await open();
    const [a, b] = await aJob(store, '/ads', ['a.mp4', 'b.mp4']);
    await store.writer.finishItem(a as JobItem, analyzed(anAd(shaOf(1))));
    writeFileSync(join(await store.writer.pictureFolder(idOf(1)), 'thumb.jpg'), '');
    const listed = [file('a.mp4'), file('a.mp4', {}, '/'), file('b.mp4'), file('new.mp4')];
    const add = async (entries: Listed[], wanted: typeof versions | null) =>
      store.writer.addItems(await newJob(store), entries, wanted);
    expect(await add(listed, versions)).toEqual({
      ...{ total: 4, skipped: 0, files: 2, failed: 0, bytes: 2000, adIds: [idOf(1)] },
    });
    expect(await add(listed, null)).toMatchObject({ files: 0, failed: 0, bytes: 0, adIds: [] });
    expect((await add(listed, { ...versions, engineVersion: 2 })).files).toBe(0);
    expect((await add(listed, { ...versions, decoderVersion: 'other' })).files).toBe(0);
    expect((await add(listed, { ...versions, weightsVersion: 'other' })).files).toBe(0);
    expect((await add([file('a.mp4', { size: 1001 })], versions)).files).toBe(0);
    expect((await add([file('a.mp4', { mtimeNs: '1700000000000000002' })], versions)).files).toBe(0);
    await store.writer.keepFailure(b as JobItem, versions, { code: 'DAMAGED', detail: '' });
    expect(await add(listed, versions)).toMatchObject({ files: 3, failed: 1, bytes: 3000, adIds: [idOf(1)] });
    expect((await add(listed, { ...versions, failedUnder: 'other' })).failed).toBe(0);
    // Seen from another root, it is another path of the same ad.
    expect(await store.reader.placesOf(idOf(1))).toMatchObject([{ root: '/' }, { root: '/ads' }]);
  });

  it('keeps what was looked into and is no media, for this version alone, as it looked, and until it is an ad', async () => {
    const store = await open();
    const absolute = '/ads/notes';
    const whole = { ...stamp, ctimeNs: '1700000000000000002' };
    const skipped = (more: object): Listed => {
      const place = { root: '/ads', path: 'notes', absolute };
      return { kind: 'skipped', ...place, reason: 'not a video or an image', ...more };
    };
    const known = async (version = versions.kindVersion) =>
      (await store.reader.noMedia([absolute, '/ads/other'], version)).get(absolute);
    // What was not looked into, and what is measured afresh, leaves nothing.
    await store.writer.addItems(await newJob(store), [skipped({})], versions);
    await store.writer.addItems(await newJob(store), [skipped({ noMedia: whole })], null);
    expect(await known()).toBeUndefined();
    for (const size of [3, 4]) {
      const noMedia = { ...whole, size };
      await store.writer.addItems(await newJob(store), [skipped({ noMedia })], versions);
      expect(await known()).toEqual(noMedia);
    }
    expect(await known(2)).toBeUndefined();
    // Named alone or measured afresh it was an ad.
    await store.writer.addItems(await newJob(store), [file('notes')], null);
    expect(await known()).toBeUndefined();
  });

  it('takes 10,000 entries at a time', async () => {
    const store = await open();
    const id = await newJob(store);
    const entries = Array.from({ length: 10_000 }, (_, n) => file(`${n}.mp4`));
    for (let n = 0; n < 2; n += 1) await store.writer.addItems(id, entries, versions);
    expect(await store.reader.counts(id)).toMatchObject({ queued: 10_000 });
  });

  it('is read back as untrusted: a payload that does not fit is damage, not a bug', async () => {
    const store = await open();
    const id = await newJob(store);
    const { default: Sqlite } = await import('better-sqlite3');
    const raw = new Sqlite(store.file);
    raw.exec(`update jobs set payload = '{"paths":3}'`);
    raw.close();
    await expect(store.reader.payload(id)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });
});
