import { z } from 'zod';
import { Seconds } from './common.ts';

/** How a client's brand is told on the screen. */
export const BrandKit = z.strictObject({
  /** The name in each way it is written. */
  names: z.array(z.string().trim().min(1).max(80)).max(20),
  colours: z.array(z.string().regex(/^#[0-9a-f]{6}$/)).max(6),
});
export type BrandKit = z.infer<typeof BrandKit>;

export const BrandSight = z.strictObject({
  t0: Seconds,
  t1: Seconds,
  by: z.enum(['name', 'colour']),
  /** The name or the colour of the kit that was found. */
  what: z.string(),
});
export type BrandSight = z.infer<typeof BrandSight>;

/** B01 and B02, from the frames that were read. "Not found" is no statement that it is not there. */
export const AdBrand = z.strictObject({
  first_seen_s: Seconds.nullable(),
  /** Part of the ad's time during which name or colour was found; of a still 0 or 1. */
  share: z.number().min(0).max(1),
  /** Separate appearances. */
  times: z.int().nonnegative(),
  /** Found within the last seconds of the ad. */
  in_end: z.boolean(),
  seen: z.array(BrandSight).max(200),
});
export type AdBrand = z.infer<typeof AdBrand>;
