import type { Features, FeatureValue } from '../../../contract/index.ts';

const numbersOf = (value: FeatureValue | undefined): number[] =>
  Array.isArray(value) ? value.filter((item): item is number => typeof item === 'number') : [];

/** Hard cuts: T01's value is their times in seconds. */
export const cutTimes = (features: Features): number[] => numbersOf(features.T01?.value);
