import './theme/styles.ts';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProvider, createApi } from './api/api.tsx';
import { browserTransport } from './api/browser.ts';
import { electronTransport } from './api/electron.ts';
import { App } from './app.tsx';
import { runFromMenu } from './state/commands.ts';
import { listenForKeys } from './state/shortcuts.ts';
import { theme } from './theme/theme.ts';

const api = createApi(window.titan ? electronTransport(window.titan) : browserTransport());
listenForKeys();
window.titan?.onCommand(runFromMenu);

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
