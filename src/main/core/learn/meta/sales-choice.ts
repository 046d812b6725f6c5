import type { SaleChoice } from './figures.ts';

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

/**
 * What counts as a sale in an account, once something was sold. Where all ad sets count alike it is what the Ads Manager
 * shows; where they do not, clicks of seven days, which is the same for all of them.
 */
export function chooseSales(types: readonly string[], settings: readonly string[]): SaleChoice | null {
  const actionType = ladder.find((type) => types.includes(type));
  if (actionType === undefined) return null;
  return { actionType, window: settings.length > 1 ? '7d_click' : 'value' };
}
