import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, mergeConfig } from 'vite';
import { cacheDir, root } from '../../../scripts/ground/place.mjs';
import web from '../../../vite.web.config.ts';

/** A folder that goes when the benchmark ends. Below node_modules, so that a copy of the app finds its packages. */
export function workFolder(name: string): { folder: string; remove(): void } {
  mkdirSync(cacheDir(root), { recursive: true });
  const folder = mkdtempSync(join(cacheDir(root), `bench-${name}-`));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The built app as it is now, so that a build beside the benchmark cannot change what is timed. */
export function copyApp(to: string): string {
  mkdirSync(to);
  cpSync(join(root, 'package.json'), join(to, 'package.json'));
  cpSync(join(root, 'out'), join(to, 'out'), { recursive: true });
  symlinkSync(join(root, 'resources'), join(to, 'resources'), 'dir');
  return to;
}

/** The same app with the least window that its framework allows: same build, same styles and providers, one word. */
export async function copyEmptyApp(to: string): Promise<string> {
  copyApp(to);
  const page = join(to, 'page');
  const source = JSON.stringify(join(root, 'src/renderer/theme'));
  mkdirSync(page);
  writeFileSync(
    join(page, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>Empty</title><div id="root"></div><script type="module" src="./main.ts"></script>',
  );
  writeFileSync(
    join(page, 'main.ts'),
    `import ${source.replace(/"$/, '/styles.ts"')};
import { MantineProvider } from '@mantine/core';
import { createElement, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { theme } from ${source.replace(/"$/, '/theme.ts"')};
const options = { theme, defaultColorScheme: 'auto', withCssVariables: false, withGlobalClasses: false };
createRoot(document.getElementById('root')).render(
  createElement(StrictMode, null, createElement(MantineProvider, options, createElement('p', null, 'Empty'))),
);
`,
  );
  const outDir = join(to, 'out', 'renderer');
  await build(mergeConfig(web, { configFile: false, logLevel: 'error', root: page, build: { outDir } }));
  return to;
}

/** The least program that shows that window: no store, no calls, one file after another from its own scheme. */
export function bareProgram(to: string, emptyApp: string): string {
  mkdirSync(to);
  writeFileSync(join(to, 'package.json'), '{ "name": "bare", "type": "module", "main": "main.js" }');
  cpSync(join(emptyApp, 'out', 'renderer'), join(to, 'page'), { recursive: true });
  writeFileSync(
    join(to, 'main.js'),
    `import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { app, BrowserWindow, protocol } from 'electron';
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
app.setPath('userData', process.env.TITAN_HOME);
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
app.whenReady().then(() => {
  protocol.handle('app', async ({ url }) => {
    const path = new URL(url).pathname;
    const headers = { 'content-type': types[extname(path)] ?? 'application/octet-stream' };
    return new Response(await readFile(join(import.meta.dirname, 'page', path)), { headers });
  });
  new BrowserWindow({ width: 1280, height: 800 }).loadURL('app://titan/index.html');
});
app.on('window-all-closed', () => app.quit());
`,
  );
  return to;
}
