import { createApi } from './api/api.tsx';
import { browserTransport } from './api/browser.ts';
import { electronTransport } from './api/electron.ts';
import { askFirstRows } from './features/score/first-rows.ts';
import { takeLook } from './features/score/use-kept-look.ts';
import { takeKeys } from './state/commands.ts';
import { restoreLastVisit } from './state/last-visit.ts';
import { placeOf } from './state/place.ts';

/** The window is drawn once, with its rows, when the library answers within this time; else without them. */
const FIRST_ROWS_MS = 150;

export const api = createApi(window.titan ? electronTransport(window.titan) : browserTransport());
// Before anything is asked for: what changes after an answer must be heard.
api.live.start(api.transport);
// Before the first question: it is asked for the place and the view at which the window was left.
restoreLastVisit();

const firstRows = async (): Promise<void> => {
  const patience = new Promise((resolve) => setTimeout(resolve, FIRST_ROWS_MS));
  const asked = Promise.all([askFirstRows(api.transport), api.cache.load('settings.get', {})]);
  await Promise.race([asked, patience]);
  const settings = api.cache.read('settings.get', {}).data;
  if (!settings) return;
  takeLook(settings);
  takeKeys(settings);
};

const { name } = placeOf(window.location.hash);
/** Asked for while the rest of the window is still being made ready: ends when it may be drawn. */
export const begun = name === 'library' || name === 'review' ? firstRows() : Promise.resolve();
