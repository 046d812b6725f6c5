import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AdCopy } from '../../../../src/contract/index.ts';
import { parseCsv } from '../../../../src/main/core/ingest/parse-csv.ts';
import { parseSidecar } from '../../../../src/main/core/ingest/sidecar.ts';
import { parseSubtitles } from '../../../../src/main/core/ingest/subtitles.ts';

describe('csv', () => {
  test('what a spreadsheet writes is read back, whatever the cells hold', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', ' ', ',', ';', '\t', '"', '\n', '\r\n', 'é'),
      maxLength: 6,
    });
    const row = fc.array(cell, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), fc.constantFrom(',', ';', '\t'), (rows, separator) => {
        const all = [['file', 'primary_text', 'headline'], ...rows];
        const written = all
          .map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(separator))
          .join('\r\n');
        const kept = all.filter((cells) => cells.some((text) => text !== ''));
        expect(parseCsv(`\ufeff${written}`)).toEqual(kept);
      }),
    );
  });

  test('bare cells, an open quote, an empty last cell', () => {
    expect(parseCsv('a;b\n1;\n"open')).toEqual([['a', 'b'], ['1', ''], ['open']]);
    expect(parseCsv('')).toEqual([]);
  });
});

describe('the texts of ads', () => {
  const csv =
    'File,Primary Text,Headline,note\r\na.mp4,"Dry skin?\nThree drops.",15 % off,x\r\nb.mp4,,,y\r\n';

  test('by file name, with the heads in any case; an ad without texts has none', () => {
    expect([...parseSidecar('ads.csv', csv)]).toEqual([
      [
        'a.mp4',
        {
          source: 'ads.csv',
          primary_text: 'Dry skin?\nThree drops.',
          headline: '15 % off',
          description: null,
          cta: null,
        },
      ],
    ]);
  });

  test('JSON says the same', () => {
    const json = JSON.stringify([
      { file: 'a.mp4', primary_text: 'Dry skin?', cta: 7 },
      3,
      null,
      { file: 'b' },
    ]);
    expect(parseSidecar('ads.json', json).get('a.mp4')).toMatchObject({
      primary_text: 'Dry skin?',
      cta: null,
    });
    for (const bad of ['{', '{}', '"x"', '']) expect(parseSidecar('ads.json', bad).size).toBe(0);
  });

  test('hostile texts are bounded data that fits the contract', () => {
    const long = `a.mp4,"${'😀'.repeat(9000)}\u202e\u0007"`;
    const copy = AdCopy.parse(parseSidecar('ads.csv', `file,primary_text\n${long}`).get('a.mp4'));
    expect(copy.primary_text?.length).toBeLessThanOrEqual(5000);
    expect(copy.primary_text?.isWellFormed()).toBe(true);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const found of parseSidecar('ads.csv', `file,headline\n${text}`).values()) AdCopy.parse(found);
      }),
    );
  });
});

describe('subtitles', () => {
  const said = [
    { t0: 1, t1: 2.5, text: 'Dry skin?' },
    { t0: 61.04, t1: 63, text: 'Three drops & done' },
  ];

  test('SRT and WebVTT', () => {
    const srt =
      '1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Dry</i>\r\nskin?\r\n\r\n2\r\n00:01:01,040 --> 00:01:03,000\r\n{\\an8}Three drops & done\r\n';
    expect(parseSubtitles(srt)).toEqual(said);
    const vtt =
      'WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.500 align:start\nDry skin?\n\nid\n01:01.040 --> 01:03.000\nThree drops &amp; done';
    expect(parseSubtitles(vtt)).toEqual(said);
  });

  test('what has no time or no end gives nothing', () => {
    expect(parseSubtitles('hello\n\n00:00:03,000 --> 00:00:02,000\nx')).toEqual([]);
    fc.assert(fc.property(fc.string(), (text) => void parseSubtitles(text)));
  });

  test('a million lines are cut', () => {
    expect(parseSubtitles('00:01.000 --> 00:02.000\nx\n\n'.repeat(5000))).toHaveLength(2000);
  });
});
