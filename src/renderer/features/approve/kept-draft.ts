import type { AdId, DraftPlaces } from '../../../contract/index.ts';
import { keepText, keptText } from '../../state/kept-text.ts';
import type { DraftForm } from './draft-start.ts';

const placeOf = (ad: AdId): string => `draft.${ad}`;

/** Until it is sent or given up; null keeps none. */
export const keepDraft = (ad: AdId, form: DraftForm | null): void =>
  keepText(placeOf(ad), form === null ? '' : JSON.stringify(form));

/** What was filled in when the form was closed; a place that is gone since has to be chosen again. */
export const keptDraft = (ad: AdId, { accounts }: DraftPlaces): DraftForm | null => {
  const text = keptText(placeOf(ad));
  if (text === '') return null;
  const form: DraftForm = JSON.parse(text);
  const account = accounts.find(({ id }) => id === form.account);
  if (!account) return null;
  return account.ad_sets.some(({ id }) => id === form.ad_set) ? form : { ...form, ad_set: '' };
};
