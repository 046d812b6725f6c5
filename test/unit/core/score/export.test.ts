import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Ad } from '../../../../src/contract/index.ts';
import { restoreCell, safeCell } from '../../../../src/main/core/score/cell.ts';
import { scoreAd } from '../../../../src/main/core/score/engine.ts';
import { csvPieces, jsonPieces } from '../../../../src/main/core/score/export.ts';
import { columns } from '../../../../src/main/core/score/export-columns.ts';
import { textPlaces, withText } from '../../../support/every-text.ts';
import { aCouncil } from '../../../support/fake-api/council.ts';
import { fullAd, hostileAd } from '../../../support/hostile-ad.ts';
import { formulas, markups } from '../../../support/hostile-texts.ts';
import { readCsv } from '../../../support/read-csv.ts';

function ad(overrides: Partial<Ad> = {}): Ad {
  const media: Ad['media'] = {
    container: 'mp4',
    codec: 'h264',
    width: 1080,
    height: 1920,
    rotation_deg: 0,
    duration_s: 12.5,
    fps: 30,
    has_audio: true,
    hdr: false,
    mode: 'full',
  };
  const loudness = {
    name: 'Loudness',
    value: -15.25,
    unit: 'LUFS',
    status: 'ok',
    reason: null,
    window: 'all',
    evidence: [],
  } as const;
  const features = { A01: { ...loudness, evidence: [] } };
  return {
    id: '0123456789abcdef',
    path: 'a/ad.mp4',
    other_paths: [],
    source: { kind: 'folder', id: '/ads' },
    sha256: '0'.repeat(64),
    kind: 'video',
    state: 'ok',
    problem: null,
    media,
    features,
    score: scoreAd({ kind: 'video', media, features }),
    library: {
      compared: true,
      distinctiveness: 87.5,
      near_duplicate_of: null,
      rank: 1,
      rank_of: 2,
      best_quarter: 0.41,
      best_quarter_basis: 'in Shop, calibrated on your 412 ads',
    },
    hook: { type: 'unknown', confidence: 0, basis: 'not measured' },
    text: null,
    brand: null,
    copy: null,
    copy_shown: [],
    copy_hook: null,
    spoken: null,
    council: null,
    pick: 'none',
    rating: null,
    tags: [],
    notes: [],
    engine_version: 1,
    measured_at: '2026-01-02T03:04:05Z',
    ...overrides,
  };
}

const noteOf = (text: string): Ad['notes'][number] => ({
  id: 'note_00000001',
  text,
  t0: null,
  t1: null,
  created_at: '2026-01-02T03:04:05Z',
});
const csv = (...ads: Ad[]): string => csvPieces.head.slice(1) + csvPieces.batch(ads, true) + csvPieces.tail;
const json = (...ads: Ad[]): string => jsonPieces.head + jsonPieces.batch(ads, true) + jsonPieces.tail;

/** What a spreadsheet looks at after trimming: blanks, controls and marks that cannot be seen. */
const startsFormula = (cell: string): boolean =>
  /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(cell) || /^[\t\r\n\0]/.test(cell);

const textColumns = columns.flatMap((column, index) => (column.type === 'text' ? [{ column, index }] : []));

describe('no cell is a formula and every text comes back', () => {
  test('covers more than 60 payloads', () => {
    expect(new Set(formulas).size).toBe(formulas.length);
    expect(formulas.length).toBeGreaterThan(60);
  });

  test('a payload stands in every text that the contract gives an ad, also in one that is still to come', () => {
    const { places } = withText(Ad, fullAd(), 'x');
    expect(places.size).toBeGreaterThan(50);
    expect(textPlaces(Ad).filter((place) => !places.has(place))).toEqual([]);
  });

  test.each(formulas)('%j in each text of an ad', (payload) => {
    const hostile = hostileAd(payload);
    const [header, cells] = readCsv(csv(hostile)) as [string[], string[]];
    expect(header).toEqual(columns.map((column) => column.header));
    expect(cells).toHaveLength(columns.length);
    for (const { column, index } of textColumns) {
      const cell = cells[index] as string;
      expect(startsFormula(cell), `${column.header}: ${JSON.stringify(cell)}`).toBe(false);
      expect(restoreCell(cell)).toBe(column.type === 'text' ? (column.read(hostile) ?? '') : null);
    }
  });

  test('any text comes back, and is safe also where ; tab or a line end starts a cell', () => {
    const risky = fc.array(
      fc.oneof(
        fc.constantFrom(
          "'",
          '=',
          '+',
          '-',
          '@',
          ';',
          '\t',
          '\r',
          '\n',
          ' ',
          '"',
          ',',
          '\0',
          '\uff1d',
          '\ufeff',
        ),
        fc.string({ unit: 'binary', maxLength: 3 }),
      ),
    );
    fc.assert(
      fc.property(
        risky.map((parts) => parts.join('')),
        (text) => {
          const cell = safeCell(text);
          expect(restoreCell(cell)).toBe(text);
          expect(startsFormula(cell)).toBe(false);
          for (const part of cell.split(/[;\t\r\n]/).slice(1)) {
            expect(/^ *[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(part)).toBe(false);
          }
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('plain text is left as it is', () => {
    for (const text of ['Summer sale.mp4', 'a/b.mp4', "it's", '9:16', 'a - b', 'x=1', '50 % off; today']) {
      expect(safeCell(text)).toBe(text);
    }
  });
});

test('notes stand one per line with their seconds', () => {
  const notes = [noteOf('too\n long'), { ...noteOf('logo late'), t0: 3.2, t1: 4 }];
  const cells = readCsv(csv(ad({ notes, tags: ['ugc', 'b'] })))[1] as string[];
  const cellOf = (header: string) => cells[columns.findIndex((column) => column.header === header)];
  expect(cellOf('notes')).toBe('too long\n3.2-4 s: logo late');
  expect(cellOf('note_count')).toBe('2');
  expect(cellOf('tags')).toBe('ugc\nb');
});

test('each judge is told with its vote and the opening that it saw, the absent and the engine without one', () => {
  const cells = readCsv(csv(ad({ council: aCouncil() })))[1] as string[];
  const cellOf = (header: string) => cells[columns.findIndex((column) => column.header === header)];
  expect(cellOf('council_votes')?.split('\n')).toHaveLength(5);
  expect(cellOf('council_hooks')).toBe('Claude: confession\nGemini: confession\nLocal model: confession');
});

describe('numbers stay numbers', () => {
  const cellOf = (header: string, one: Ad): string =>
    (readCsv(csv(one))[1] as string[])[columns.findIndex((column) => column.header === header)] as string;

  test('negative ones are not quoted and not marked', () => {
    expect(cellOf('A01', ad())).toBe('-15.25');
    expect(csv(ad())).toContain(',-15.25,');
  });

  test('what is missing is empty, never 0', () => {
    expect(
      cellOf(
        'rank',
        ad({
          library: {
            compared: true,
            distinctiveness: null,
            near_duplicate_of: null,
            rank: null,
            rank_of: 0,
            best_quarter: null,
            best_quarter_basis: null,
          },
        }),
      ),
    ).toBe('');
    expect(cellOf('M02', ad())).toBe('');
    expect(
      cellOf(
        'rank_of',
        ad({
          library: {
            compared: true,
            distinctiveness: null,
            near_duplicate_of: null,
            rank: null,
            rank_of: 0,
            best_quarter: null,
            best_quarter_basis: null,
          },
        }),
      ),
    ).toBe('0');
  });

  test('hostile numbers leave no NaN and no Infinity, in CSV or JSON', () => {
    const number = fc.constantFrom(
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      -0,
      1e308,
      5e-324,
      -1,
    );
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const hostile = ad({
          media: { ...ad().media, width: a, duration_s: b, fps: c },
          score: { ...ad().score, overall: a, interval80: [b, c] },
          features: { A01: { ...(ad().features.A01 as Ad['features'][string]), value: b } },
        });
        const all = csv(hostile) + json(hostile);
        expect(all).not.toMatch(/NaN|Infinity/);
        const cells = readCsv(csv(hostile))[1] as string[];
        columns.forEach((column, index) => {
          if (column.type === 'number' && cells[index] !== '')
            expect(Number.isFinite(Number(cells[index]))).toBe(true);
        });
      }),
    );
  });
});

test('the byte order mark stands in front, once, and lines end in CRLF', () => {
  const content = csvPieces.head + csv(ad(), ad()).slice(csvPieces.head.length - 1);
  expect(content.startsWith('\ufeffid,path,')).toBe(true);
  expect(content.indexOf('\ufeff', 1)).toBe(-1);
  expect(content.split('\r\n')).toHaveLength(4);
  expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test('columns have one name each', () => {
  expect(new Set(columns.map((column) => column.header)).size).toBe(columns.length);
});

test('JSON holds whole ads with a version', () => {
  const parsed = JSON.parse(json(ad())) as { version: number; ads: unknown[] };
  expect(parsed.version).toBe(1);
  expect(Ad.parse(parsed.ads[0])).toEqual(ad());
});

test('every payload comes back from JSON exactly, however the ads were parted', () => {
  const ads = [...formulas, ...markups].map((text, at) => hostileAd(text, at));
  const { head, batch, tail } = jsonPieces;
  const parted =
    head + batch(ads.slice(0, 1), true) + batch(ads.slice(1, 60), false) + batch(ads.slice(60), false) + tail;
  expect(parted).toBe(json(...ads));
  expect(JSON.stringify(JSON.parse(parted))).toBe(JSON.stringify({ version: 1, ads }));
  expect(JSON.parse(json())).toEqual({ version: 1, ads: [] });
  expect(csvPieces.batch(ads.slice(0, 9), true) + csvPieces.batch(ads.slice(9), false)).toBe(
    csvPieces.batch(ads, true),
  );
});
