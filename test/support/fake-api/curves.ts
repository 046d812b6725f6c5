import type { Curves, PlacementZone } from '../../../src/contract/index.ts';

const wave = (at: number): number => 0.5 + 0.5 * Math.sin(at / 4);

export const someCurves: Curves = {
  step_s: 0.1,
  motion: Array.from({ length: 60 }, (_, at) => (at === 8 ? null : Math.round(wave(at) * 900) / 10_000)),
  loudness: Array.from({ length: 60 }, (_, at) =>
    at > 40 && at < 46 ? null : Math.round((-30 + 16 * wave(at + 5)) * 10) / 10,
  ),
};

export const somePlacements: PlacementZone[] = [
  {
    name: 'Reels',
    aspect: 9 / 16,
    keep_out: { top: 0.14, bottom: 0.35, left: 0.06, right: 0.06 },
    source: 'a guide',
    date: '2026-11-22',
  },
  {
    name: 'Stories',
    aspect: 9 / 16,
    keep_out: { top: 0.14, bottom: 0.2, left: 0, right: 0 },
    source: 'another guide',
    date: '2026-11-22',
  },
];
