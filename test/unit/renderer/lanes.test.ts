import { expect, test } from 'vitest';
import { eventsOf, momentText } from '../../../src/renderer/features/review/events.ts';
import { belongs, lanesOf, rowsOf } from '../../../src/renderer/features/review/lanes.ts';
import { rulerOf } from '../../../src/renderer/features/review/ruler.ts';
import { anAd } from '../../support/fake-api/an-ad.ts';
import { aRow } from '../../support/fake-api/rows.ts';

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
