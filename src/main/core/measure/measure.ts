import type { FeatureValue } from '../../../contract/index.ts';
import type { Clip } from './clip.ts';
import type { Sound } from './sound/sound-track.ts';

/** Where in the ad something can be seen or heard, in seconds. */
export interface Span {
  readonly t0: number;
  readonly t1: number;
}

/** What a measure answers. Not knowing is an answer too; a default number is not (`scoring.md` 0). */
export type Outcome<V> =
  | { readonly status: 'ok'; readonly value: V; readonly evidence: readonly Span[] }
  | { readonly status: 'not_applicable' | 'unavailable'; readonly reason: string };

/** One measure of the catalogue. Adding one: `docs/add-a-measure.md`. */
export type Measure<V extends FeatureValue = FeatureValue> = {
  /** The id of `scoring.md` 1. */
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly window: 'all' | 'hook' | 'early' | 'end' | 'first_frame';
} & (
  | {
      /** What the ad must have for the question to make sense; `time` is not applicable to a still. */
      readonly needs: 'file' | 'picture' | 'time';
      measure(clip: Clip): Outcome<V>;
    }
  | {
      /** Not applicable to a still and to a clip without an audio track. */
      readonly needs: 'sound';
      measure(clip: Clip & { readonly sound: Sound }): Outcome<V>;
    }
);

export function found<V>(value: V, evidence: readonly Span[] = []): Outcome<V> {
  return { status: 'ok', value, evidence };
}

export function notApplicable(reason: string): Outcome<never> {
  return { status: 'not_applicable', reason };
}

export function unavailable(reason: string): Outcome<never> {
  return { status: 'unavailable', reason };
}
