import { z } from 'zod';
import { strict } from '../strict.ts';
import { AdId } from './common.ts';

export const LinkState = z.enum(['proposed', 'linked', 'rejected']);
export type LinkState = z.infer<typeof LinkState>;

/** An ad at Meta and the ad of the library that it shows. One at Meta may show several. */
export const Link = strict(() => ({
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
  /**
   * Why results do not count for a linked ad although they are its own: one at Meta shows several pieces, or several
   * files are linked with it, or a person linked another; its results cannot be told apart, or are that one's.
   */
  left_out: z.enum(['several pieces', 'several files', 'another by hand']).nullable(),
}));
export type Link = z.infer<typeof Link>;

/** What can be linked by hand: an ad at Meta, or one of the library. */
export const Linkable = strict(() => ({
  id: z.string(),
  name: z.string(),
  /** The campaign that it runs in, or the path of its file; null where the campaign is not here. */
  place: z.string().nullable(),
  /** The ad account by its name; null for a file. */
  account: z.string().nullable(),
  /** The ad of the library whose picture shows it; null where it was not fetched. */
  picture: AdId.nullable(),
}));
export type Linkable = z.infer<typeof Linkable>;
