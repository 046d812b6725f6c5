import { join } from 'node:path';
import {
  AppError,
  type Caller,
  errors,
  type Input,
  type Output,
  type ProcedureId,
} from '../../../contract/index.ts';
import { type App, openApp } from '../compose.ts';
import { fromUser } from '../home.ts';
import { resourcesFolder } from '../resources.ts';
import { startGateway } from './start.ts';

/** What the person at this terminal asks for by starting the app. */
const caller: Caller = { host: 'gateway', scopes: ['read', 'propose'], person: true };

const say = (line: string): void => void process.stderr.write(`${line}\n`);

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
    say(`${error.message}\n${errors[error.code].next}`);
    return errors[error.code].exit;
  }
}

async function serveUntilStopped(app: App, paths: readonly string[]): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  const rendererDir = join(resourcesFolder(), '..', 'out', 'renderer');
  const gateway = await startGateway(app, { port: 0, allowApprove: false, rendererDir });
  try {
    process.stdout.write(`Titan Ads: ${gateway.url}\n`);
    say('Open this link in a browser on this machine. Enter prints a fresh one; Ctrl-C ends Titan Ads.');
    process.stdin.on('data', () => process.stdout.write(`Titan Ads: ${gateway.freshSignInUrl()}\n`));
    // A terminal that is gone, or none at all, does not end what the browser still uses.
    process.stdin.on('error', () => undefined);
    await firstJob(app, paths).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      say(`${error.message}\n${errors[error.code].next}`);
    });
    await stopped;
  } finally {
    process.stdin.destroy();
    await gateway.close();
  }
}

/** A folder that was named is analysed; without one, an empty library starts with the sample ads. */
async function firstJob(app: App, paths: readonly string[]): Promise<void> {
  if (paths.length > 0) {
    await call(app, 'ingest.analyze', { paths: paths.map(fromUser) });
    return;
  }
  const { library } = await call(app, 'score.rows', { limit: 1 });
  const { jobs } = await call(app, 'jobs.list', { limit: 1 });
  if (library === 0 && jobs.length === 0) await call(app, 'ingest.samples', {});
}

async function call<Id extends ProcedureId>(app: App, id: Id, input: Input<Id>): Promise<Output<Id>> {
  const result = await app.call(id, input, caller);
  if (!result.ok)
    throw new AppError(
      result.error.code,
      result.error.message.replace(errors[result.error.code].text, '').trim(),
    );
  return result.value as Output<Id>;
}
