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
 * shows; where they do not, clicks of seven days, which is the same for all of them. What was chosen before stays, so that no
 * trend is made up; but once ad sets no longer count alike, the rows above them have no figure of the first kind any more.
 */
export function chooseSales(
  types: readonly string[],
  settings: readonly string[],
  before: SaleChoice | null,
): SaleChoice | null {
  const actionType = before?.actionType ?? ladder.find((type) => types.includes(type));
  if (actionType === undefined) return null;
  const window = settings.length > 1 ? '7d_click' : (before?.window ?? 'value');
  return before?.window === window ? before : { actionType, window };
}
