import type { Features, Media } from '../../../../contract/index.ts';
import type { Span } from '../measure.ts';

/** What has to be known of an ad before its words can be read and placed in time. */
export interface TextFacts {
  /** Null for a still. */
  readonly durationS: number | null;
  readonly width: number;
  readonly height: number;
  /** Hard cuts and fades: what is on the screen changes there. */
  readonly cuts: readonly number[];
  /** Speech-like sound; null when that could not be told. */
  readonly speech: readonly Span[] | null;
}

export function textFactsOf({ media, features }: { media: Media; features: Features }): TextFacts {
  const { T01, T12, A06 } = features;
  const times = [T01, T12].flatMap((feature) => (feature?.status === 'ok' ? feature.value : []));
  return {
    durationS: media.duration_s,
    width: media.width,
    height: media.height,
    cuts: times.filter((t) => typeof t === 'number').sort((a, b) => a - b),
    speech: A06?.status === 'ok' ? A06.evidence : null,
  };
}
