import type { Ad, AdRow, Feature, Features } from '../../../src/contract/index.ts';
import { hookOf } from '../../../src/main/core/measure/text/hook.ts';
import { aText } from './a-text.ts';
import { aReason } from './rows.ts';

const ok = (name: string, value: Feature['value'], unit: string, rest: Partial<Feature> = {}): Feature => ({
  name,
  value,
  unit,
  status: 'ok',
  reason: null,
  window: 'all',
  evidence: [],
  ...rest,
});

const notFor = (name: string, unit: string, reason: string): Feature => ({
  ...ok(name, null, unit),
  status: 'not_applicable',
  reason,
});

const moving = (row: AdRow): Features => ({
  M01: ok('Duration', row.duration_s, 's'),
  T01: ok('Hard cuts', [0.8, 1.6, 2.4, 3.2], 's', { evidence: [{ t0: 0.8, t1: 0.8 }] }),
  T02: ok('Cuts per second', 0.27, '1/s'),
  T03: ok('First cut', 0.8, 's', { window: 'hook', evidence: [{ t0: 0.8, t1: 0.8 }] }),
  T05: ok('Most shots in any 5 s', 5, 'shots'),
  T06: ok('Motion energy', 0.064, 'fraction'),
  T12: ok('Fades and dissolves', [3.1], 's', { evidence: [{ t0: 2.9, t1: 3.3 }] }),
  T12K: ok('Kinds of fades', ['black'], 'class', { evidence: [{ t0: 2.9, t1: 3.3 }] }),
  M07: ok('Black', { seconds: 0, fraction: 0 }, 's'),
  M08: ok('Frozen', 0, 's'),
});

const heard = (row: AdRow): Features =>
  row.has_audio
    ? {
        A01: ok('Integrated loudness', -15.8, 'LUFS'),
        A02: ok('True peak', 0.4, 'dBTP', { evidence: [{ t0: 1.4, t1: 1.4 }] }),
        A03: ok('Loudness range', 6.2, 'LU'),
        A04: ok('Silence', 0.12, 'fraction'),
        A06: { ...ok('Speech', null, 's'), status: 'unavailable', reason: 'the sound is too short to judge' },
      }
    : {
        A01: notFor('Integrated loudness', 'LUFS', 'there is no sound'),
        A02: notFor('True peak', 'dBTP', 'there is no sound'),
      };

const seen: Features = {
  M04: ok('Aspect class', '9:16', ''),
  M06: ok('Letterbox', 0.21, 'fraction', { evidence: [{ t0: 0.1, t1: 4 }] }),
  V01: ok('Brightness', 131.4, '0-255'),
  V02: ok('Contrast', 0.214, 'fraction'),
  V03: ok('Saturation', 0.43, 'fraction'),
  V04: ok('Colourfulness', 48.2, ''),
  H01: ok('Start frame strength', 72, '0-100', { window: 'first_frame' }),
};

/** A whole ad that agrees with its row in the grid. */
export const anAd = (row: AdRow, overrides: Partial<Ad> = {}): Ad => {
  const video = row.kind === 'video';
  const text = row.hook_type === 'unknown' ? null : aText(row);
  const top = row.top_reason;
  const others =
    row.score === null ? [] : [4.1, 2.9, 2.2, 1.4, 0, 0.8].map((points, at) => aReason(at + 1, points));
  return {
    id: row.id,
    path: row.path,
    other_paths: Array.from({ length: row.copies }, (_, at) => `old/copy_${at + 1}_of_${row.name}`),
    source: { kind: 'folder', id: '/home/anna/ads' },
    sha256: row.id.repeat(4),
    kind: row.kind,
    state: row.state,
    problem:
      row.problem === null
        ? null
        : {
            code: row.problem,
            message: 'The file ends too early; the first 6.2 s were used.',
            next_step: 'Copy it again.',
          },
    media: {
      container: video ? 'mov,mp4' : 'png',
      codec: video ? 'h264' : 'png',
      width: row.width,
      height: row.height,
      rotation_deg: 0,
      duration_s: row.duration_s,
      fps: video ? 30 : null,
      has_audio: row.has_audio,
      hdr: false,
      mode: video ? 'full' : 'still',
    },
    features: {
      ...seen,
      ...(video
        ? { ...moving(row), ...heard(row) }
        : {
            T01: notFor('Hard cuts', 's', 'a still has no time'),
            A01: notFor('Integrated loudness', 'LUFS', 'a still has no sound'),
          }),
    },
    score: {
      overall: row.score,
      interval80: row.interval80,
      basis: 'uncalibrated prior',
      sub: row.sub,
      reasons: top ? [top, ...others.filter(({ text }) => text !== top.text)] : [],
    },
    library: {
      compared: true,
      distinctiveness: 64,
      near_duplicate_of: row.near_duplicate_of,
      rank: row.rank,
      rank_of: row.rank_of,
      best_quarter: null,
      best_quarter_basis: null,
    },
    hook: hookOf(text, null),
    text,
    brand: null,
    copy: null,
    copy_shown: [],
    copy_hook: null,
    spoken: null,
    council: null,
    pick: row.pick,
    rating: row.rating,
    tags: row.tags,
    notes: [],
    engine_version: 1,
    measured_at: row.measured_at,
    ...overrides,
  };
};
