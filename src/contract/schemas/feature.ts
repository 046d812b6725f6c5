import { z } from 'zod';
import { strict } from '../strict.ts';
import { Seconds } from './common.ts';

export const FeatureStatus = z.enum(['ok', 'not_applicable', 'unavailable']);

/** Where in the ad the value can be seen or heard. */
export const Evidence = strict(() => ({ t0: Seconds, t1: Seconds }));

export type FeatureValue =
  | null
  | boolean
  | number
  | string
  | FeatureValue[]
  | { [key: string]: FeatureValue };

/** An answer holds thousands of them, which a recursive schema takes longer to go through than it took to read them. */
const isPlain = (value: unknown): value is FeatureValue =>
  typeof value === 'object'
    ? value === null || Object.values(value).every(isPlain)
    : ['boolean', 'string'].includes(typeof value) || Number.isFinite(value);

/** Plain JSON; each measure's file says its shape. `null` exactly when the status is not `ok`. */
export const FeatureValue = z.unknown().refine(isPlain) as z.ZodType<FeatureValue>;

export const Feature = strict(() => ({
  name: z.string(),
  value: FeatureValue,
  /** `s`, `px`, `fraction`, `LUFS`, `dBTP`, `LU`, `1/s`, `0-255` … */
  unit: z.string(),
  status: FeatureStatus,
  /** Why it is not `ok`; null when it is. */
  reason: z.string().nullable(),
  /** `all`, `hook` [0,3), `early` [0,5), `end`, `first_frame`. */
  window: z.string(),
  evidence: z.array(Evidence),
}));
export type Feature = z.infer<typeof Feature>;

/** Keyed by the ids of the measure catalogue (`T01`, `A01` …). */
export const Features = z.record(z.string(), Feature);
export type Features = z.infer<typeof Features>;
