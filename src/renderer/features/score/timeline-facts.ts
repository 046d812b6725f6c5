import type { Features, FeatureValue } from '../../../contract/index.ts';

/** The first three seconds decide most, so they are marked on every clip. */
export const HOOK_S = 3;

export const numbersOf = (value: FeatureValue | undefined): number[] =>
  Array.isArray(value) ? value.filter((item): item is number => typeof item === 'number') : [];

/** Hard cuts: T01's value is their times in seconds. */
export const cutTimes = (features: Features): number[] => numbersOf(features.T01?.value);
