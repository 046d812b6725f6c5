/** Starts an app as Electron would: its folder or file is the first argument that is no switch. */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startChromium } from './chromium.ts';
import { installElectron } from './electron-module.ts';
import { app } from './modules/app.ts';
import { closePopups } from './popups.ts';
import { browser, state } from './state.ts';

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
process.argv = [join(here, 'electron'), ...args];

const appArgument = args.find((arg) => !arg.startsWith('-'));
if (!appArgument) {
  process.stderr.write('stand-in: give the folder of an app\n');
  process.exit(1);
}
const given = resolve(appArgument);
const appPath = statSync(given).isDirectory() ? given : dirname(given);

interface Manifest {
  readonly main?: string;
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
}
const readManifest = (): Manifest => {
  try {
    return JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return {};
  }
};
const manifest = readManifest();
const main = given === appPath ? join(appPath, manifest.main ?? 'index.js') : given;

const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };
for (const [name, value] of Object.entries({ electron: version, chrome: '0.0.0.0' })) {
  Object.defineProperty(process.versions, name, { value, enumerable: true });
}
Object.defineProperty(process, 'type', { value: 'browser' });
Object.defineProperty(process, 'defaultApp', { value: true });
Object.defineProperty(process, 'resourcesPath', { value: join(appPath, 'resources') });

for (const arg of args.filter((one) => one.startsWith('--'))) {
  const [name = '', value = ''] = arg.slice(2).split(/=(.*)/s);
  app.commandLine.appendSwitch(name, value);
}
app.start(
  {
    appPath,
    name: manifest.productName ?? manifest.name ?? 'Electron',
    version: manifest.version ?? '0.0.0',
  },
  app.commandLine.getSwitchValue('user-data-dir') || undefined,
);
installElectron();

// Real Electron holds `ready` back until the top level of an ES module main has run.
await import(pathToFileURL(main).href);

state.startBrowser = async () => {
  const running = await startChromium(join(app.getPath('sessionData'), 'chromium'), args);
  await closePopups(running);
  running.process.once('exit', () => {
    for (const contents of state.contents.values()) contents.emit('-page-gone');
  });
  return running;
};
if (app.commandLine.hasSwitch('remote-debugging-port')) await browser();
app.becomeReady();
