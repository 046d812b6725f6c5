import type { AdRow, Reason } from '../../../src/contract/index.ts';
import { createDraw, hexOf } from './random.ts';

const themes = [
  'founder_story',
  'bottle_demo',
  'unboxing',
  'before_after',
  'price_drop',
  'street_quiz',
  'recipe',
  'app_tour',
];
const hooks = ['hook_a', 'hook_b', 'cold_open', 'question', 'bold_claim', 'pov'];
const folders = ['', 'spring/', 'spring/cutdowns/', 'ugc/anna/', 'statics/'];
const shapes = [
  { aspect: '9:16', width: 1080, height: 1920 },
  { aspect: '4:5', width: 1080, height: 1350 },
  { aspect: '1:1', width: 1080, height: 1080 },
  { aspect: '16:9', width: 1920, height: 1080 },
] as const;

type Spoken = Pick<Reason, 'text' | 'feature' | 'sub' | 'grade'> & {
  readonly t0: number | null;
  readonly sign: 1 | -1;
};

export const spokenReasons: readonly Spoken[] = [
  {
    text: 'First cut at 0.8 s, inside the hook window',
    feature: 'T03',
    sub: 'hook',
    grade: 'C',
    t0: 0.8,
    sign: 1,
  },
  { text: 'Five shots in the first 5 seconds', feature: 'T05', sub: 'hook', grade: 'C', t0: 0, sign: 1 },
  {
    text: 'Picture stands still for 2.4 s in the middle',
    feature: 'M08',
    sub: 'clarity',
    grade: 'Q',
    t0: 2.1,
    sign: -1,
  },
  { text: 'Opens on 0.4 s of black', feature: 'M07', sub: 'hook', grade: 'Q', t0: 0, sign: -1 },
  {
    text: 'Loudness −15.8 LUFS, inside the −18 to −12 band',
    feature: 'A01',
    sub: 'craft',
    grade: 'Q',
    t0: null,
    sign: 1,
  },
  {
    text: 'True peak +0.4 dBTP may distort on phones',
    feature: 'A02',
    sub: 'craft',
    grade: 'Q',
    t0: 1.4,
    sign: -1,
  },
  {
    text: 'Fills a vertical screen without bars',
    feature: 'M04',
    sub: 'craft',
    grade: 'C',
    t0: null,
    sign: 1,
  },
  {
    text: 'Black bars take 21 % of the picture',
    feature: 'M06',
    sub: 'craft',
    grade: 'D',
    t0: 0.1,
    sign: -1,
  },
];

const round1 = (value: number): number => Math.round(value * 10) / 10;

/** A reason with its size in points; whether that is a gain or a loss is in what it says. */
export const aReason = (index: number, size: number): Reason => {
  const { sign, ...spoken } = spokenReasons[index % spokenReasons.length] as Spoken;
  return { ...spoken, points: round1(sign * size), t1: spoken.t0 === null ? null : spoken.t0 + 0.4 };
};

/** One line of the grid, the same for the same index and seed. */
export const aRow = (index: number, seed = 1, overrides: Partial<AdRow> = {}): AdRow => {
  const draw = createDraw(seed * 1_000_003 + index);
  const image = draw.chance(0.25);
  const shape = draw.pick(shapes);
  const score = draw.chance(0.03) ? null : round1(Math.min(97, Math.max(6, draw.between(20, 96))));
  const spread = draw.between(3, 9);
  const sub = (missing: number): number | null =>
    score === null || draw.chance(missing)
      ? null
      : round1(Math.min(100, Math.max(0, score + draw.between(-24, 20))));
  const partial = draw.chance(0.03);
  const name = `${draw.pick(themes)}_${draw.pick(hooks)}_${String(index + 1).padStart(3, '0')}.${image ? 'png' : 'mp4'}`;
  return {
    id: hexOf(index + 1, 16),
    name,
    path: `${draw.pick(folders)}${name}`,
    kind: image ? 'image' : 'video',
    state: partial ? 'partial' : 'ok',
    problem: partial ? 'TRUNCATED' : null,
    duration_s: image ? null : round1(draw.between(4, 48)),
    width: shape.width,
    height: shape.height,
    aspect: shape.aspect,
    has_audio: !image && draw.chance(0.85),
    score,
    interval80:
      score === null ? null : [round1(Math.max(0, score - spread)), round1(Math.min(100, score + spread))],
    sub: {
      hook: sub(image ? 1 : 0.02),
      clarity: sub(0.02),
      connection: sub(0.1),
      offer: sub(0.3),
      craft: sub(0),
    },
    top_reason: score === null ? null : aReason(draw.int(0, 7), draw.between(1, 7)),
    rank: null,
    rank_of: 0,
    near_duplicate_of: draw.chance(0.04) ? hexOf(Math.max(1, index), 16) : null,
    copies: draw.chance(0.05) ? draw.int(1, 3) : 0,
    client: null,
    strip_frames: image ? 0 : 8,
    pick: 'none',
    rating: null,
    tags: [],
    note_count: 0,
    council: null,
    hook_type: 'unknown',
    measured_at: new Date(Date.UTC(2026, 10, 1) + index * 1000).toISOString(),
    ...overrides,
  };
};

/** A short film that plays, whole, with sound. */
export const aFilm = (index: number, overrides: Partial<AdRow> = {}): AdRow =>
  aRow(index, 1, {
    kind: 'video',
    duration_s: 6,
    strip_frames: 8,
    has_audio: true,
    state: 'ok',
    problem: null,
    ...overrides,
  });

export const rows = (count: number, seed = 1): AdRow[] =>
  Array.from({ length: count }, (_, index) => aRow(index, seed));
