import { expect, test } from 'vitest';
import { learnFrom } from '../../../../src/main/core/learn/learn-from.ts';
import { learnedOf } from '../../../support/learn/learned-of.ts';
import { aResultRow } from '../../../support/learn/result-row.ts';

test('judges are not measured by whom an ad was shown to', () => {
  // Twenty ads for strangers and twenty for people who know the shop and click three times as often: five are good in each.
  const rows = ['cold', 'warm'].flatMap((campaign) =>
    Array.from({ length: 20 }, (_, at) => {
      const linkClicks = (at < 5 ? 200 : 100) * (campaign === 'warm' ? 3 : 1);
      return aResultRow({ ad: `${campaign} ${at}`, campaign, week: 0, impressions: 10_000, linkClicks });
    }),
  );
  const { outcomes } = learnedOf(rows);
  expect(outcomes).toHaveLength(40);
  const hits = outcomes.filter(({ hit }) => hit).map(({ ad }) => ad);
  expect(hits.sort()).toEqual(
    ['cold', 'warm'].flatMap((campaign) => [0, 1, 2, 3, 4].map((at) => `${campaign} ${at}`)),
  );
  // One that another account speaks for is among those that the best quarter is of, and told by that one.
  const shared = learnedOf(rows, ['cold 0']).outcomes;
  expect(shared.filter(({ own }) => own).map(({ ad }) => ad)).toEqual(['cold 0']);
  expect(shared.map(({ hit }) => hit)).toEqual(outcomes.map(({ hit }) => hit));
});

test('an ad with few results is neither a hit nor a miss', () => {
  const rows = Array.from({ length: 30 }, (_, at) =>
    aResultRow({
      ad: `ad ${at}`,
      week: 0,
      impressions: at < 25 ? 8000 : 1000,
      linkClicks: at < 25 ? 80 : 10,
    }),
  );
  expect(learnedOf(rows).outcomes.map(({ ad }) => ad)).toEqual(
    Array.from({ length: 25 }, (_, at) => `ad ${at}`),
  );
});

test('what an account has is told from its own ads and those of its client, and not from all that the library holds', () => {
  const ad = (id: string, hook: string, format: string) => ({
    id,
    durationS: null,
    hashes: [],
    words: [],
    traits: { numbers: {}, words: { hook, format, shape: '9:16' } },
  });
  const own = ['ran', 'runs elsewhere too', 'draft'].map((id) => ad(id, 'question', 'video'));
  // Older than the account's own, so that a concept with theirs would have their name.
  const others = Array.from({ length: 8 }, (_, at) =>
    ad(`other ${at}`, at % 2 ? 'offer' : 'question', 'image'),
  );
  const rows = ['ran', 'runs elsewhere too'].map((id) =>
    aResultRow({ ad: id, week: 0, impressions: 10_000, linkClicks: 100 }),
  );
  const from = (ads: typeof own) =>
    learnFrom({ ads, rows, own: ['ran', 'draft'], inUse: null, tested: [], seed: 1 });
  const beside = from([...others, ...own]);
  expect(beside.diversity).toEqual(from(own).diversity);
  expect(beside.diversity).toMatchObject({ ads: 3, coverage: { hooks: ['question'], empty: [] } });
  expect(beside.concepts.map(([id]) => id)).toEqual(own.map(({ id }) => id));
  // Nobody knows whose account they will run in, so they are predicted like the draft.
  expect(beside.predictions).toHaveLength(9);
});
