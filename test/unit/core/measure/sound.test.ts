import { expect, test } from 'vitest';
import type { Measured } from '../../../../src/main/core/measure/signals.ts';
import { Random } from '../../../support/clips/random.ts';
import { measureSound, measureTicks, someFacts, tick } from '../../../support/clips/signals.ts';

const numbersOf = (measured: Measured, id: string) => measured.features[id]?.value as Record<string, number>;
const tone = (hertz: number, amplitude: number) => (t: number) =>
  amplitude * Math.sin(2 * Math.PI * hertz * t);

test('A01 of a 997 Hz tone is what BS.1770 calibrates: full scale in one channel is -3.01 LUFS', () => {
  expect(measureSound(3, [tone(997, 1)]).features.A01?.value).toBeCloseTo(-3.01, 1);
  expect(measureSound(3, [tone(997, 0.1), tone(997, 0.1)]).features.A01?.value).toBeCloseTo(-20, 1);
});

test('A01 gates silence out: a pause does not make an ad quieter', () => {
  const loud = measureSound(4, [tone(500, 0.2)]).features.A01?.value as number;
  const paused = measureSound(8, [(t) => (t < 4 ? tone(500, 0.2)(t) : 0)]).features.A01?.value as number;
  // Only the blocks that overlap the border count partly.
  expect(Math.abs(paused - loud)).toBeLessThan(0.3);
});

test('A02 sees the peak between samples', () => {
  // A quarter of the rate at 45 degrees: every sample is 3 dB under the wave.
  const between = (_t: number, i: number) => 0.5 * Math.sin((Math.PI / 2) * i + Math.PI / 4);
  const { features } = measureSound(1, [between]);
  expect(features.A02?.value).toBeGreaterThan(-6.3);
  expect(features.A02?.value).toBeLessThan(-5.7);
});

test('A02 does not depend on where loud passages lie: what is skipped could not have been louder', () => {
  const late = measureSound(2, [(t) => (t < 1.5 ? 0.3 : 0.9) * Math.sin(2 * Math.PI * 3100 * t)]);
  const early = measureSound(2, [(t) => (t > 0.5 ? 0.3 : 0.9) * Math.sin(2 * Math.PI * 3100 * t)]);
  for (const { features } of [late, early]) {
    expect(Math.abs((features.A02?.value as number) - 20 * Math.log10(0.9))).toBeLessThan(0.3);
  }
});

test('A03 finds the jump in the hook and where it is', () => {
  const measured = measureSound(6, [(t) => tone(400, t < 1.5 ? 0.01 : 0.1)(t)]);
  expect(numbersOf(measured, 'A03').hook_jump).toBeCloseTo(20, 0);
  expect(measured.features.A03?.evidence[0]?.t0).toBeCloseTo(1.5, 1);
  const steady = measureSound(6, [tone(400, 0.1)]).features.A03;
  expect(steady?.value).toMatchObject({ range: expect.closeTo(0, 1), hook_jump: expect.closeTo(0, 1) });
});

test('A04 finds the pause and its length', () => {
  const measured = measureSound(8, [(t) => (t >= 2 && t < 4.5 ? 0 : tone(300, 0.2)(t))]);
  const { features } = measured;
  const { seconds, fraction, has_track } = numbersOf(measured, 'A04');
  expect(seconds).toBeCloseTo(2.5, 0);
  expect(fraction).toBeCloseTo(2.5 / 8, 1);
  expect(has_track).toBe(true);
  expect(features.A04?.evidence[0]?.t0).toBeCloseTo(2, 0);
  expect(features.A04?.evidence[0]?.t1).toBeCloseTo(4.5, 0);
});

test('A04 calls what follows the end of the sound silent, and a clip without a track altogether', () => {
  const grey = tick(() => 90);
  const without = measureTicks(new Array(20).fill(grey), 10);
  expect(without.features.A04).toMatchObject({
    status: 'ok',
    value: { has_track: false, seconds: 2, fraction: 1 },
  });
  for (const id of ['A01', 'A02', 'A03', 'A06', 'A10']) {
    expect(without.features[id], id).toMatchObject({ status: 'not_applicable', value: null });
  }
});

test('a track of which nothing could be decoded is unavailable, not silent', () => {
  const lost = measureTicks([tick(() => 90)], 1, someFacts({ audioChannels: 2 }));
  for (const id of ['A01', 'A02', 'A03', 'A04', 'A06', 'A10']) {
    expect(lost.features[id], id).toMatchObject({ status: 'unavailable', value: null });
  }
});

test('a silent track has no loudness', () => {
  const { features } = measureSound(2, [() => 0]);
  expect(features.A01?.status).toBe('not_applicable');
  expect(features.A02?.status).toBe('not_applicable');
  expect(features.A04?.value).toEqual({ has_track: true, seconds: 2, fraction: 1 });
});

test('A10 is the share of flat tops', () => {
  // 2 sin x is beyond 1 for two thirds of the time.
  const { features } = measureSound(2, [(t) => Math.max(-1, Math.min(1, tone(100, 2)(t)))]);
  expect(features.A10?.value).toBeCloseTo(2 / 3, 2);
  expect(features.A10?.evidence).toEqual([{ t0: expect.closeTo(0, 1), t1: expect.closeTo(2, 1) }]);
  expect(measureSound(2, [tone(100, 1)]).features.A10?.value).toBeLessThan(0.02);
  expect(measureSound(2, [tone(100, 0.9)]).features.A10?.value).toBe(0);
});

/** Syllables of uneven length and loudness with short gaps, on a voice-like stack of harmonics. */
function babble(seed: number): (t: number) => number {
  const random = new Random(seed);
  const syllables: { from: number; to: number; loud: number; pitch: number }[] = [];
  for (let at = 0.1; at < 20; ) {
    const length = random.between(0.09, 0.2);
    syllables.push({
      from: at,
      to: at + length,
      loud: random.between(0.4, 1),
      pitch: random.between(110, 170),
    });
    at += length + (random.chance(0.15) ? random.between(0.15, 0.3) : random.between(0.03, 0.09));
  }
  return (t) => {
    const now = syllables.find(({ from, to }) => t >= from && t < to);
    if (!now) return 0;
    const envelope = Math.sin((Math.PI * (t - now.from)) / (now.to - now.from));
    let sum = 0;
    for (let k = 1; k <= 14; k++) sum += Math.sin(2 * Math.PI * now.pitch * k * t) / k;
    return 0.2 * now.loud * envelope * sum;
  };
}

test('A06 hears syllables and where they are', () => {
  const voice = babble(5);
  const measured = measureSound(9, [(t) => (t >= 3 && t < 7 ? voice(t) : 0)]);
  const { first_s, seconds, confidence } = numbersOf(measured, 'A06');
  expect(first_s).toBeGreaterThan(2.9);
  expect(first_s).toBeLessThan(3.3);
  expect(seconds).toBeGreaterThan(3.5);
  expect(seconds).toBeLessThan(4.2);
  expect(confidence).toBeLessThanOrEqual(0.7);
});

test('A06 does not take tones, chords, beats, even notes or noise for speech', () => {
  const random = new Random(9);
  const sounds: Record<string, (t: number) => number> = {
    tone: tone(440, 0.3),
    chord: (t) => tone(220, 0.1)(t) + tone(277, 0.1)(t) + tone(330, 0.1)(t),
    beat: (t) => tone(55, 0.5)(t) * Math.exp(-8 * (t % 0.5)) + tone(440, 0.05)(t),
    notes: (t) => tone(330 + 110 * (Math.floor(t * 4) % 4), 0.3)(t) * Math.exp(-5 * (t % 0.25)),
    noise: () => 0.2 * (random.next() - 0.5),
    silence: () => 0,
  };
  for (const [name, sound] of Object.entries(sounds)) {
    expect(measureSound(6, [sound]).features.A06?.value, name).toMatchObject({ first_s: null, seconds: 0 });
  }
});
