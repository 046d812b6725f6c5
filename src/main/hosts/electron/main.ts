import { join } from 'node:path';
import { app } from 'electron';
import { runCli } from '../cli/run.ts';
import { openApp } from '../compose.ts';
import { utilityMediaHost as startMediaHost } from './media-host.ts';
import { startDesktop } from './start.ts';

/** Inside the archive when packaged, in the checkout otherwise. */
const outFolder = (): string => join(app.getAppPath(), 'out');

export const startWindow = (): void =>
  startDesktop({
    openApp: (options) => openApp({ ...options, startMediaHost }),
    out: outFolder(),
  });

/** The installed app as a command line: no window, no dock icon, and the exit code of the verb. */
export async function runDesktopCli(argv: readonly string[]): Promise<void> {
  await app.whenReady();
  app.dock?.hide();
  app.exit(await runCli(argv, { startMediaHost }));
}
