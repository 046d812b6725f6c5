import { useState } from 'react';
import type { Ad, PlacementZone } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { announce } from '../../state/announce.ts';
import { useShortcut } from '../../state/shortcuts.ts';

/** As the measure has it: shapes this close are the same. */
const SAME_ASPECT = 0.02;
const nobody: readonly PlacementZone[] = [];

export interface PlacementChoice {
  /** Whose controls are drawn over the ad; null for nobody's. */
  readonly shown: PlacementZone | null;
  /** The next one that has the shape of this ad, and after the last one none. */
  readonly cycle: () => void;
  readonly some: boolean;
}

/** Which app's controls lie over the picture. The choice stays while one walks from ad to ad. */
export const usePlacement = (ad: Ad | null): PlacementChoice => {
  const all = useQuery('review.placements', {}).data?.placements ?? nobody;
  const [name, setName] = useState<string | null>(null);
  const aspect = ad ? ad.media.width / ad.media.height : 0;
  const fitting = all.filter((one) => Math.abs(aspect / one.aspect - 1) <= SAME_ASPECT);
  const at = fitting.findIndex((one) => one.name === name);
  const cycle = () => {
    const next = fitting[at + 1] ?? null;
    setName(next?.name ?? null);
    announce(
      fitting.length === 0
        ? 'No placement in the list has the shape of this ad'
        : next
          ? `Safe zone of ${next.name}`
          : 'Safe zone hidden',
    );
  };
  useShortcut('overlay', ad ? cycle : null);
  return { shown: fitting[at] ?? null, cycle, some: fitting.length > 0 };
};
