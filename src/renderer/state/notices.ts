import { create } from 'zustand';

/** Something that was told, kept when its toast is gone. */
export interface Notice {
  readonly id: number;
  readonly at: string;
  readonly tone: 'done' | 'error';
  readonly text: string;
  readonly next?: string | undefined;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  /** Takes the way back from earlier notices of the same key: only the last step can be undone. */
  readonly key?: string | undefined;
}

interface Notices {
  /** The newest first. */
  readonly notices: readonly Notice[];
  readonly unread: number;
}

const MOST = 100;
let nextId = 1;

export const useNotices = create<Notices>(() => ({ notices: [], unread: 0 }));

export const addNotice = (notice: Omit<Notice, 'id' | 'at'>): void => {
  const { key } = notice;
  const id = nextId++;
  useNotices.setState(({ notices, unread }) => ({
    notices: [
      { ...notice, id, at: new Date().toISOString() },
      ...notices.map((old) => (key !== undefined && old.key === key ? { ...old, action: undefined } : old)),
    ].slice(0, MOST),
    unread: unread + 1,
  }));
};

export const readNotices = (): void => useNotices.setState({ unread: 0 });
export const clearNotices = (): void => useNotices.setState({ notices: [], unread: 0 });
