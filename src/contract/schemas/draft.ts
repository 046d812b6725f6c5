import { z } from 'zod';
import { strict } from '../strict.ts';

/** The buttons that an ad can have, as Meta names them. */
export const DraftButton = z.enum([
  'SHOP_NOW',
  'LEARN_MORE',
  'SIGN_UP',
  'SUBSCRIBE',
  'GET_OFFER',
  'DOWNLOAD',
  'CONTACT_US',
]);
export type DraftButton = z.infer<typeof DraftButton>;

const text = (what: string, atMost: number) =>
  z.string().trim().min(1, `The ad needs ${what}.`).max(atMost, `At most ${atMost} characters.`);

/** Where a draft is made and the words that stand around it. The form of the window checks by this, too. */
export const DraftWords = strict(() => ({
  ad_set: z
    .string()
    .regex(/^\d{1,32}$/, 'Choose an ad set.')
    .describe('The ad set by its id; the draft is made in it, paused'),
  page: z
    .string()
    .regex(/^\d{1,32}$/, 'The number of a page at Meta: digits alone.')
    .describe('The page in whose name the ad speaks, by its number'),
  message: text('a primary text', 2000).describe('The primary text'),
  headline: text('a headline', 255).describe('The headline'),
  link: z
    .url({ protocol: /^https$/, error: 'A whole address that begins with https://' })
    .max(2048, 'At most 2048 characters.')
    .describe('Where the ad leads'),
  button: DraftButton.describe('What the button says').default('SHOP_NOW'),
}));
export type DraftWords = z.infer<typeof DraftWords>;

/** Where drafts could be made, as far as results were brought from Meta, and where the last one was. */
export const DraftPlaces = strict(() => ({
  accounts: z.array(
    strict(() => ({
      id: z.string(),
      name: z.string(),
      ad_sets: z.array(strict(() => ({ id: z.string(), name: z.string(), campaign: z.string().nullable() }))),
    })),
  ),
  last: strict(() => ({
    account: z.string(),
    ad_set: z.string(),
    page: z.string(),
    link: z.string(),
  })).nullable(),
}));
export type DraftPlaces = z.infer<typeof DraftPlaces>;
