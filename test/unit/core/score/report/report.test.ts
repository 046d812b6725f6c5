import { describe, expect, test } from 'vitest';
import { type Ad, FileFailure, ReportTexts } from '../../../../../src/contract/index.ts';
import { html } from '../../../../../src/main/core/score/report/markup.ts';
import { lineOf } from '../../../../../src/main/core/score/report/overview.ts';
import {
  type Report,
  reportAd,
  reportHead,
  reportTail,
} from '../../../../../src/main/core/score/report/report.ts';
import { moment, value } from '../../../../../src/main/core/score/report/say.ts';
import { textPlaces, withText } from '../../../../support/every-text.ts';
import { someFailures } from '../../../../support/fake-api/a-job.ts';
import { anAd } from '../../../../support/fake-api/an-ad.ts';
import { aCouncil } from '../../../../support/fake-api/council.ts';
import { aRow } from '../../../../support/fake-api/rows.ts';
import { hostileAd } from '../../../../support/hostile-ad.ts';
import { formulas, markups } from '../../../../support/hostile-texts.ts';

const report: Report = {
  texts: { title: 'Spring', client: '', author: '' },
  what: 'All ads of the library.',
  madeAt: '2026-11-20T09:15:00.000Z',
  ads: 1,
  styleHash: 'hash',
};
const pictures = { thumb: 'AAAA', strip: 'BBBB' };

const whole = (ads: readonly Ad[], inShort = false, about = report, failures = someFailures): string =>
  [
    reportHead(about, ads.map(lineOf), ads),
    ...ads.map((ad, at) => reportAd(ad, at, pictures, inShort)),
    reportTail(failures),
  ].join('');

/** A report with one text in every place for one. */
const hostile = (text: string, inShort: boolean): string =>
  whole(
    [hostileAd(text), hostileAd(text, 1)],
    inShort,
    { ...report, texts: withText(ReportTexts, report.texts, text).value, what: text },
    someFailures.map((failure) => withText(FileFailure, failure, text).value),
  );

/** Every tag of a document with the names of its attributes: what the markup is, whatever its texts are. */
const shapeOf = (document: string): string[] =>
  [...document.matchAll(/<\/?([a-z][a-z0-9-]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(
    ([, tag, attributes = '']) =>
      `${tag} ${[...attributes.matchAll(/\s([^\s=>]+)="/g)].map(([, name]) => name).join(' ')}`,
  );

describe('no text becomes markup', () => {
  const plain = [false, true].map((inShort) => shapeOf(hostile('x', inShort)));

  test('there are more than 100 payloads', () => {
    expect(new Set([...formulas, ...markups]).size).toBeGreaterThan(100);
  });

  test.each([...markups, ...formulas.filter((text) => text !== '')])('%j in every text', (text) => {
    expect([false, true].map((inShort) => shapeOf(hostile(text, inShort)))).toEqual(plain);
  });

  test('they stand in every text of a failure and of the first page, too', () => {
    const [failure] = someFailures as [FileFailure];
    expect([...withText(FileFailure, failure, 'x').places]).toEqual(textPlaces(FileFailure));
    expect([...withText(ReportTexts, report.texts, 'x').places]).toEqual(textPlaces(ReportTexts));
  });

  test('only what `html` made is markup', () => {
    expect(html`<b title="${'"<'}">${"a&'b"}</b>${null}${[html`<i>`]}${3}`.text).toBe(
      '<b title="&quot;&lt;">a&amp;&#39;b</b><i>3',
    );
  });
});

test('the document asks for nothing and names no address', () => {
  const document = whole([anAd(aRow(1, 1))]);
  expect(document).toContain(
    'default-src &#39;none&#39;; img-src data:; style-src &#39;sha256-hash&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;',
  );
  expect(document).not.toMatch(/https?:|url\(|<script|<link|@import| style=/i);
  for (const [, source] of document.matchAll(/src="([^"]*)"/g))
    expect(source).toMatch(/^data:image\/jpeg;base64,/);
  for (const [, target] of document.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#ad-[0-9a-f]{16}$/);
});

test('an ad without a score gets no number, bar or word', () => {
  const ad = anAd(aRow(1, 1, { score: null, interval80: null, top_reason: null }));
  const page = reportAd(ad, 0, { thumb: null, strip: null }, false);
  expect(page).toContain('<b>No score.</b>');
  expect(page).not.toMatch(/class="score"|class="word"|of 100, 80/);
  expect(page).not.toContain('<img');
});

test('two to four ads are set side by side, and the order is called settled only where intervals part', () => {
  const ad = (index: number, score: number, interval80: [number, number]) =>
    anAd(aRow(index, 1, { kind: 'video', duration_s: 6, score, interval80 }));
  const apart = whole([ad(1, 90, [85, 95]), ad(2, 50, [40, 60])]);
  expect(apart).toContain(
    '<b>A is ahead of B by 40.0 points: their intervals, 85.0–95.0 and 40.0–60.0, do not meet.',
  );
  // The checks of these two are the same: what parts their scores stands nowhere else.
  expect(apart).toMatch(/<th scope="row">Start of the checklist<\/th><td>[\d.]+<\/td><td>[\d.]+<\/td>/);
  const close = whole([ad(1, 62, [50, 74]), ad(2, 60, [50, 70])]);
  expect(close).toContain(
    '<p>A and B overlap, 50.0–74.0 and 50.0–70.0: their order is not settled (2.0 points apart).</p>',
  );
  expect(whole([ad(1, 90, [85, 95])])).not.toContain('Side by side');
  expect(whole([1, 2, 3, 4, 5].map((index) => ad(index, 90, [85, 95])))).not.toContain('Side by side');
});

test('an ad tells what shows its hook and how sure that is, what is hard to read, and what apps lay over it', () => {
  const reel = aRow(1, 1, { kind: 'video', duration_s: 6, hook_type: 'offer', width: 1080, height: 1920 });
  const page = reportAd(anAd(reel), 0, pictures, false);
  expect(page).toContain(
    '<p>Type of hook: offer, confidence 66\u202f% by our own estimate; <bdi>words on the screen: &quot;20 % off&quot;</bdi>.</p>',
  );
  expect(page).toContain('<bdi>20 % off your first bottle</bdi> \u00b7 <bdi>today only</bdi> (low contrast)');
  expect(page).toMatch(
    /<p>Under the controls of Reels: \d+\u202f% of what was found \(first at 0:0\d\.\d\)\./,
  );
  expect(page).toContain('All that was found is clear of the controls of Stories.');
  const unknown = anAd(aRow(2, 1, { hook_type: 'unknown' }), { text: anAd(reel).text });
  expect(reportAd(unknown, 0, pictures, false)).toContain(
    '<p>Type of hook: unknown; <bdi>words not read yet',
  );
});

test('a primary text is told with where it is cut, and what is missed there', () => {
  const copy = { primary_text: 'Dry skin?', headline: null, description: null, cta: null, source: 'ads.csv' };
  const cut = [{ placement: 'Reels', letters: 72, late: ['offer' as const] }];
  const copy_hook = { type: 'before_after', confidence: 0.75, cue: 'before and after' };
  const page = (copy_shown: Ad['copy_shown'], told: Ad['copy_hook'] = copy_hook) =>
    reportAd(anAd(aRow(1, 1), { copy, copy_shown, copy_hook: told }), 0, pictures, false);
  expect(page(cut)).toContain(
    'Before “See more” stand about 72 letters in Reels. <b>offer after “See more” in Reels.</b>',
  );
  expect(page([])).not.toContain('See more');
  expect(page([])).toContain('Its first line opens as before after');
  expect(page([], { type: 'unknown', confidence: 0, cue: null })).not.toContain('opens as');
});

test('values are said in words and units', () => {
  expect(value(0.214, 'fraction')).toBe('21.4\u00a0%');
  expect(value(-15.84, 'LUFS')).toBe('\u221215.8\u00a0LUFS');
  expect(value(12345.6, 'px')).toBe('12,346\u00a0px');
  expect(value([0.8, 61.25], 's')).toBe('0:00.8, 1:01.3');
  expect(value([], 's')).toBe('none');
  expect(value({ has_track: true, seconds: 1.2, fraction: 0.1, left: 0, muted: false }, 's')).toBe(
    'has track \u00b7 1.2\u00a0s \u00b7 10\u00a0%',
  );
  expect(moment(59.96)).toBe('1:00.0');
});

test('a judged ad is told of with every vote, and the overview has a column for it', () => {
  const judged: Ad = { ...anAd(aRow(0)), council: aCouncil({ needs_human: true }) };
  const document = whole([judged, anAd(aRow(1))]);
  expect(document).toContain('<h3>Council</h3>');
  expect(document).toContain('it did not answer in time (2 tries)');
  expect(document).toContain('the whole video; opens as: confession');
  expect(document).toContain('a person should look');
  const placed = aCouncil();
  placed.members = placed.members.map((one) => (one.member === 'gemini' ? { ...one, counted: 31.2 } : one));
  // The council's score and its dissent go by what was counted.
  expect(whole([{ ...judged, council: placed }])).toContain('31, gave 79</td>');
  expect(document).toContain('not judged');
  expect(whole([anAd(aRow(1))])).not.toContain('Council');
});
