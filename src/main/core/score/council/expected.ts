import type { AdCopy, AdDraft, Features, Judge, Media } from '../../../../contract/index.ts';
import { textFactsOf } from '../../measure/text/facts.ts';
import { chooseFrames } from '../../measure/text/frames.ts';
import type { CallSize } from './bound.ts';
import { judgeFrameSize } from './frame-size.ts';
import { type AdWords, promptFor } from './prompt.ts';

/** What the size of a question depends on. */
export interface Expected {
  readonly id: string;
  readonly kind: 'video' | 'image';
  /** Null for a still. */
  readonly durationS: number | null;
  readonly width: number;
  readonly height: number;
  readonly cuts: readonly number[];
  readonly hasAudio: boolean;
  readonly words: readonly AdWords[] | null;
  readonly copy: AdCopy | null;
  readonly spoken: readonly AdWords[] | null;
}

interface MeasuredAd extends Pick<Expected, 'id' | 'kind' | 'words' | 'copy' | 'spoken'> {
  readonly media: Media;
  readonly features: Features;
}

export const expectedOfAd = (ad: MeasuredAd): Expected => {
  const { durationS, cuts, width, height } = textFactsOf(ad);
  const { id, kind, words, copy, spoken } = ad;
  return { id, kind, durationS, width, height, cuts, hasAudio: ad.media.has_audio, words, copy, spoken };
};

/** Null while its service does not say how large or how long it is. Its words are not read yet, and its cuts not found. */
export function expectedOfDraft({ kind, width, height, duration_s }: AdDraft): Expected | null {
  if (width === null || height === null || (kind === 'video' && duration_s === null)) return null;
  const unread = { cuts: [], hasAudio: true, words: null, copy: null, spoken: null };
  return { id: '', kind, width, height, durationS: kind === 'video' ? duration_s : null, ...unread };
}

/** How large the question to this judge will be. */
export function expectedSize(
  ad: Expected,
  judge: Judge,
  limits: Pick<CallSize, 'schemaBytes' | 'maxOutputTokens'>,
): CallSize {
  const { durationS, width, height } = ad;
  const video = judge === 'gemini' && ad.kind === 'video' && durationS !== null;
  const times = video ? [] : chooseFrames(durationS, ad.cuts);
  const { id, kind, hasAudio, words, copy, spoken } = ad;
  const frameTimes = video ? null : times;
  return {
    prompt: promptFor({
      adId: id,
      judge,
      kind,
      durationS,
      width,
      height,
      hasAudio,
      frameTimes,
      words,
      copy,
      spoken,
    }),
    frames: times.map(() => judgeFrameSize({ width, height })),
    videoS: video ? durationS : null,
    ...limits,
  };
}
