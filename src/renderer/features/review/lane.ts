import type { Ad, Feature, Reason } from '../../../contract/index.ts';
import { decimal } from '../../format/number.ts';

/** Something that can be seen or heard at a time of the ad. */
export interface Mark {
  readonly id: string;
  readonly t0: number;
  readonly t1: number;
  readonly text: string;
  /** Where the block is too narrow for its text, or says nothing that its lane does not. */
  readonly short?: string;
  /** The reason that it stands for. */
  readonly reason?: Reason;
  /** Where it stands out from its lane. */
  readonly tone?: 'problem';
}

export interface Lane {
  readonly id: string;
  readonly name: string;
  /** Beside the name: how much of it there is. */
  readonly total: string;
  /** `tick` is a line at a moment, `block` a stretch, `curve` numbers over time. */
  readonly look: 'tick' | 'block' | 'curve';
  /** Problems carry hatch and icon, gains and losses the colours of points. */
  readonly tone: 'fact' | 'sound' | 'problem' | 'reason' | 'note';
  readonly marks: readonly Mark[];
  /** Heights 0–1, one per step from the start; only for a curve. */
  readonly curve?: { readonly stepS: number; readonly heights: readonly number[] };
  /** The measures that it shows; reasons of these belong to its marks. */
  readonly features: readonly string[];
}

export type Maker = (ad: Ad) => Lane | null;

export const seconds = (value: number): string => `${decimal(value)}\u00a0s`;

export const part = (feature: Feature, name: string): unknown =>
  typeof feature.value === 'object' && feature.value !== null && !Array.isArray(feature.value)
    ? feature.value[name]
    : feature.value;
