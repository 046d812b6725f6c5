import { AppError, type Caller, errors } from '../../../contract/index.ts';
import { type App, openApp } from '../compose.ts';
import { firstJob } from '../first-job.ts';
import { fromUser } from '../home.ts';
import { rendererFolder } from '../resources.ts';
import { CallError } from '../typed-call.ts';
import { startGateway } from './start.ts';

/** What the person at this terminal asks for by starting the app. */
const caller: Caller = { host: 'gateway', scopes: ['read', 'propose'], person: true };

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const explain = (error: AppError): void =>
  say(`${error instanceof CallError ? error.failure.message : error.message} ${errors[error.code].next}`);

/** `npm start` where there is no desktop window: the same window in a browser tab, until Ctrl-C. Answers the exit code. */
export async function openInBrowser(paths: readonly string[]): Promise<number> {
  try {
    const app = await openApp({ role: 'serve' });
    try {
      await serveUntilStopped(app, paths);
    } finally {
      await app.close();
    }
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    explain(error);
    return errors[error.code].exit;
  }
}

async function serveUntilStopped(app: App, paths: readonly string[]): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  const rendererDir = rendererFolder();
  const gateway = await startGateway(app, { port: 0, allowApprove: false, rendererDir });
  try {
    process.stdout.write(`Titan Ads: ${gateway.url}\n`);
    say('Open this link in a browser on this machine. Enter prints a fresh one; Ctrl-C ends Titan Ads.');
    process.stdin.on('data', () => process.stdout.write(`Titan Ads: ${gateway.freshSignInUrl()}\n`));
    // A terminal that is gone, or none at all, does not end what the browser still uses.
    process.stdin.on('error', () => undefined);
    await firstJob(app, caller, paths.map(fromUser)).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      explain(error);
    });
    await stopped;
  } finally {
    process.stdin.destroy();
    await gateway.close();
  }
}
