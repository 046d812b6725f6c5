import type { Media } from '../../../contract/index.ts';
import { MAX_VIDEO_HOURS } from '../limits.ts';

/**
 * How much of a film is decoded, from its length and picture size alone, so that it is the same on every run and
 * machine. The numbers are what keeps the decoding of one film near a minute on one core (`media-and-harness.md` 1.2);
 * what is longer than three minutes is no ad any more, and one such film must not hold up a folder of ads.
 */
export function chooseMode(durationS: number | null, pixels: number): Exclude<Media['mode'], 'still'> {
  // Without a claim the film has to be decoded to be known; the limits on time still hold.
  if (durationS === null || durationS > MAX_VIDEO_HOURS * 3600) return 'full';
  const megapixelSeconds = (durationS * pixels) / 1e6;
  if (durationS <= 90 && megapixelSeconds <= 500) return 'full';
  if (durationS <= 180 && megapixelSeconds <= 1500) return 'reference_frames';
  return 'key_frames';
}
