import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { AdId } from '../../../src/contract/index.ts';
import { learnFrom } from '../../../src/main/core/learn/learn-from.ts';
import { createLearner } from '../../../src/main/jobs/learner.ts';
import { refreshLearning } from '../../../src/main/stages/learn.ts';
import type { Store } from '../../../src/main/store/index.ts';
import { accountId, adIdOf, at, storeAccount } from '../../support/learn/stored.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const facts = () => ({ distinctiveness: null, near_duplicate_of: null, compared: true });
const portsOf = (store: Store) => ({
  reader: store.reader,
  writer: store.writer,
  adsOf: (ids: readonly AdId[]) => store.reader.ads(ids, facts),
  // On this thread; that the thread of its own says the same has a test below.
  learner: { learn: async (input: Parameters<typeof learnFrom>[0]) => learnFrom(input) },
  clock: { now: () => at, monotonicMs: () => 0 },
});
const never = new AbortController().signal;

/** Bars over many accounts: `npm run bench -- learn`; here the same truth goes through the store. */
it('learns a planted truth from what is stored, keeps each version, and writes what judges are measured by', async () => {
  const home = tempFolder();
  const kind = {
    concepts: 90,
    days: 60,
    effects: { 'hook demo': Math.log(2), 'hook offer': Math.log(0.5) },
  };
  const store = await storeAccount(home, kind, 3);
  onTestFinished(() => store.close());
  const judged = adIdOf('ad 0.0');
  const raw = new Sqlite(store.file);
  raw.prepare(`INSERT INTO council_votes VALUES (?, 'engine v1', 1, 70, 70)`).run(judged);
  raw.close();

  const first = await refreshLearning(portsOf(store), accountId, never);
  const said = first.learned.knowledge.patterns.filter(({ wording }) => wording === 'pattern');
  expect(said.find(({ value, metric }) => value === 'demo' && metric === 'ctr')?.effect).toBeGreaterThan(0.2);
  expect(said.find(({ value, metric }) => value === 'offer' && metric === 'ctr')?.effect).toBeLessThan(-0.2);
  for (const { feature, value } of said) expect(`${feature} ${value}`).toMatch(/^hook (demo|offer)$/);
  // Variants are one concept, whatever they are called.
  expect(first.learned.counts.concepts).toBe(90);
  expect(first.learned.diversity.concepts).toBe(90);
  expect(first.learned.diversity.effective).toBeLessThan(90);

  const second = await refreshLearning(portsOf(store), accountId, never);
  expect(second.id).toBeGreaterThan(first.id);
  expect(await store.reader.learnVersion(accountId, first.id)).toEqual(
    expect.objectContaining({
      id: first.id,
      learned: expect.objectContaining({ counts: first.learned.counts }),
    }),
  );
  expect((await store.reader.learnVersion(accountId))?.id).toBe(second.id);
  const active = await store.reader.activeModel(accountId);
  expect(active?.model.ads).toBe(first.learned.counts.ads);

  const votes = await store.reader.pastVotes();
  expect(votes.find(({ adId }) => adId === judged)?.hit).not.toBeNull();

  const days = await store.reader.runningAds(accountId);
  expect(days.length).toBeGreaterThan(0);
  const rows = await store.reader.resultRows(accountId, [judged]);
  expect(rows.every(({ ad }) => ad === judged)).toBe(true);
  // Of the last week orders may still come, so its spend is not held against them.
  const total = (of: (row: (typeof rows)[0]) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  expect(total(({ mature }) => mature.spendMinor)).toBeLessThan(total(({ impressions }) => impressions));
});

it('says nothing of an account without linked ads', async () => {
  const store = await storeAccount(tempFolder(), { concepts: 2, days: 14, effects: {} }, 1);
  onTestFinished(() => store.close());
  const raw = new Sqlite(store.file);
  raw.exec('DELETE FROM meta_links');
  raw.close();
  await expect(refreshLearning(portsOf(store), accountId, never)).rejects.toMatchObject({
    code: 'NOT_ENOUGH_DATA',
  });
  expect(await store.reader.learnVersion(accountId)).toBeNull();
});

it('learns on a thread of its own to the same answer, and stops when it is told to', async () => {
  const input = { ads: [], rows: [], seed: 1 };
  const learner = createLearner();
  expect(await learner.learn(input, never)).toEqual(learnFrom(input));
  const stopped = new AbortController();
  const going = learner.learn(input, stopped.signal);
  stopped.abort(new Error('closing'));
  await expect(going).rejects.toThrow('closing');
});
