import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorCodes, foldTag } from '../../../src/contract/index.ts';
import { type Filter, foldCase, matches } from '../../../src/main/core/score/filter.ts';
import {
  type FilterRow,
  flagFields,
  numberFields,
  textFields,
  wordFields,
} from '../../../src/main/core/score/filter-fields.ts';
import { openDatabase } from '../../../src/main/store/db.ts';
import { adRowReader } from '../../../src/main/store/repos/ad-rows.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { at, shaOf } from './ads.ts';

/** Letters that fold oddly, wildcards of LIKE, quotes, and names as they are. */
const letters = fc.constantFrom(
  ...'aAbBzZ09/ %_\\\'"`;-.*',
  'ß',
  'É',
  'é',
  'e\u0301',
  'İ',
  'ı',
  '\u212a',
  'Σ',
  'ς',
  '🔥',
  '\n',
  '名',
);
const text = fc.array(letters, { maxLength: 6 }).map((all) => all.join(''));
const needle = fc.array(letters, { minLength: 1, maxLength: 3 }).map((all) => all.join(''));
const points = fc.option(
  fc.integer({ min: 0, max: 40 }).map((n) => n / 4),
  { nil: null },
);
const small = fc.integer({ min: 1, max: 4 });

const row: fc.Arbitrary<FilterRow> = fc.record({
  name: text,
  path: text,
  root: fc.constant('/ads'),
  client: fc.option(fc.constantFrom('Fjord', 'İx'), { nil: null }),
  kind: fc.constantFrom('video', 'image'),
  state: fc.constantFrom('ok', 'partial'),
  problem: fc.option(fc.constantFrom(...errorCodes.slice(0, 4)), { nil: null }),
  codec: fc.constantFrom('h264', 'hevc', 'gif'),
  hook_type: fc.constantFrom('unknown', 'offer'),
  words: text,
  aspect: fc.constantFrom('9:16', 'other'),
  has_audio: fc.boolean(),
  near_duplicate_of: fc.option(fc.constant('0123456789abcdef'), { nil: null }),
  copies: small,
  pick: fc.constantFrom('picked', 'rejected', 'none'),
  rating: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  tags: fc.uniqueArray(fc.constantFrom('ok', 'Video', 'İx', 'unknown'), { maxLength: 3 }),
  note_count: fc.nat({ max: 2 }),
  council: fc.option(fc.record({ score: points, disagreement: points, needs_human: fc.boolean() }), {
    nil: null,
  }),
  duration_s: points,
  width: small,
  height: small,
  score: points,
  figures: fc.option(
    fc.record({ ctr: points, hook_rate: points, hold_rate: points, roas: points, spend: points }),
    { nil: null },
  ),
  sub: fc.record({ hook: points, clarity: points, connection: points, offer: points, craft: points }),
});

const not = fc.boolean();
const keys = <T extends object>(fields: T) => fc.constantFrom(...(Object.keys(fields) as (keyof T)[]));
const number = fc.record({
  value: fc.integer({ min: 0, max: 40 }).map((n) => n / 4),
  decimals: fc.constantFrom(0, 1, 2),
});
const word = fc.constantFrom(
  'video',
  'IMAGE',
  'ok',
  'partial',
  'H264',
  'gif',
  '9:16',
  'other',
  'unknown',
  'FJORD',
  'none',
  'offer',
  '',
  'NO_VIDEO',
  'picked',
  'VIDEO',
  'i̇X',
  "' or 1=1 --",
);
const clause = fc.oneof(
  fc.record({
    test: fc.constant('compare' as const),
    not,
    field: keys(numberFields),
    op: fc.constantFrom('<', '<=', '>', '>='),
    value: number.map(({ value }) => value),
  }),
  fc.record({
    test: fc.constant('number' as const),
    not,
    field: keys(numberFields),
    values: fc.array(fc.option(number, { nil: null }), { minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    test: fc.constant('word' as const),
    not,
    field: keys(wordFields),
    values: fc.array(word, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ test: fc.constant('flag' as const), not, field: keys(flagFields), value: fc.boolean() }),
  fc.record({
    test: fc.constant('text' as const),
    not,
    field: keys(textFields),
    values: fc.array(needle, { minLength: 1, maxLength: 4 }),
  }),
);
const filter: fc.Arbitrary<Filter> = fc.record({ clauses: fc.array(clause, { maxLength: 3 }) });

const idOf = (n: number): string => shaOf(n).slice(0, 16);

async function libraryOf(rows: readonly FilterRow[]) {
  const { read, write } = await openDatabase(tempFolder(), () => at);
  const values = rows.map((each, n) => ({
    id: idOf(n),
    added_seq: n + 1,
    sha256: shaOf(n),
    kind: each.kind,
    state: each.state,
    problem_code: each.problem,
    problem_detail: null,
    root: '/ads',
    path: each.path,
    name: each.name,
    copies: each.copies,
    codec: each.codec,
    width: each.width,
    height: each.height,
    aspect: each.aspect,
    duration_s: each.duration_s,
    has_audio: each.has_audio ? 1 : 0,
    strip_frames: 0,
    score: each.score,
    score_low: null,
    score_high: null,
    ...each.sub,
    top_reason: null,
    engine_version: 1,
    decoder_version: '1',
    weights_version: '1',
    measured_at: at,
    hook_type: each.hook_type,
  }));
  for (let n = 0; n < values.length; n += 500) {
    await write.db
      .insertInto('ads')
      .values(values.slice(n, n + 500))
      .execute();
  }
  await write.db
    .insertInto('marks')
    .values(rows.map(({ pick, rating }, n) => ({ ad_id: idOf(n), pick, rating })))
    .execute();
  const tags = rows.flatMap(({ tags: all }, n) =>
    all.map((tag) => ({ ad_id: idOf(n), tag, folded: foldTag(tag) })),
  );
  const notes = rows
    .flatMap(({ note_count }, n) =>
      Array.from({ length: note_count }, (_, at) => ({ id: `note_${n}_${at}`, ad_id: idOf(n) })),
    )
    .map((note) => ({ ...note, text: 'x', t0: null, t1: null, created_at: at }));
  if (tags.length > 0) await write.db.insertInto('ad_tags').values(tags).execute();
  if (notes.length > 0) await write.db.insertInto('notes').values(notes).execute();
  const read_at = at;
  const texts = rows
    .map(({ words }, n) => ({ ad_id: idOf(n), version: 1, text: '{}', words, read_at }))
    .filter(({ words }) => words !== '');
  if (texts.length > 0) await write.db.insertInto('ad_text').values(texts).execute();
  const councils = rows.flatMap(({ council }, n) => {
    if (council === null) return [];
    const basis = council.score === null ? 'engine only' : 'council';
    // Without a quorum the engine's score stands in it, which is no council's.
    const score = council.score ?? 50;
    const json = JSON.stringify({ ...council, score, basis });
    return [{ ad_id: idOf(n), council: json, score, judged_at: at }];
  });
  if (councils.length > 0) await write.db.insertInto('councils').values(councils).execute();
  const names = ['Fjord', 'İx'];
  await write.db
    .insertInto('clients')
    .values(names.map((name) => ({ id: name, name, folded: foldCase(name) })))
    .execute();
  const given = rows.flatMap(({ client }, n) =>
    client === null ? [] : [{ ad_id: idOf(n), client_id: client }],
  );
  if (given.length > 0) await write.db.insertInto('client_ads').values(given).execute();
  const near = rows.flatMap((each, n) =>
    each.near_duplicate_of === null ? [] : [[idOf(n), each.near_duplicate_of] as const],
  );
  const figures = new Map(
    rows.flatMap((each, n) => (each.figures ? [[idOf(n), each.figures] as const] : [])),
  );
  return adRowReader(
    read.db,
    () => near,
    async () => figures,
  );
}

const found = async (reader: Awaited<ReturnType<typeof libraryOf>>, wanted: Filter) =>
  (await reader.ids({ filter: wanted, sort: 'added', direction: 'asc' })).map((id) =>
    Number.parseInt(id, 16),
  );

const expected = (rows: readonly FilterRow[], wanted: Filter): number[] =>
  rows.flatMap((each, n) => (matches(wanted, each) ? [n] : []));

describe('a filter in SQL', () => {
  it('finds what the filter means, on 500 random filters over 200 random rows', async () => {
    const rows = fc.sample(row, { numRuns: 200, seed: 20261122 });
    const reader = await libraryOf(rows);
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(filter, async (wanted) => {
        const want = expected(rows, wanted);
        hits += want.length > 0 && want.length < rows.length ? 1 : 0;
        expect(await found(reader, wanted)).toEqual(want);
        expect(await reader.count({ filter: wanted, sort: 'score' })).toBe(want.length);
      }),
      { numRuns: 500, seed: 20261122 },
    );
    // Filters that find all or nothing would agree by chance.
    expect(hits).toBeGreaterThan(150);
  });

  const one = (clauses: Filter['clauses'][number][]): Filter => ({ clauses });
  const textClause = (...values: string[]) => ({ test: 'text', not: false, field: 'name', values }) as const;

  it('takes wildcards, quotes and backslashes for what they are', async () => {
    const names = ['100%', '100x', 'a_b', 'axb', "it's", 'back\\slash', '"q"', '*', 'DROP TABLE ads;--'];
    const [base] = fc.sample(row, { numRuns: 1, seed: 1 });
    const reader = await libraryOf(names.map((name) => ({ ...(base as FilterRow), name, path: 'p' })));
    const finds = async (value: string) =>
      (await found(reader, one([textClause(value)]))).map((n) => names[n]);
    expect(await finds('0%')).toEqual(['100%']);
    expect(await finds('a_b')).toEqual(['a_b']);
    expect(await finds("t's")).toEqual(["it's"]);
    expect(await finds('k\\s')).toEqual(['back\\slash']);
    expect(await finds('"Q"')).toEqual(['"q"']);
    expect(await finds("'; DROP TABLE ads;--")).toEqual([]);
    expect(await finds('drop table')).toEqual(['DROP TABLE ads;--']);
  });

  it('is no deeper for a thousand values', async () => {
    const rows = fc.sample(row, { numRuns: 20, seed: 3 });
    const reader = await libraryOf(rows);
    const values = Array.from({ length: 1000 }, (_, n) => `${n}`);
    const many = one([
      { test: 'text', not: false, field: 'any', values: [...values, 'a'] },
      {
        test: 'number',
        not: true,
        field: 'score',
        values: values.map((value) => ({ value: Number(value), decimals: 0 })),
      },
      ...Array.from(
        { length: 98 },
        () => ({ test: 'compare', not: false, field: 'width', op: '>', value: 0 }) as const,
      ),
    ]);
    expect(await found(reader, many)).toEqual(expected(rows, many));
  });
});
