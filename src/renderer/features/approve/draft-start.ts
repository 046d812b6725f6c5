import type { AdCopy, DraftButton, DraftPlaces, DraftWords } from '../../../contract/index.ts';

export const buttonNames: Record<DraftButton, string> = {
  SHOP_NOW: 'Shop now',
  LEARN_MORE: 'Learn more',
  SIGN_UP: 'Sign up',
  SUBSCRIBE: 'Subscribe',
  GET_OFFER: 'Get offer',
  DOWNLOAD: 'Download',
  CONTACT_US: 'Contact us',
};

const isButton = (name: string): name is DraftButton => Object.hasOwn(buttonNames, name);

/** "Shop Now", "shop_now" and "SHOP NOW" are one button; null where the text is none that Meta has. */
const buttonOf = (text: string | null): DraftButton | null => {
  const name = (text ?? '')
    .trim()
    .toUpperCase()
    .replace(/[\s_-]+/g, '_');
  return isButton(name) ? name : null;
};

export type DraftForm = Readonly<DraftWords> & { readonly account: string };

/** What the form begins with: the ad's own given words, and the place of the draft before while it is still there. */
export function startOf(copy: AdCopy | null, { accounts, last }: DraftPlaces): DraftForm {
  const account = accounts.find(({ id }) => id === last?.account) ?? accounts[0];
  const adSets = account?.ad_sets ?? [];
  const adSet = adSets.find(({ id }) => id === last?.ad_set) ?? (adSets.length === 1 ? adSets[0] : undefined);
  return {
    account: account?.id ?? '',
    ad_set: adSet?.id ?? '',
    page: last?.page ?? '',
    message: copy?.primary_text ?? '',
    headline: copy?.headline ?? '',
    link: last?.link ?? '',
    button: buttonOf(copy?.cta ?? null) ?? 'SHOP_NOW',
  };
}
