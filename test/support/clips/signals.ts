import { createMeasurer } from '../../../src/main/core/measure/index.ts';
import type { ClipFacts, Measured } from '../../../src/main/core/measure/signals.ts';
import { AUDIO_RATE, TICK_BYTES, TICK_HEIGHT, TICK_WIDTH } from '../../../src/main/core/measure/signals.ts';

const LUMA = TICK_WIDTH * TICK_HEIGHT;

/** Facts of a plain vertical clip; a test names only what it is about. */
export function someFacts(
  over: Partial<Omit<ClipFacts, 'media'>> & { media?: Partial<ClipFacts['media']> } = {},
): ClipFacts {
  const { media, ...rest } = over;
  return {
    kind: 'video',
    videoBitRate: 2_000_000,
    audioChannels: 0,
    ...rest,
    media: {
      container: 'mp4',
      codec: 'h264',
      width: 1080,
      height: 1920,
      rotation_deg: 0,
      duration_s: null,
      fps: 25,
      has_audio: (rest.audioChannels ?? 0) > 0,
      hdr: false,
      mode: 'full',
      ...media,
    },
  };
}

/** A tick with luma from a function of place, neutral colour. */
export function tick(luma: (x: number, y: number) => number): Uint8Array {
  const planes = new Uint8Array(TICK_BYTES).fill(128, LUMA);
  for (let y = 0; y < TICK_HEIGHT; y++) {
    for (let x = 0; x < TICK_WIDTH; x++) planes[y * TICK_WIDTH + x] = luma(x, y);
  }
  return planes;
}

/** A sampled frame, RGB from a function of place. */
export function picture(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Uint8Array {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rgb.set(colour(x, y), (y * width + x) * 3);
  }
  return rgb;
}

/** Measures a still of one colour function. */
export function measureStill(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Measured {
  const still = { duration_s: null, fps: null, mode: 'still' as const, width, height };
  const measurer = createMeasurer(someFacts({ kind: 'image', media: still }));
  measurer.sample(0, width, height, picture(width, height, colour));
  return measurer.finish({ durationS: null, fps: null, everyFrame: true });
}

/** Measures ticks at `fps` with one grey sample, for measures of time alone. */
export function measureTicks(ticks: readonly Uint8Array[], fps: number, facts = someFacts()): Measured {
  const measurer = createMeasurer(facts);
  ticks.forEach((planes, i) => {
    measurer.tick(i / fps, planes);
  });
  measurer.sample(
    0,
    160,
    284,
    picture(160, 284, (x) => [x, x, x]),
  );
  return measurer.finish({ durationS: ticks.length / fps, fps, everyFrame: facts.media.mode === 'full' });
}

/** Measures a sound made by a function of seconds, with a still picture. */
export function measureSound(
  seconds: number,
  channels: readonly ((t: number, i: number) => number)[],
  block = AUDIO_RATE / 10,
): Measured {
  const measurer = createMeasurer(someFacts({ audioChannels: channels.length }));
  const count = Math.round(seconds * AUDIO_RATE);
  const samples = new Float32Array(count * channels.length);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < channels.length; c++) {
      samples[i * channels.length + c] = channels[c]?.(i / AUDIO_RATE, i) ?? 0;
    }
  }
  measurer.tick(
    0,
    tick(() => 100),
  );
  for (let at = 0; at < samples.length; at += block * channels.length) {
    measurer.audio(samples.subarray(at, at + block * channels.length));
  }
  return measurer.finish({ durationS: seconds, fps: 1 / seconds, everyFrame: true });
}
