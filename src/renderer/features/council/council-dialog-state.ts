import { create } from 'zustand';
import type { AdId } from '../../../contract/index.ts';

/** The ads that the dialog asks about; null while it is closed. */
export const useCouncilDialog = create<{ ads: readonly AdId[] | null }>(() => ({ ads: null }));
