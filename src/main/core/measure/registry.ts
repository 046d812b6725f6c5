import type { Measure } from './measure.ts';
import { duration } from './measures/m01-duration.ts';
import { cuts } from './measures/t01-cuts.ts';
import { brightness } from './measures/v01-brightness.ts';

/** The catalogue of engine version 1. A new measure is one file in `measures/`, one line here and its test. */
export const measures: readonly Measure[] = [duration, cuts, brightness];
