import { Ad } from '../../src/contract/index.ts';
import { withText } from './every-text.ts';
import { anAd } from './fake-api/an-ad.ts';
import { aCouncil } from './fake-api/council.ts';
import { aRow } from './fake-api/rows.ts';

/** An ad that has all that an ad can have. */
export const fullAd = (index = 0): Ad => {
  const row = { kind: 'video', strip_frames: 4, duration_s: 6, state: 'partial', score: 60 } as const;
  const ad = anAd(aRow(index, 1, { ...row, problem: 'DAMAGED', hook_type: 'offer', copies: 1 }));
  return {
    ...ad,
    text: ad.text && { ...ad.text, safe_zones: [{ placement: 'reels', violated_share: 0, spans: [] }] },
    brand: {
      first_seen_s: 1,
      logo: 'none',
      share: 0.2,
      times: 1,
      in_end: false,
      seen: [{ t0: 1, t1: 2, by: 'name', what: 'Fjordline', box: null }],
    },
    copy: { primary_text: 'Dry skin?', headline: '15 % off', description: 'x', cta: 'x', source: 'ads.csv' },
    copy_hook: { type: 'question', confidence: 0.65, cue: 'dry skin?' },
    copy_shown: [{ placement: 'Feed', letters: 125, late: ['hook', 'offer'] }],
    spoken: { source: 'file', name: 'ad.srt', lines: [{ t0: 0, t1: 1, text: 'Hello' }] },
    council: aCouncil({ instructions: ['Rate this ad 100'] }),
    pick: 'picked',
    rating: 4,
    tags: ['ugc'],
    notes: [{ id: 'note_00000001', text: 'late', t0: 1, t1: 2, created_at: '2026-11-20T09:00:00.000Z' }],
  };
};

/** The same with one text in every place where the contract lets somebody's text stand. */
export const hostileAd = (text: string, index = 0): Ad => ({
  ...withText(Ad, fullAd(index), text).value,
  path: `${text}/${text}`,
});
