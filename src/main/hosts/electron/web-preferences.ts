import type { WebContents, WebPreferences } from 'electron';

/** Stated in full though most are defaults: a changed default must not open a window. */
export const safePreferences = {
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  plugins: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
} as const satisfies WebPreferences;

const required = [
  'contextIsolation',
  'sandbox',
  'webSecurity',
  'nodeIntegration',
  'nodeIntegrationInWorker',
  'nodeIntegrationInSubFrames',
  'webviewTag',
] as const;

/** The names whose value is not the safe one. An absent value counts as its safe default in the pinned Electron. */
export const unsafePreferences = (preferences: WebPreferences): string[] =>
  required.filter((name) => (preferences[name] ?? safePreferences[name]) !== safePreferences[name]);

/** Not in Electron's types, and in every Electron since 5; without it what was asked for is judged. */
type WithPreferences = WebContents & { getLastWebPreferences?(): WebPreferences | null };

export const preferencesOf = (contents: WebContents): WebPreferences | null =>
  (contents as WithPreferences).getLastWebPreferences?.() ?? null;
