import type { Ad, Curves } from '../../../contract/index.ts';
import { decimal, percent } from '../../format/number.ts';
import { type Lane, part } from './lane.ts';

/** One scale for all ads, so that two of them can be compared by eye. */
const MOST_MOTION = 0.15;
const QUIETEST_LUFS = -60;

const lane = (id: string, name: string, total: string, stepS: number, heights: readonly number[]): Lane => ({
  id,
  name,
  total,
  look: 'curve',
  tone: 'fact',
  marks: [],
  curve: { stepS, heights: heights.map((height) => Math.min(1, Math.max(0, height))) },
  features: [],
});

/** Motion and loudness over time; a gap is where nothing can be said, as at a cut or in silence. */
export const curveLanes = (ad: Ad, curves: Curves | null): Lane[] => {
  if (!curves) return [];
  const { step_s, motion, loudness } = curves;
  const { T06, A01 } = ad.features;
  const mean = T06?.status === 'ok' ? part(T06, 'mean') : null;
  const lufs = A01?.status === 'ok' && typeof A01.value === 'number' ? `${decimal(A01.value)} LUFS` : '';
  return [
    ...(motion
      ? [
          lane(
            'motion',
            'Motion',
            typeof mean === 'number' ? `mean ${percent(mean)}` : '',
            step_s,
            motion.map((value) => (value ?? 0) / MOST_MOTION),
          ),
        ]
      : []),
    ...(loudness
      ? [
          lane(
            'loudness',
            'Loudness',
            lufs,
            step_s,
            loudness.map((value) => (value === null ? 0 : 1 - value / QUIETEST_LUFS)),
          ),
        ]
      : []),
  ];
};
