import { z } from 'zod';
import { strict } from '../strict.ts';
import { Box } from './ad-text.ts';
import { Seconds } from './common.ts';

/** The beginning of the hash of what is kept of a picture, as an ad is named by its own. */
export const LogoId = z.string().regex(/^[0-9a-f]{16}$/);

export const Logo = strict(() => ({
  id: LogoId,
  width: z.int().positive().max(256),
  height: z.int().positive().max(256),
  /** False for a shape so plain that other things look like it; then it is shown and not looked for. */
  findable: z.boolean(),
}));
export type Logo = z.infer<typeof Logo>;

/** How a client's brand is told on the screen. */
export const BrandKit = strict(() => ({
  /** The name in each way it is written. */
  names: z.array(z.string().trim().min(1).max(80)).max(20),
  colours: z.array(z.string().regex(/^#[0-9a-f]{6}$/)).max(6),
  logo: Logo.nullable().default(null),
}));
export type BrandKit = z.infer<typeof BrandKit>;

/** What is left out stays as it is. The logo by the id under which it is kept, null takes it away. */
export const BrandChange = BrandKit.pick({ names: true, colours: true })
  .partial()
  .extend({ logo: LogoId.nullable().optional() });
export type BrandChange = z.infer<typeof BrandChange>;

export const BrandSight = strict(() => ({
  t0: Seconds,
  t1: Seconds,
  by: z.enum(['name', 'colour', 'logo']),
  /** What of the kit was found: the name, the colour or the id of the logo. */
  what: z.string(),
  /** Where a logo was seen; null for a name and a colour. */
  box: Box.nullable(),
}));
export type BrandSight = z.infer<typeof BrandSight>;

/** What is known of the logo beside where it was seen. "Not seen" is no statement that it is not there. */
export const LogoState = z.enum(['none', 'too plain', 'not looked for', 'not seen', 'seen']);
export type LogoState = z.infer<typeof LogoState>;

/** B01 and B02, from the frames that were read. "Not found" is no statement that it is not there. */
export const AdBrand = strict(() => ({
  first_seen_s: Seconds.nullable(),
  logo: LogoState,
  /** Part of the ad's time during which any of it was found; of a still 0 or 1. */
  share: z.number().min(0).max(1),
  /** Separate appearances. */
  times: z.int().nonnegative(),
  /** Found within the last seconds of the ad. */
  in_end: z.boolean(),
  seen: z.array(BrandSight).max(200),
}));
export type AdBrand = z.infer<typeof AdBrand>;
