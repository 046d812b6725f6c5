import type { SaleChoice, Window } from './figures.ts';

/**
 * One sale stands under up to eight action types; these are the ones that may count it, the widest first (`meta.md` 6).
 * By their whole names: a custom conversion may have "purchase" in its own.
 */
const ladder = [
  'omni_purchase',
  'purchase',
  'offsite_conversion.fb_pixel_purchase',
  'onsite_conversion.purchase',
  'app_custom_event.fb_mobile_purchase',
];

/** Of an account: types that came with a value, and by which settings its ad sets count. */
export interface Sold {
  readonly types: readonly string[];
  readonly settings: readonly string[];
}

/** The same for all ad sets, whatever their settings. */
const alike: Window = '7d_click';

/**
 * What counts as a sale in an account, once something was sold. Where all ad sets count alike it is what the Ads Manager
 * shows; where they do not, clicks of seven days. It stays until a person chooses otherwise, so that no trend is made up.
 */
export function firstChoice({ types, settings }: Sold): SaleChoice | null {
  const actionType = ladder.find((type) => types.includes(type));
  return actionType === undefined ? null : { actionType, window: settings.length > 1 ? alike : 'value' };
}

/** Once ad sets no longer count alike, the rows above them have no figure by their settings any more. */
export const proposedWindow = (
  { window }: SaleChoice,
  { settings }: Pick<Sold, 'settings'>,
): Window | null => (window === 'value' && settings.length > 1 ? alike : null);
