import { create } from 'zustand';

/** Whether the dialog that brings orders in is open. */
export const useRevenueImport = create<{ open: boolean }>(() => ({ open: false }));

/** The same of the one that sends events to Meta. */
export const useSendEvents = create<{ open: boolean }>(() => ({ open: false }));
