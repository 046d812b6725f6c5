import './no-code-from-text.ts';
// First: what it asks for is on its way while the modules below are made ready.
import { api, begun } from './begin.ts';
import './theme/styles.ts';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProvider } from './api/api.tsx';
import { App } from './app.tsx';
import { attachToDesktop } from './shell/desktop.ts';
import { listenForDragOut } from './shell/drag-out.ts';
import { listenForKeys } from './state/shortcuts.ts';
import { theme } from './theme/theme.ts';

listenForDragOut(window.titan);
if (window.titan) attachToDesktop(window.titan);
listenForKeys();

// Mantine marks the page with its colours only after the first layout, which would then be done twice.
const colors = localStorageColorSchemeManager();
const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
const scheme = colors.get('auto');
document.documentElement.dataset.mantineColorScheme = scheme === 'auto' ? (dark ? 'dark' : 'light') : scheme;

await begun;

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colors}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <ApiProvider api={api}>
        <App />
      </ApiProvider>
    </MantineProvider>
  </StrictMode>,
);
