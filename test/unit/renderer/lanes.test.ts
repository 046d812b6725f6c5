import { expect, test } from 'vitest';
import { eventsOf, momentText } from '../../../src/renderer/features/review/events.ts';
import { belongs, lanesOf as lanes, rowsOf } from '../../../src/renderer/features/review/lanes.ts';
import { rulerOf } from '../../../src/renderer/features/review/ruler.ts';
import { anAd } from '../../support/fake-api/an-ad.ts';
import { aCouncil } from '../../support/fake-api/council.ts';
import { aRow } from '../../support/fake-api/rows.ts';

/** Without curves, which have a test of their own. */
const lanesOf = (ad: Parameters<typeof lanes>[0]) => lanes(ad, null);
const film = anAd(aRow(1, 1, { kind: 'video', duration_s: 6, has_audio: true, score: 80 }));
const lane = (id: string) => lanesOf(film).find((one) => one.id === id);

test('a lane exists only where the ad has its data', () => {
  expect(lanesOf(film).map(({ id }) => id)).toEqual(['reasons', 'cuts', 'fades', 'M06']);
  const still = anAd(aRow(3, 1, { kind: 'image', duration_s: null, score: null }));
  expect(lanesOf({ ...still, features: {} })).toEqual([]);
});

test('a silent ad without a track has no silence to place; gaps in a track have', () => {
  const { A04 } = film.features;
  if (!A04) throw new Error('no A04');
  const evidence = [{ t0: 2, t1: 3.5 }];
  const silent = (has_track: boolean) =>
    lanesOf({
      ...film,
      features: { A04: { ...A04, value: { has_track, seconds: 1.5, fraction: 0.25 }, evidence } },
    }).find(({ id }) => id === 'A04');
  expect(silent(false)).toBeUndefined();
  expect(silent(true)).toMatchObject({ name: 'Silence', marks: [{ t0: 2, t1: 3.5 }] });
});

test('a reason over the whole ad, or worth nothing, is no block', () => {
  const reason = film.score.reasons.find(({ t0 }) => t0 !== null);
  if (!reason) throw new Error('no reason with a time');
  const reasons = [
    { ...reason, text: 'whole', t0: 0, t1: 6 },
    { ...reason, text: 'nothing', points: 0.01 },
    { ...reason, text: 'here', t0: 1, t1: 2 },
  ];
  const shown = lanesOf({ ...film, score: { ...film.score, reasons } })[0];
  expect(shown?.marks.map(({ text }) => text)).toEqual(['here']);
});

test('a block belongs to the reasons of its measure at its time', () => {
  const bars = lane('M06');
  const [mark] = bars?.marks ?? [];
  if (!bars || !mark) throw new Error('no bars');
  const reason = { text: '', points: -1, t0: 1, t1: 2, feature: 'M06', grade: 'D', sub: 'craft' } as const;
  expect(belongs(bars, mark, reason)).toBe(true);
  expect(belongs(bars, mark, { ...reason, t0: 5, t1: 6 })).toBe(false);
  expect(belongs(bars, mark, { ...reason, feature: 'M07' })).toBe(false);
  expect(belongs(bars, mark, { ...reason, t0: null, t1: null })).toBe(false);
});

test('blocks that overlap lie in rows of their own', () => {
  const mark = (id: string, t0: number, t1: number) => ({ id, t0, t1, text: id });
  const rows = rowsOf([mark('a', 0, 2), mark('c', 2.1, 3), mark('b', 1, 4)], 0.05);
  expect(rows.map((row) => row.map(({ id }) => id))).toEqual([['a', 'c'], ['b']]);
});

test('the table holds every mark and the hook, in order of time', () => {
  const events = eventsOf(film, lanesOf(film));
  const marks = lanesOf(film).reduce((sum, one) => sum + one.marks.length, 0);
  expect(events).toHaveLength(marks + 1);
  expect(events.map(({ t0 }) => t0)).toEqual(events.map(({ t0 }) => t0).toSorted((a, b) => a - b));
});

test('the slider says second, shot, hook and reason', () => {
  const reason = {
    text: 'Stands still',
    points: -1,
    t0: 3,
    t1: 4,
    feature: 'M08',
    grade: 'Q',
    sub: 'clarity',
  } as const;
  expect(momentText(3.2, [1, 5], [reason])).toBe('3.2 s, shot 2, reason: Stands still');
  expect(momentText(0.5, [], [])).toBe('0.5 s, hook');
});

test('the ruler takes the finest round step that has room', () => {
  expect(rulerOf(6, 1200).stepS).toBe(0.5);
  expect(rulerOf(360, 800)).toMatchObject({ stepS: 30 });
  expect(rulerOf(0.04, 1200).times).toEqual([0]);
  expect(rulerOf(2, 112).times).toEqual([0, 1]);
});

const line = { box: { x: 0.1, y: 0.8, w: 0.5, h: 0.05 }, confidence: 0.9, height_share: 0.05 };
const text = {
  version: 1,
  frames_read: 8,
  lines: [
    { ...line, text: 'Cold for 24 hours', t0: 0.5, t1: 2, contrast: 9.8, chars_per_second: 11 },
    { ...line, text: 'Only today', t0: 3, t1: 4, contrast: 3.8, chars_per_second: 10 },
  ],
  hook_text: 'Cold for 24 hours',
  hook: { type: 'unknown', confidence: 0, cue: null },
  cta: [{ kind: 'shop', text: 'Shop now', t: 5, in_end: true }],
  offers: [{ kind: 'percent_off', text: '20 % off', t: 3, in_end: false }],
  area: { hook: 0.1, all: 0.1 },
  captions: { found: null, reason: 'no speech was found' },
  safe_zones: [
    { placement: 'Reels', violated_share: 0.4, spans: [{ t0: 3, t1: 4 }] },
    { placement: 'Stories', violated_share: 0, spans: [] },
  ],
} as const;

test('text that was read has its lanes: lines, offers and calls, and what lies under controls', () => {
  const found = lanesOf({ ...film, text: structuredClone(text) as never });
  const words = found.find(({ id }) => id === 'text');
  expect(words?.total).toBe('2 lines');
  expect(words?.marks.map(({ short, tone }) => [short, tone])).toEqual([
    ['Cold for 24 hours', undefined],
    ['low contrast · Only today', 'problem'],
  ]);
  expect(found.find(({ id }) => id === 'phrases')?.marks.map(({ t0 }) => t0)).toEqual([3, 5]);
  expect(found.find(({ id }) => id === 'zone Reels')).toMatchObject({ tone: 'problem', marks: [{ t0: 3 }] });
  expect(found.find(({ id }) => id === 'zone Stories')).toMatchObject({ tone: 'fact', marks: [{ t1: 6 }] });
  const silent = { ...structuredClone(text), lines: [], cta: [], offers: [], safe_zones: [] };
  expect(lanesOf({ ...film, text: silent as never })).toEqual(lanesOf(film));
  // Of a film without words that were found, its logo may lie under the controls.
  const logoAlone = { ...silent, safe_zones: structuredClone(text.safe_zones) };
  expect(lanesOf({ ...film, text: logoAlone as never }).map(({ id }) => id)).toContain('zone Reels');
});

test('motion and loudness are curves on scales of their own', () => {
  const curves = { step_s: 0.5, motion: [0, 0.075, null, 0.9], loudness: [null, -60, -30, 0] };
  const found = lanes(film, curves).slice(-2);
  expect(found.map(({ id, curve }) => [id, curve?.heights])).toEqual([
    ['motion', [0, 0.5, 0, 1]],
    ['loudness', [0, 0, 0.5, 1]],
  ]);
  expect(lanes(film, { ...curves, loudness: null }).some(({ id }) => id === 'loudness')).toBe(false);
});

test('a note with a second is a block, one on the whole ad is not', () => {
  const note = {
    id: 'note_00000001',
    text: 'logo late',
    t0: 2,
    t1: null,
    created_at: '2026-11-20T09:30:00.000Z',
  };
  const found = lanesOf({ ...film, notes: [note, { ...note, id: 'note_00000002', t0: null }] });
  expect(found[0]).toMatchObject({ id: 'notes', total: '1', marks: [{ t0: 2, t1: 2, text: 'logo late' }] });
});

test('the council has a lane where a judge named seconds, and none otherwise', () => {
  expect(
    lanesOf({ ...film, council: aCouncil() }).find(({ id }) => id === 'council')?.marks[0],
  ).toMatchObject({
    t0: 0.2,
    t1: 1.2,
    text: expect.stringMatching(/would change: Show the label/),
  });
  // However many things a judge scored by the same seconds, they are one mark.
  const scores = lanesOf({ ...film, council: aCouncil() }).find(({ id }) => id === 'council')?.marks ?? [];
  const byClaude = scores.filter(({ text }) => text.startsWith('Claude: '));
  expect(byClaude.length).toBeGreaterThan(0);
  expect(new Set(byClaude.map(({ t0, t1 }) => `${t0} ${t1}`)).size).toBe(byClaude.length);
  expect(byClaude[0]).toMatchObject({
    short: expect.stringMatching(/^Claude, \d+ scores$/),
    text: expect.stringMatching(/ of 4: .+; .+ of 4: /),
  });
  const silent = { ...aCouncil(), members: aCouncil().members.map((one) => ({ ...one, verdict: null })) };
  expect(lanesOf({ ...film, council: silent }).some(({ id }) => id === 'council')).toBe(false);
});
