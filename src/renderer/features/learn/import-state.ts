import { create } from 'zustand';

/** Whether the dialog that brings orders in is open. */
export const useRevenueImport = create<{ open: boolean }>(() => ({ open: false }));
