import type { AdId } from '../../../contract/index.ts';
import { plural } from '../../format/number.ts';
import { go } from '../../state/place.ts';
import { useToasts } from '../../state/toasts.ts';
import type { RowPages } from '../score/row-pages.ts';

export const MOST_COMPARED = 4;

/** The open ad and those that are selected; alone, it stands beside the next one of the view. */
export const comparable = async (
  openId: AdId | null,
  selected: ReadonlySet<AdId>,
  pages: RowPages,
): Promise<readonly AdId[]> => {
  if (openId === null) return [...selected];
  const others = [...selected].filter((id) => id !== openId);
  if (others.length > 0) return [openId, ...others];
  const ids = await pages.ids();
  const at = ids.indexOf(openId);
  const beside = ids[at + 1] ?? ids[at - 1];
  return beside === undefined ? [openId] : [openId, beside];
};

/** Side by side, or a word about how many there may be. */
export const openCompare = (ads: readonly AdId[]): void => {
  if (ads.length >= 2 && ads.length <= MOST_COMPARED) {
    go({ name: 'compare', ads });
    return;
  }
  const chosen =
    ads.length > MOST_COMPARED ? `${plural(ads.length, 'ad')} are selected.` : 'Select two to four.';
  useToasts.getState().show({ tone: 'done', text: `Compare sets two to four ads side by side. ${chosen}` });
};
