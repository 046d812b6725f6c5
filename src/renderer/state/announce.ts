import { create } from 'zustand';

/** What screen readers are told politely, through the one live region of the window. */
export const useAnnouncement = create<{ text: string }>(() => ({ text: '' }));

export const announce = (text: string): void => useAnnouncement.setState({ text });
