import type { Span } from '../measure.ts';
import { ENVELOPE_STEP_S, type SpeechBand } from './speech-band.ts';

const WINDOW = 1 / ENVELOPE_STEP_S;
const HOP = WINDOW / 10;

/** Slowest and fastest syllables in Hz; the modulation spectrum of speech peaks near 4 (`scoring.md` A05). */
const SYLLABLES_FROM = 3;
const SYLLABLES_TO = 8;
const MODULATION_TO = 20;

/**
 * House values, set on synthetic voices against tones, chords, beats, runs of notes and noise. Each names what it keeps
 * out; together they tell a lone voice well, a voice under music poorly, and singing or solo instruments not at all.
 */
const LIMITS = {
  /** Mean square over 50 Hz: room tone and hiss (about -55 dBFS). */
  energy: 3e-6,
  /** Share of energy in 300-3400 Hz: bass and hiss. */
  band: 0.15,
  /** Depth of modulation at syllable rate over the mean level: sustained sounds. */
  depth: 0.25,
  /** Share of syllable rate in the modulation up to 20 Hz: crackle, slow swells. */
  share: 0.3,
  /** Share of the strongest rate among the syllable rates: even notes and beats, where one rate is nearly all. */
  evenness: 0.7,
  /** Share of time under half the mean level: the gaps between words. */
  gaps: 0.08,
} as const;

/** Pauses shorter than this belong to the sentence (`scoring.md` A06). */
const MERGE_S = 0.3;

export interface SpeechLike {
  readonly spans: readonly Span[];
  /** How clearly the windows within the spans passed, 0-1. */
  readonly margin: number;
}

/**
 * Seconds where the sound is modulated like speech: windows of 1 s every 0.1 s, each standing for what lies between its
 * first and last loud moment.
 */
export function speechLike({ band, wide }: SpeechBand): SpeechLike {
  const spans: { t0: number; t1: number }[] = [];
  let margins = 0;
  let passed = 0;
  for (let at = 0; at + WINDOW <= band.length; at += HOP) {
    const heard = judge(band.view().subarray(at, at + WINDOW), wide.view().subarray(at, at + WINDOW));
    if (heard === null) continue;
    margins += heard.margin;
    passed++;
    const t0 = (at + heard.from) * ENVELOPE_STEP_S;
    const t1 = (at + heard.to) * ENVELOPE_STEP_S;
    const last = spans.at(-1);
    if (last && t0 - last.t1 < MERGE_S) last.t1 = Math.max(last.t1, t1);
    else spans.push({ t0, t1 });
  }
  return { spans, margin: passed === 0 ? 0 : margins / passed };
}

interface Heard {
  /** How far the window is inside the limits, 0-1. */
  readonly margin: number;
  /** First loud step, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

/** Null when the window is outside one of the limits. */
function judge(band: Float64Array, wide: Float64Array): Heard | null {
  let bandSum = 0;
  let wideSum = 0;
  let mean = 0;
  const level = new Float64Array(WINDOW);
  for (let i = 0; i < WINDOW; i++) {
    bandSum += band[i] as number;
    wideSum += wide[i] as number;
    level[i] = Math.sqrt(band[i] as number);
    mean += level[i] as number;
  }
  mean /= WINDOW;
  if (wideSum / WINDOW < LIMITS.energy || bandSum < LIMITS.band * wideSum) return null;
  const quiet = level.filter((value) => value < mean / 2).length;
  let syllables = 0;
  let all = 0;
  let strongest = 0;
  for (let hertz = 1; hertz <= MODULATION_TO; hertz++) {
    const power = modulation(level, mean, hertz);
    all += power;
    if (hertz < SYLLABLES_FROM || hertz > SYLLABLES_TO) continue;
    syllables += power;
    strongest = Math.max(strongest, power);
  }
  const depth = Math.sqrt(syllables) / mean;
  const share = syllables / all;
  const gaps = quiet / WINDOW;
  if (depth < LIMITS.depth || share < LIMITS.share || gaps < LIMITS.gaps) return null;
  if (strongest > LIMITS.evenness * syllables) return null;
  return {
    margin: Math.min(1, depth / LIMITS.depth - 1, gaps / LIMITS.gaps - 1),
    from: level.findIndex((value) => value >= mean / 2),
    to: level.findLastIndex((value) => value >= mean / 2) + 1,
  };
}

const TURN = Array.from({ length: WINDOW }, (_, i) => (2 * Math.PI * i) / WINDOW);
const COS = Float64Array.from(TURN, Math.cos);
const SIN = Float64Array.from(TURN, Math.sin);

/** Power of the level's swing at a whole number of cycles per window. */
function modulation(level: Float64Array, mean: number, cycles: number): number {
  let re = 0;
  let im = 0;
  for (let i = 0; i < WINDOW; i++) {
    const k = (i * cycles) % WINDOW;
    const swing = (level[i] as number) - mean;
    re += swing * (COS[k] as number);
    im += swing * (SIN[k] as number);
  }
  return (2 * (re * re + im * im)) / (WINDOW * WINDOW);
}
