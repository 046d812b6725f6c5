import { create } from 'zustand';
import type { AdId } from '../../../contract/index.ts';

/** The ad that a draft is asked for; null while the form is closed. */
export const useDraftDialog = create<{ ad: AdId | null }>(() => ({ ad: null }));

export const draftAtMeta = (ad: AdId): void => useDraftDialog.setState({ ad });
