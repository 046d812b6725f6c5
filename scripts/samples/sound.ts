import { seeded } from './draw.ts';

/** Music made of sine waves, decaying notes and seeded noise: no recording, no sample, the same on every run. */
export const RATE = 48_000;

export interface Tune {
  readonly seconds: number;
  readonly bpm: number;
  /** Chords as semitones from A3 (220 Hz), one a bar of four beats. */
  readonly chords: readonly (readonly number[])[];
  readonly mood: 'warm' | 'bright' | 'driving';
  readonly seed: number;
}

const hertz = (semitone: number): number => 220 * 2 ** (semitone / 12);
const TURN = 2 * Math.PI;

/** Stereo, interleaved, peaks about 0.7; the loudness is set when it is encoded. */
export function play(tune: Tune): Float32Array {
  const frames = Math.round(tune.seconds * RATE);
  const out = new Float32Array(frames * 2);
  const beat = 60 / tune.bpm;
  const add = (from: number, length: number, pan: number, voice: (t: number) => number): void => {
    const start = Math.round(from * RATE);
    const end = Math.min(frames, start + Math.round(length * RATE));
    for (let i = Math.max(0, start); i < end; i += 1) {
      const value = voice((i - start) / RATE);
      out[i * 2] = (out[i * 2] as number) + value * (1 - pan);
      out[i * 2 + 1] = (out[i * 2 + 1] as number) + value * (1 + pan);
    }
  };

  const beats = Math.ceil(tune.seconds / beat);
  for (let b = 0; b < beats; b += 1) {
    const chord = tune.chords[Math.floor(b / 4) % tune.chords.length] as readonly number[];
    if (b % 4 === 0) {
      for (const [i, note] of chord.entries()) {
        add(b * beat, beat * 4.2, (i - 1) * 0.25, pad(hertz(note), tune.mood));
      }
    }
    add(b * beat, beat * 0.95, 0, bass(hertz((chord[0] as number) - 12), tune.mood));
    if (tune.mood !== 'warm' || b % 2 === 0) add(b * beat, 0.3, 0, kick);
    if (tune.mood !== 'warm' && b % 2 === 1) add(b * beat, 0.18, 0, noise(tune.seed + b, 26, 0.16));
    add((b + 0.5) * beat, 0.06, 0.3, noise(tune.seed + 97 * b, 90, tune.mood === 'driving' ? 0.1 : 0.06));
    for (let half = 0; half < 2; half += 1) {
      const note = (chord[(b * 2 + half) % chord.length] as number) + 12;
      add((b + half / 2) * beat, 0.6, half ? -0.35 : 0.35, pluck(hertz(note)));
    }
  }
  fadeEnds(out, frames);
  return out;
}

const pad =
  (f: number, mood: Tune['mood']) =>
  (t: number): number => {
    const level = Math.min(1, t / 0.4) * Math.exp(-t * 0.5) * (mood === 'driving' ? 0.05 : 0.08);
    return (
      level *
      (Math.sin(TURN * f * t) + 0.5 * Math.sin(TURN * f * 1.003 * t) + 0.3 * Math.sin(TURN * f * 2 * t))
    );
  };
const bass =
  (f: number, mood: Tune['mood']) =>
  (t: number): number => {
    const wave =
      Math.sin(TURN * f * t) +
      0.35 * Math.sin(TURN * 2 * f * t) +
      (mood === 'driving' ? 0.25 * Math.sin(TURN * 3 * f * t) : 0);
    return 0.16 * Math.exp(-t * 3) * Math.min(1, t / 0.01) * wave;
  };
const kick = (t: number): number =>
  0.42 * Math.exp(-t * 16) * Math.sin(TURN * (48 * t + 3.2 * (1 - Math.exp(-t * 32))));
const pluck =
  (f: number) =>
  (t: number): number =>
    0.1 *
    Math.exp(-t * 8) *
    Math.min(1, t / 0.004) *
    (Math.sin(TURN * f * t) + 0.4 * Math.sin(TURN * 2 * f * t) + 0.15 * Math.sin(TURN * 3 * f * t));
function noise(seed: number, decay: number, level: number): (t: number) => number {
  const random = seeded(seed);
  let last = 0;
  return (t) => {
    const white = random() * 2 - 1;
    const high = white - last;
    last = white;
    return level * Math.exp(-t * decay) * high;
  };
}

/** 10 ms in, 250 ms out: a sound that starts or stops at full level clicks. */
function fadeEnds(out: Float32Array, frames: number): void {
  for (let i = 0; i < frames; i += 1) {
    const gain = Math.min(1, i / (0.01 * RATE), (frames - i) / (0.25 * RATE));
    out[i * 2] = (out[i * 2] as number) * gain;
    out[i * 2 + 1] = (out[i * 2 + 1] as number) * gain;
  }
}
