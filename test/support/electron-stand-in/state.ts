/** What the modules share: the one browser, the schemes, and everything recorded for a test to look at. */
import type { Browser } from './chromium.ts';
import type { StandInWebContents } from './web-contents.ts';

export interface Recorded {
  /** Requests that left for the network and were refused: an offline app leaves this empty. */
  readonly refusedRequests: string[];
  readonly openedExternally: string[];
  readonly shownInFolder: string[];
  readonly dialogs: { kind: string; options: object }[];
  /** `click` does what a click of a person on it would. */
  readonly notifications: { title: string; body: string; click: () => void }[];
  readonly draggedOut: string[];
  readonly recentDocuments: string[];
  readonly progress: { value: number; mode: string | undefined }[];
  readonly popups: number[];
}

interface State {
  browser: Promise<Browser> | null;
  startBrowser: (() => Promise<Browser>) | null;
  readonly contents: Map<number, StandInWebContents>;
  readonly recorded: Recorded;
  nextId: number;
}

export const state: State = {
  browser: null,
  startBrowser: null,
  contents: new Map(),
  nextId: 1,
  recorded: {
    refusedRequests: [],
    openedExternally: [],
    shownInFolder: [],
    dialogs: [],
    notifications: [],
    draggedOut: [],
    recentDocuments: [],
    progress: [],
    popups: [],
  },
};

/** Started with the first window, or at `ready` when Playwright waits for it; a headless run never needs it. */
export const browser = (): Promise<Browser> => {
  if (!state.startBrowser) throw new Error('stand-in: no window before the app is ready');
  state.browser ??= state.startBrowser();
  return state.browser;
};

export const nextId = (): number => {
  state.nextId += 1;
  return state.nextId;
};
