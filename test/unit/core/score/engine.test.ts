import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Feature,
  type Features,
  type FeatureValue,
  type Media,
  Score,
} from '../../../../src/contract/index.ts';
import { measures } from '../../../../src/main/core/measure/registry.ts';
import { BASIS, scoreAd } from '../../../../src/main/core/score/engine.ts';
import { checklist } from '../../../../src/main/core/weights/engine-1.ts';
import type { Item } from '../../../../src/main/core/weights/item.ts';

const media: Media = {
  container: 'mp4',
  codec: 'h264',
  width: 1080,
  height: 1920,
  rotation_deg: 0,
  duration_s: 12,
  fps: 30,
  has_audio: true,
  hdr: false,
  mode: 'full',
};
const stillMedia: Media = {
  ...media,
  container: 'jpeg',
  codec: 'mjpeg',
  duration_s: null,
  fps: null,
  has_audio: false,
  mode: 'still',
};

const ok = (value: FeatureValue, evidence: Feature['evidence'] = []): Feature => ({
  name: 'A measure',
  value,
  unit: '',
  status: 'ok',
  reason: null,
  window: 'all',
  evidence,
});
const not = (status: 'unavailable' | 'not_applicable'): Feature => ({
  ...ok(null),
  status,
  reason: 'It could not be decoded.',
});

/** A clean vertical ad in which every check passes; the numbers of its own are in the tests. */
const clean: Features = {
  H01: ok({ score: 90 }, [{ t0: 0, t1: 0.5 }]),
  T02: ok({ per_second: 0.5, average_shot_s: 1.8 }),
  T03: ok(1.2, [{ t0: 1.16, t1: 1.2 }]),
  T05: ok(5, [{ t0: 1, t1: 6 }]),
  V01: ok({ mean: 120, std: 10, hook: 118, first: 100 }),
  V02: ok({ mean: 0.2, std: 0.02, hook: 0.2, first: 0.2 }),
  V06: ok({ mean: 0.3, p95: 0.4, first: 0.3 }),
  A01: ok(-15),
  A02: ok(-2),
  A04: ok({ has_track: true, seconds: 0, fraction: 0 }),
  A06: ok({ first_s: 0.8, seconds: 6, fraction: 0.5, confidence: 0.6 }),
  A10: ok(0),
  M02: ok(30),
  M03: ok({ width: 1080, height: 1920 }),
  M04: ok('9:16'),
  M05: ok(0.06),
  M06: ok({ area: 0, left: 0, right: 0, top: 0, bottom: 0 }),
  M07: ok({ seconds: 0, fraction: 0, first_frame: false }),
  M08: ok(0.5),
};
const score = (features: Features, kind: 'video' | 'image' = 'video') =>
  scoreAd({ kind, media: kind === 'video' ? media : stillMedia, features });

/** Neutral overall of the items that count, before rounding: what the points are counted from. */
function neutralOf(features: Features): number {
  let weighted = 0;
  let total = 0;
  for (const item of checklist.items) {
    const feature = features[item.feature];
    if (item.weight.video === 0 || feature?.status !== 'ok') continue;
    weighted += item.weight.video * item.neutral;
    total += item.weight.video;
  }
  return (100 * weighted) / total;
}
/** Points are whole tenths, and what is left of the overall score without them is the neutral score to one decimal. */
function expectIdentity(result: Score, neutral: number): void {
  for (const { points } of result.reasons) expect(Math.round(points * 10) / 10 + 0).toBe(points);
  expect(Math.abs((result.overall as number) - sumOfPoints(result) - neutral)).toBeLessThanOrEqual(
    0.05 + 1e-9,
  );
}
const sumOfPoints = (result: Score): number =>
  result.reasons.reduce((sum, reason) => sum + Math.round(reason.points * 10), 0) / 10;

describe('one ad by hand', () => {
  test('a clean ad: the weighted share of the checklist', () => {
    const result = score(clean);
    // Hook: H01 at 90 is 0.5 + 0.25 * 20 / 25 = 0.7; T03 0.9; T05 0.9. Connection: T02 0.9; A06 0.8; A04 0.9.
    const hook = (5 * 0.7 + 5 * 0.9 + 3 * 0.9) / 13;
    const connection = (3 * 0.9 + 2 * 0.8 + 3 * 0.9) / 8;
    const craft = (18 * 1 + 3 * 0.9) / 21;
    const overall = (13 * hook + 8 * 0.7 + 8 * connection + 21 * craft) / 50;
    const tenth = (share: number) => Math.round(share * 1000) / 10;
    expect(result.overall).toBe(tenth(overall));
    expect(result.sub).toEqual({
      hook: tenth(hook),
      clarity: 70,
      connection: tenth(connection),
      offer: null,
      craft: tenth(craft),
    });
    expect(result.basis).toBe('uncalibrated prior');
    expect(BASIS).toBe(result.basis);
  });

  test('reasons carry the value, the second to look at, the grade and the sub-score', () => {
    const result = score({ ...clean, T03: ok(5.44, [{ t0: 5.4, t1: 5.44 }]) });
    expect(result.reasons.find((reason) => reason.feature === 'T03')).toEqual({
      text: 'The first cut comes only at 5.4 s; the opening shot outlasts the first 3 s.',
      points: expect.any(Number),
      t0: 5.4,
      t1: 5.44,
      feature: 'T03',
      grade: 'C',
      sub: 'hook',
    });
    const [uncut, late] = [null, 12].map((value) => score({ ...clean, T03: ok(value) }));
    expect(uncut?.sub).toEqual(late?.sub);
    expect(uncut?.reasons.find((reason) => reason.feature === 'T03')?.text).toBe(
      'There is no cut: the opening shot is the whole clip.',
    );
    const quiet = score({ ...clean, A01: ok(-31.26) }).reasons.find((reason) => reason.feature === 'A01');
    expect(quiet?.text).toBe('The sound is too quiet: \u221231.3 LUFS, the range is \u221218 to \u221212.');
    expect(quiet?.points).toBeLessThan(0);
  });

  test('a reason has the seconds that show what it says, and none where the measure knows only the opposite', () => {
    const spans = [{ t0: 4, t1: 5 }];
    const silence = (fraction: number) => ok({ has_track: true, seconds: 12 * fraction, fraction }, spans);
    const good = score({
      ...clean,
      A04: silence(0.08),
      A10: ok(0.00001, spans),
      M07: ok({ seconds: 0.1, fraction: 0.008, first_frame: false }, spans),
      M08: ok(1, spans),
    }).reasons.filter(({ feature }) => ['A04', 'A10', 'M07', 'M08'].includes(feature));
    expect(good.map(({ text, t0, t1 }) => [text, t0, t1]).sort()).toEqual([
      ['No time is lost to black frames.', null, null],
      ['Sound can be heard in the ad.', null, null],
      ['The picture keeps moving.', null, null],
      ['The sound has no long gaps.', null, null],
      ['The sound never clips.', null, null],
    ]);
    const bad = score({ ...clean, A04: silence(0.7), M08: ok(6, spans) }).reasons;
    expect(bad.filter(({ feature }) => feature === 'A04' || feature === 'M08')).toHaveLength(3);
    for (const { feature, t0 } of bad) if (feature === 'A04' || feature === 'M08') expect(t0).toBe(4);
    // A black first frame that is too short for a stretch of black, and one later.
    const first = score({ ...clean, M07: ok({ seconds: 1, fraction: 0.08, first_frame: true }, spans) });
    expect(first.reasons.find(({ text }) => text.startsWith('The first frame is black'))).toMatchObject({
      t0: 0,
      t1: 0,
    });
  });

  test('the largest points come first, equal ones by feature', () => {
    const points = score({ ...clean, A01: ok(-40), M06: ok({ area: 0.5 }) }).reasons;
    for (let i = 1; i < points.length; i += 1) {
      const [a, b] = [points[i - 1] as Score['reasons'][number], points[i] as Score['reasons'][number]];
      expect(Math.abs(a.points)).toBeGreaterThanOrEqual(Math.abs(b.points));
    }
    expect(points[0]?.feature).toBe('A01');
  });

  test('OFFER is null and says why; a still has no CONNECTION', () => {
    const video = score(clean);
    expect(video.sub.offer).toBeNull();
    expect(video.reasons.filter((reason) => reason.sub === 'offer')).toEqual([
      expect.objectContaining({ points: 0, text: expect.stringContaining('OFFER is not scored') }),
    ]);
    const timeless = Object.fromEntries(
      Object.entries(clean).map(([id, feature]) => [
        id,
        /^[TA]|M0[1257 8]/.test(id) ? not('not_applicable') : feature,
      ]),
    );
    const still = score(timeless, 'image');
    expect(still.overall).not.toBeNull();
    expect(still.sub).toMatchObject({ connection: null, offer: null });
    expect(still.reasons.filter((reason) => reason.sub === 'connection')).toHaveLength(1);
  });
});

describe('what is missing', () => {
  test('not applicable drops out without a word and without widening', () => {
    const result = score({ ...clean, A06: not('not_applicable') });
    expect(result.reasons.some((reason) => reason.feature === 'A06')).toBe(false);
    expect(result.sub.connection).toBe(90);
  });

  test('unavailable drops out, says so, and widens the interval', () => {
    const result = score({ ...clean, A01: not('unavailable') });
    expect(result.sub.craft).toBe(98.3);
    expect(result.reasons.find((reason) => reason.feature === 'A01')).toMatchObject({
      text: 'A measure is not counted: it could not be decoded.',
      points: 0,
    });
    const width = ({ interval80 }: Score) => (interval80 ? interval80[1] - interval80[0] : Number.NaN);
    expect(width(result)).toBeGreaterThan(width(score({ ...clean, A01: not('not_applicable') })));
  });

  test.each<[string, FeatureValue]>([
    ['a text', 'loud'],
    ['true', true],
    ['a list', [-15]],
    ['an object', { lufs: -15 }],
    ['NaN', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
    ['null', null],
  ])('a value of an unknown form is missing, not a default: %s', (_, value) => {
    expect(score({ ...clean, A01: ok(value) })).toEqual({
      ...score({ ...clean, A01: not('unavailable') }),
      reasons: expect.arrayContaining([
        expect.objectContaining({
          feature: 'A01',
          points: 0,
          text: 'A measure is not counted: its value has an unknown form.',
        }),
      ]),
    });
  });

  test('more than 40 % of the weight missing: no score, no interval, no points; sub-scores that are known stay', () => {
    const kept = ['H01', 'T03', 'T05', 'V01', 'V02', 'V06'];
    const result = score(
      Object.fromEntries(
        Object.entries(clean).map(([id, f]) => [id, kept.includes(id) ? f : not('unavailable')]),
      ),
    );
    expect(result).toMatchObject({ overall: null, interval80: null });
    expect(result.sub).toMatchObject({ hook: 82.3, clarity: 70, connection: null, craft: null });
    expect(result.reasons.every((reason) => reason.points === 0)).toBe(true);
  });

  test('nothing measured at all: nulls, never zeros', () => {
    expect(score({})).toMatchObject({
      overall: null,
      interval80: null,
      sub: { hook: null, clarity: null, connection: null, offer: null, craft: null },
    });
    expect(Score.safeParse(score({})).success).toBe(true);
  });
});

describe('gates', () => {
  const blackStart: Features = { ...clean, M07: ok({ seconds: 0, fraction: 0, first_frame: true }) };
  test('a black first frame caps CRAFT, with its own reason and points, and touches nothing else', () => {
    const [before, after] = [score(clean), score(blackStart)];
    expect(after.sub).toEqual({ ...before.sub, craft: 50 });
    const reason = after.reasons.find((r) => r.text.startsWith('The first frame is black'));
    expect(reason).toMatchObject({ feature: 'M07', sub: 'craft' });
    expect(reason?.points).toBeLessThan(-5);
    expect(after.reasons[0]).toEqual(reason);
    expect((after.overall as number) - (before.overall as number)).toBeCloseTo(reason?.points ?? 0, 0);
  });

  test('a silent track caps CRAFT; no track at all does not', () => {
    expect(score({ ...clean, A04: ok({ has_track: true, fraction: 1 }) }).sub.craft).toBe(50);
    expect(score({ ...clean, A04: ok({ has_track: false, fraction: 1 }) }).sub.craft).toBe(98.5);
  });

  test('CRAFT under the cap is not lifted to it', () => {
    const poor = {
      ...clean,
      M03: ok({ width: 90, height: 160 }),
      A01: ok(-50),
      M06: ok({ area: 0.7 }),
      M08: ok(12),
      A10: ok(0.5),
      M04: ok('other'),
    };
    const craft = score(poor).sub.craft as number;
    expect(craft).toBeLessThan(50);
    expect(score({ ...poor, A04: ok({ has_track: true, fraction: 0.99 }) }).sub.craft).toBeLessThan(craft);
  });
});

/** Feature values that the measures can give, from worst to best of each item's own curve. */
const value: Readonly<Record<string, fc.Arbitrary<FeatureValue>>> = {
  H01: fc.record({ score: fc.double({ min: 0, max: 100, noNaN: true }) }),
  T02: fc.record({ average_shot_s: fc.double({ min: 0.1, max: 60, noNaN: true }) }),
  T03: fc.double({ min: 0.1, max: 60, noNaN: true }),
  T05: fc.integer({ min: 1, max: 30 }),
  V01: fc.record({ mean: fc.double({ min: 0, max: 255, noNaN: true }) }),
  V02: fc.record({ mean: fc.double({ min: 0, max: 0.5, noNaN: true }) }),
  V06: fc.record({ mean: fc.double({ min: 0, max: 3, noNaN: true }) }),
  A01: fc.double({ min: -70, max: 0, noNaN: true }),
  A02: fc.double({ min: -60, max: 6, noNaN: true }),
  A04: fc.record({ has_track: fc.boolean(), fraction: fc.double({ min: 0, max: 1, noNaN: true }) }),
  A06: fc.record({
    first_s: fc.option(fc.double({ min: 0, max: 30, noNaN: true })) as fc.Arbitrary<number | null>,
  }),
  A10: fc.double({ min: 0, max: 1, noNaN: true }),
  M02: fc.double({ min: 0.1, max: 120, noNaN: true }),
  M03: fc.record({ width: fc.integer({ min: 16, max: 8000 }), height: fc.integer({ min: 16, max: 8000 }) }),
  M04: fc.constantFrom('9:16', '3:4', '4:5', '1:1', '16:9', '1.91:1', 'other'),
  M05: fc.double({ min: 0, max: 1, noNaN: true }),
  M06: fc.record({ area: fc.double({ min: 0, max: 1, noNaN: true }) }),
  M07: fc.record({ fraction: fc.double({ min: 0, max: 1, noNaN: true }), first_frame: fc.boolean() }),
  M08: fc.double({ min: 0, max: 12, noNaN: true }),
};
const anyFeature = (id: string): fc.Arbitrary<Feature> =>
  fc.oneof(
    { weight: 8, arbitrary: (value[id] as fc.Arbitrary<FeatureValue>).map((v) => ok(v)) },
    { weight: 1, arbitrary: fc.constantFrom(not('unavailable'), not('not_applicable')) },
  );
const anyFeatures: fc.Arbitrary<Features> = fc.record(
  Object.fromEntries(Object.keys(value).map((id) => [id, anyFeature(id)])),
);

describe('properties', () => {
  test('every score keeps the contract, holds its interval, and its points add up from neutral exactly', () => {
    fc.assert(
      fc.property(anyFeatures, fc.constantFrom('video' as const, 'image' as const), (features, kind) => {
        const result = score(features, kind);
        expect(Score.parse(result)).toEqual(result);
        if (result.overall === null || result.interval80 === null) return;
        expect(result.interval80[0]).toBeLessThanOrEqual(result.overall);
        expect(result.interval80[1]).toBeGreaterThanOrEqual(result.overall);
        if (kind === 'video' && features.A04?.status !== 'ok') {
          expectIdentity(result, neutralOf(features));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('the identity: sum of points = overall - neutral overall, in tenths, with gates closed too', () => {
    const whole = fc.record(
      Object.fromEntries(
        Object.keys(value).map((id) => [id, (value[id] as fc.Arbitrary<FeatureValue>).map((v) => ok(v))]),
      ),
    );
    fc.assert(
      fc.property(whole, (features) => {
        const heard = { ...features, A04: ok({ has_track: true, fraction: 0.99 }) };
        const result = score(heard);
        expectIdentity(result, neutralOf(heard));
      }),
    );
  });

  test('the order of the features does not matter', () => {
    fc.assert(
      fc.property(anyFeatures, (features) => {
        expect(score(Object.fromEntries(Object.entries(features).reverse()))).toEqual(score(features));
      }),
    );
  });

  test('a worse feature never raises the score or its sub-score', () => {
    const numeric = checklist.items.filter((item) => item.curve.kind === 'number');
    fc.assert(
      fc.property(
        anyFeatures,
        fc.constantFrom(...numeric),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (features, item, a, b) => {
          const [worse, better] = [a, b]
            .map((at) => along(item, at))
            .sort((x, y) => utility(item, x) - utility(item, y)) as [number, number];
          const scoreWith = (x: number) => score({ ...features, [item.feature]: ok(valueWith(item, x)) });
          const [low, high] = [scoreWith(worse), scoreWith(better)];
          if (low.overall !== null && high.overall !== null) {
            expect(low.overall).toBeLessThanOrEqual(high.overall);
            expect(low.sub[item.sub] ?? 0).toBeLessThanOrEqual(high.sub[item.sub] ?? 0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('what is unavailable is not counted as 0: the others keep their utilities', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(clean)), (id) => {
        const without = score({ ...clean, [id]: not('unavailable') });
        expect(without.overall as number).toBeGreaterThan(80);
      }),
    );
  });

  test('gates touch CRAFT alone', () => {
    fc.assert(
      fc.property(anyFeatures, fc.double({ min: 0, max: 1, noNaN: true }), (features, fraction) => {
        const frame = (first_frame: boolean) => score({ ...features, M07: ok({ fraction, first_frame }) });
        const [open, closed] = [frame(false), frame(true)];
        expect({ ...closed.sub, craft: 0 }).toEqual({ ...open.sub, craft: 0 });
        if (closed.sub.craft !== null) expect(closed.sub.craft).toBeLessThanOrEqual(50);
        if (closed.overall !== null) expect(closed.overall).toBeLessThanOrEqual(open.overall as number);
      }),
    );
  });

  test('more missing weight never narrows the interval', () => {
    fc.assert(
      fc.property(fc.constantFrom('A01', 'A02', 'M08', 'V02', 'T05'), (id) => {
        const width = (result: Score) =>
          (result.interval80 as [number, number])[1] - (result.interval80 as [number, number])[0];
        expect(width(score({ ...clean, [id]: not('unavailable') }))).toBeGreaterThanOrEqual(
          width(score({ ...clean, [id]: not('not_applicable') })),
        );
      }),
    );
  });
});

/** A number somewhere on the item's curve and beyond its ends. */
function along(item: Item, at: number): number {
  if (item.curve.kind !== 'number') throw new Error('not a number');
  const xs = item.curve.knots.map(([x]) => x);
  const [low, high] = [Math.min(...xs), Math.max(...xs)];
  return low - 0.2 * (high - low) + at * 1.4 * (high - low);
}

/** The second route to u(x): the sum of clamped pieces. */
function utility(item: Item, x: number): number {
  if (item.curve.kind !== 'number') throw new Error('not a number');
  const { knots } = item.curve;
  let u = knots[0]?.[1] ?? 0;
  for (let i = 1; i < knots.length; i += 1) {
    const [[x0, u0], [x1, u1]] = [knots[i - 1], knots[i]] as unknown as [[number, number], [number, number]];
    u += (u1 - u0) * Math.min(1, Math.max(0, (x - x0) / (x1 - x0)));
  }
  return u;
}

function valueWith(item: Item, x: number): FeatureValue {
  const read = item.ofDuration ? x * (media.duration_s as number) : x;
  if (item.field === '') return read;
  return {
    ...(item.feature === 'M07' ? { first_frame: false } : {}),
    ...(item.onlyIf ? { [item.onlyIf]: true } : {}),
    ...(item.orSmaller ? { [item.orSmaller]: 1e9 } : {}),
    [item.field]: read,
  };
}

describe('the checklist itself', () => {
  test('every measure of the catalogue is scored or says why not, and nothing else is named', () => {
    const known = measures.map((measure) => measure.id).sort();
    const named = new Set([
      ...checklist.items.map((item) => item.feature),
      ...Object.keys(checklist.unscored),
    ]);
    expect([...named].sort()).toEqual(known);
    for (const id of Object.keys(checklist.unscored)) {
      expect(checklist.items.some((item) => item.feature === id)).toBe(false);
    }
  });

  test('curves rise or fall between 0 and 1 over ascending knots; neutral, weights and dates are sane', () => {
    for (const item of checklist.items) {
      expect(item.neutral).toBeGreaterThanOrEqual(0);
      expect(item.neutral).toBeLessThanOrEqual(1);
      expect(item.weight.video + item.weight.image).toBeGreaterThan(0);
      expect(item.date).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(item.source.length).toBeGreaterThan(10);
      if (item.curve.kind === 'word') continue;
      item.curve.knots.forEach(([x, u], i) => {
        expect(u).toBeGreaterThanOrEqual(0);
        expect(u).toBeLessThanOrEqual(1);
        if (i > 0)
          expect(x).toBeGreaterThan(item.curve.kind === 'number' ? (item.curve.knots[i - 1]?.[0] ?? 0) : 0);
      });
      expect(item.curve.texts.at(-1)?.below).toBeUndefined();
    }
  });

  test('a check (grade Q) can only lose; an unsigned item (D) is at most 5 of the weight units', () => {
    for (const item of checklist.items) {
      if (item.grade === 'Q') expect(item.neutral).toBe(1);
      if (item.grade === 'D') expect(item.weight.video).toBeLessThanOrEqual(5);
      // Weak evidence cannot earn full marks, nor take all of them.
      const [least, most] = { B: [0, 1], C: [0.1, 0.9], D: [0.25, 0.75], Q: [0, 1] }[item.grade] as [
        number,
        number,
      ];
      const { curve } = item;
      for (const u of curve.kind === 'number'
        ? curve.knots.map(([, y]) => y)
        : Object.values(curve.words).map((w) => w.u)) {
        expect(u, item.feature).toBeGreaterThanOrEqual(least);
        expect(u, item.feature).toBeLessThanOrEqual(most);
      }
    }
  });

  test('a text that praises stands where nothing is lost, one that blames where something is', () => {
    for (const item of checklist.items) {
      if (item.curve.kind !== 'number' || item.neutral < 0.7) continue;
      const { texts } = item.curve;
      let from = (item.curve.knots[0]?.[0] ?? 0) - 1;
      for (const { below } of texts) {
        const to = below ?? (item.curve.knots.at(-1)?.[0] ?? 0) + 1;
        const us = [from + 1e-9, (from + to) / 2, to - 1e-9].map((x) => utility(item, x));
        const allFull = us.every((u) => u > item.neutral - 1e-6);
        const allLess = us.every((u) => u <= item.neutral - 1e-12);
        expect(allFull || allLess, `${item.feature} ${item.field} under ${to}`).toBe(true);
        from = to;
      }
    }
  });
});
