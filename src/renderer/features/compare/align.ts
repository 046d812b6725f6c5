import type { Ad } from '../../../contract/index.ts';
import { cutTimes, HOOK_S } from '../score/timeline-facts.ts';

/** Which moments of the ads lie above each other. */
export const alignments = ['start', 'hook', 'cut'] as const;
export type Alignment = (typeof alignments)[number];

export const alignmentLabels: Readonly<Record<Alignment, string>> = {
  start: 'Start',
  hook: 'Hook end',
  cut: 'First cut',
};

type Timed = Pick<Ad, 'media' | 'features'>;

/** Seconds of the ad that lie at zero. One that never cuts stands at its start, and a short one ends before the hook does. */
export const anchorOf = ({ media, features }: Timed, alignment: Alignment): number => {
  const length = media.duration_s ?? 0;
  if (alignment === 'hook') return Math.min(HOOK_S, length);
  return alignment === 'cut' ? (cutTimes(features)[0] ?? 0) : 0;
};

/** Aligned at a first cut that it does not have. */
export const lacksCut = ({ media, features }: Timed, alignment: Alignment): boolean =>
  alignment === 'cut' && media.duration_s !== null && cutTimes(features).length === 0;

export interface Scale {
  readonly from: number;
  readonly to: number;
}

/** From the earliest start to the latest end; a still has neither. */
export const scaleOf = (ads: readonly Timed[], anchors: readonly number[]): Scale => {
  const timed = ads.flatMap(({ media }, at) =>
    media.duration_s === null ? [] : [{ length: media.duration_s, anchor: anchors[at] ?? 0 }],
  );
  if (timed.length === 0) return { from: 0, to: 0 };
  return {
    from: -Math.max(...timed.map(({ anchor }) => anchor)) + 0,
    to: Math.max(...timed.map(({ length, anchor }) => length - anchor)),
  };
};
