import { spawn } from 'node:child_process';
import { AppError } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { startGateway } from '../gateway/start.ts';
import { rendererFolder } from '../resources.ts';
import type { Flags } from './options.ts';
import { say, writeResult } from './output.ts';

const defaultPort = 8000;

/** The window in a browser tab and REST, on loopback, until Ctrl-C. Enter prints a fresh sign-in link. */
export async function serve(
  app: App,
  _args: readonly string[],
  flags: Flags,
  /** Before anybody is told the address. */
  onServed?: (origin: string) => Promise<void>,
): Promise<number> {
  const port = flags.port === undefined ? defaultPort : Number(flags.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new AppError('INVALID_INPUT', '--port takes a number from 0 to 65535.');
  }
  const gateway = await startGateway(app, {
    port,
    allowApprove: flags['allow-approve'] ?? false,
    rendererDir: rendererFolder(),
  });
  try {
    const { url, token, origin } = gateway;
    await onServed?.(origin);
    const line = flags.json ? JSON.stringify({ url, port: gateway.port, token }) : `Titan Ads: ${url}`;
    await writeResult(line, flags.out);
    if (flags.open) openBrowser(url);
    if (process.stdin.isTTY) say('Enter prints a fresh sign-in link; Ctrl-C ends it.');
    await untilStopped(() => say(`Titan Ads: ${gateway.freshSignInUrl()}`));
    return 0;
  } finally {
    await gateway.close();
  }
}

function untilStopped(onEnter: () => void): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    if (!process.stdin.isTTY) return;
    process.stdin.on('data', onEnter);
    process.stdin.unref();
  });
}

function openBrowser(url: string): void {
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['rundll32', ['url.dll,FileProtocolHandler', url]]
        : ['xdg-open', [url]];
  spawn(command as string, args as string[], { stdio: 'ignore', detached: true })
    .on('error', () => say(`No browser could be opened; open this link: ${url}`))
    .unref();
}
