import { describe, expect, it } from 'vitest';
import { Curves } from '../../../../src/contract/index.ts';
import { createMeasurer } from '../../../../src/main/core/measure/index.ts';
import { AUDIO_RATE, TICK_BYTES } from '../../../../src/main/core/measure/signals.ts';
import { someFacts } from '../../../support/clips/signals.ts';

/** A film of `seconds` whose picture changes by `step(t)` grey levels each tenth, with a tone of `level(t)`. */
function film(seconds: number, step: (t: number) => number, level: (t: number) => number) {
  const measurer = createMeasurer(someFacts({ audioChannels: 1, videoBitRate: null }));
  let grey = 100;
  let up = 1;
  for (let i = 0; i < seconds * 10; i += 1) {
    const t = i / 10;
    const by = step(t);
    if (grey + up * by > 200 || grey + up * by < 50) up = -up;
    grey += up * by;
    measurer.tick(t, new Uint8Array(TICK_BYTES).fill(grey));
    const sound = new Float32Array(AUDIO_RATE / 10);
    for (let n = 0; n < sound.length; n += 1)
      sound[n] = level(t) * Math.sin((2 * Math.PI * 997 * n) / AUDIO_RATE);
    measurer.audio(sound);
  }
  return measurer.finish({ durationS: seconds, fps: 10, everyFrame: true });
}

describe('curves over time', () => {
  it('say what moves and what is heard, at its time', () => {
    const { curves, features } = film(
      10,
      (t) => (t < 5 ? 0 : 5),
      (t) => (t < 5 ? 0.1 : 0),
    );
    const { step_s, motion, loudness } = Curves.parse(curves);
    expect(step_s).toBe(0.1);
    expect(motion?.slice(10, 40)).toEqual(Array.from({ length: 30 }, () => 0));
    for (const value of motion?.slice(60, 90) ?? []) expect(value).toBeCloseTo(5 / 255, 3);
    // A full-scale tone of 997 Hz has -3.01 LUFS; a tenth of it is 20 dB less.
    for (const value of loudness?.slice(10, 40) ?? []) expect(value).toBeCloseTo(-23, 0);
    expect(loudness?.slice(60, 90)).toEqual(Array.from({ length: 30 }, () => null));
    expect(Object.keys(features)).not.toContain('curves');
  });

  it('stay short for a long film', () => {
    const { curves } = film(
      25,
      () => 3,
      () => 0.05,
    );
    const { step_s, motion, loudness } = Curves.parse(curves);
    expect(step_s).toBe(0.2);
    expect(motion).toHaveLength(125);
    expect(loudness).toHaveLength(125);
  });

  it('are missing where there is nothing to see or hear', () => {
    const still = createMeasurer(someFacts({ kind: 'image', audioChannels: 0 }));
    expect(still.finish({ durationS: null, fps: null, everyFrame: true }).curves).toBeNull();
    const silent = createMeasurer(someFacts({ audioChannels: 0 }));
    silent.tick(0, new Uint8Array(TICK_BYTES));
    expect(silent.finish({ durationS: 2, fps: 1, everyFrame: true }).curves?.loudness).toBeNull();
  });
});
