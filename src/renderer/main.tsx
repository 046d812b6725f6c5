import './theme/styles.ts';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProvider, createApi } from './api/api.tsx';
import { browserTransport } from './api/browser.ts';
import { electronTransport } from './api/electron.ts';
import { App } from './app.tsx';
import { askFirstRows } from './features/score/first-rows.ts';
import { takeLook } from './features/score/use-kept-look.ts';
import { attachToDesktop } from './shell/desktop.ts';
import { listenForDragOut } from './shell/drag-out.ts';
import { takeKeys } from './state/commands.ts';
import { restoreLastVisit } from './state/last-visit.ts';
import { placeOf } from './state/place.ts';
import { listenForKeys } from './state/shortcuts.ts';
import { theme } from './theme/theme.ts';

/** The window is drawn once, with its rows, when the library answers within this time; else without them. */
const FIRST_ROWS_MS = 150;

const api = createApi(window.titan ? electronTransport(window.titan) : browserTransport());
// Before anything is asked for: what changes after an answer must be heard.
api.live.start(api.transport);
// Before the first question: it is asked for the place and the view at which the window was left.
restoreLastVisit();
listenForDragOut(window.titan);
if (window.titan) attachToDesktop(window.titan);
const { name } = placeOf(window.location.hash);
if (name === 'library' || name === 'review') {
  const patience = new Promise((resolve) => setTimeout(resolve, FIRST_ROWS_MS));
  const asked = Promise.all([askFirstRows(api.transport), api.cache.load('settings.get', {})]);
  await Promise.race([asked, patience]);
  const settings = api.cache.read('settings.get', {}).data;
  if (settings) {
    takeLook(settings);
    takeKeys(settings);
  }
}
listenForKeys();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <ApiProvider api={api}>
        <App />
      </ApiProvider>
    </MantineProvider>
  </StrictMode>,
);
