import { z } from 'zod';
import { AdId } from './common.ts';

export const LinkState = z.enum(['proposed', 'linked', 'rejected']);
export type LinkState = z.infer<typeof LinkState>;

/** An ad at Meta and the ad of the library that it shows. One at Meta may show several. */
export const Link = z.strictObject({
  meta_ad_id: z.string(),
  meta_ad_name: z.string(),
  ad_id: AdId,
  ad_name: z.string(),
  /** Ads of the library that are what the one at Meta shows, as it was fetched. */
  shows: z.array(AdId),
  /** By the same bytes, by the same look, by name, or by a person. */
  how: z.enum(['content', 'look', 'name', 'hand']),
  certainty: z.number().min(0).max(1),
  state: LinkState,
});
export type Link = z.infer<typeof Link>;
