import { z } from 'zod';
import { strict } from '../strict.ts';
import { AdId, Instant } from './common.ts';

/** A day of an ad account's own calendar. */
export const Day = z.iso.date();
const Minor = z.int();
const Count = z.int().nonnegative().nullable();
const Rate = z.number().nonnegative().nullable();

/** Real results of some days. Money in the smallest unit of the account's currency; null is "not reported", not 0. */
export const Results = strict(() => ({
  spend_minor: Minor,
  impressions: z.int().nonnegative(),
  clicks: Count,
  link_clicks: Count,
  plays: Count,
  views_3s: Count,
  thruplays: Count,
  /** Sales by the account's one action type and window. */
  orders: z.number().nullable(),
  /** Those of days on which Meta told of orders and not what they were worth; in `roas` each is of the mean worth of the others, where these are half at least. */
  orders_of_unknown_worth: z.number().nonnegative(),
  revenue_minor: Minor.nullable(),
  /** The part of the revenue that Meta can still tell otherwise. */
  provisional_minor: Minor.nullable(),
  /** Clicks of every kind by impressions. */
  ctr: Rate,
  /** Plays of three seconds by impressions, where there is a video. */
  hook_rate: Rate,
  /** ThruPlays by plays of three seconds. */
  hold_rate: Rate,
  roas: Rate,
}));
export type Results = z.infer<typeof Results>;

/** The attribution windows that sales may be counted by; `value` is by the setting of each ad set. */
export const SalesWindow = z.enum(['value', '1d_click', '7d_click', '28d_click', '1d_view']);
export type SalesWindow = z.infer<typeof SalesWindow>;

/** By which of Meta's figures sales are counted. */
export const SalesBy = strict(() => ({ action_type: z.string(), window: SalesWindow }));
export type SalesBy = z.infer<typeof SalesBy>;

/** What counts as a sale in an ad account: chosen once, changed by a person alone. */
export const SalesOfAccount = strict(() => ({
  id: z.string(),
  name: z.string(),
  /** Null until something was sold. */
  action_type: z.string().nullable(),
  window: SalesWindow.nullable(),
  /** The types that Meta reports a value of. */
  action_types: z.array(z.string()),
  /** That counts alike in all its ad sets, where they no longer do; null where nothing speaks against the window. */
  proposed_window: SalesWindow.nullable(),
}));
export type SalesOfAccount = z.infer<typeof SalesOfAccount>;

const Named = { id: z.string(), name: z.string(), status: z.string().nullable(), results: Results };

export const CampaignResults = strict(() => ({
  ...Named,
  /** What the ads of the campaign add up to; Meta's own row of the campaign is what counts. */
  ads_spend_minor: Minor,
  ads_revenue_minor: Minor.nullable(),
  /** False where the two differ by more than a hundredth. */
  reconciles: z.boolean(),
}));
export type CampaignResults = z.infer<typeof CampaignResults>;

export const AdResults = strict(() => ({
  ...Named,
  campaign_id: z.string(),
  ad_set_id: z.string(),
  /** The ads of the library that it shows. */
  ads: z.array(AdId),
}));
export type AdResults = z.infer<typeof AdResults>;

export const AccountResults = strict(() => ({
  id: z.string(),
  name: z.string(),
  currency: z.string(),
  /** Digits after the decimal point of an amount. */
  decimals: z.int().nonnegative(),
  time_zone: z.string(),
  /** What counts as a sale here, chosen once; null until something was sold. */
  action_type: z.string().nullable(),
  /** `value` is as the Ads Manager shows it, by the setting of each ad set. */
  window: z.string().nullable(),
  /** When results were read last; null before any day was. */
  read_at: Instant.nullable(),
  /** Meta asked to be left alone until then. */
  paused_until: Instant.nullable(),
  /** The days that are here, of those that were asked for. */
  since: Day.nullable(),
  until: Day.nullable(),
  total: Results.nullable(),
  /** From this of its days on, orders, revenue and ROAS are too low yet: orders keep coming for a week. Null where none is so young. */
  immature_since: Day.nullable(),
  campaigns: z.array(CampaignResults),
  ads: z.array(AdResults),
}));
export type AccountResults = z.infer<typeof AccountResults>;
