import type { Ad } from '../../src/contract/index.ts';
import { anAd } from './fake-api/an-ad.ts';
import { aCouncil } from './fake-api/council.ts';
import { aReason, aRow } from './fake-api/rows.ts';

const hostileCouncil = (text: string): NonNullable<Ad['council']> => {
  const council = aCouncil({ dissent: [text], instructions: [text] });
  return {
    ...council,
    members: council.members.map((member) => ({
      ...member,
      model: text,
      saw: text,
      reason: member.reason && text,
    })),
    transcript: { model: text, lines: [{ t0: 0, t1: 1, text }] },
  };
};

/** An ad with the same text wherever a file, an account or a person could have put one. */
export const hostileAd = (text: string, index = 0): Ad => {
  const ad = anAd(
    aRow(index, 1, { kind: 'video', strip_frames: 4, duration_s: 6, state: 'partial', score: 60 }),
  );
  const reason = aReason(0, 3);
  const feature = ad.features.V01 as Ad['features'][string];
  return {
    ...ad,
    path: `${text}/${text}`,
    other_paths: [text],
    source: { kind: 'folder', id: text },
    problem: { code: 'DAMAGED', message: text, next_step: text },
    media: { ...ad.media, container: text, codec: text },
    features: {
      ...ad.features,
      V01: { ...feature, name: text, unit: text, value: { [text]: text, list: [text], number: 1 } },
      V02: { ...feature, name: text, status: 'unavailable', value: null, reason: text },
    },
    score: {
      ...ad.score,
      basis: text,
      reasons: [{ ...reason, text, points: 3 }, ...ad.score.reasons.slice(1)],
    },
    copy: { primary_text: text, headline: text, description: text, cta: text, source: text },
    spoken: { source: 'file', name: text, lines: [{ t0: 0, t1: 1, text }] },
    pick: 'picked',
    rating: 4,
    tags: [text],
    notes: [{ id: 'note_00000001', text, t0: 1, t1: 2, created_at: '2026-11-20T09:00:00.000Z' }],
    text: {
      version: 1,
      frames_read: 3,
      lines: [
        {
          text,
          t0: 0,
          t1: 2,
          box: { x: 0, y: 0, w: 1, h: 1 },
          confidence: 1,
          height_share: 0.1,
          contrast: null,
          chars_per_second: null,
        },
      ],
      hook_text: text,
      hook: { type: text, confidence: 1, cue: text },
      cta: [{ kind: text, text, t: 1, in_end: false }],
      offers: [{ kind: text, text, t: 1, in_end: false }],
      area: { hook: 0, all: 0 },
      captions: { found: null, reason: text },
      safe_zones: [],
    },
    hook: { type: text, confidence: 0.5, basis: text },
    council: hostileCouncil(text),
  };
};
