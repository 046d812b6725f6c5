import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { resourcesFolder, sandboxFile } from '../resources.ts';
import { columnsFor } from './ads.ts';
import { call } from './client.ts';
import { judge } from './council.ts';
import { follow } from './follow.ts';
import { say, table, writeResult } from './output.ts';
import { serve } from './serve.ts';
import type { Flags, Prepared } from './verbs.ts';

/** What the entry of the emulators exports. */
interface SandboxEntry {
  startSandbox(
    folder: string,
    adsFolder: string,
  ): Promise<{ environment: Record<string, string>; driveFolder: string; close(): Promise<void> }>;
}

/** Accounts of the user: none of them may be reached from here. */
const real = /^(META|GOOGLE|ANTHROPIC|OPENAI|GEMINI|HUBSPOT|DRIVE|LOCAL_MODEL)_/;

/** Starts the emulators and a data folder that is gone afterwards, before the app opens on them. */
export async function prepareSandbox(): Promise<Prepared> {
  const folder = await mkdtemp(join(tmpdir(), 'titan-sandbox-'));
  const { startSandbox } = (await import(/* @vite-ignore */ pathToFileURL(sandboxFile()).href).catch(() => {
    throw new AppError('NOT_FOUND', `The sandbox of this build, ${sandboxFile()}; build it first.`);
  })) as SandboxEntry;
  const started = await startSandbox(folder, join(resourcesFolder(), 'samples'));
  for (const name of Object.keys(process.env)) if (real.test(name)) delete process.env[name];
  Object.assign(process.env, started.environment);
  return {
    home: join(folder, 'home'),
    args: [started.driveFolder],
    async close() {
      await started.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Sample ads from the emulated Drive, measured and judged by the emulated models; then the window on them. */
export async function sandbox(
  app: App,
  [driveFolder = '', ...args]: readonly string[],
  flags: Flags,
): Promise<number> {
  say('SANDBOX: every service is made up and runs on this machine. Opinions and prices mean nothing.');
  let judging: Promise<unknown> = Promise.resolve();
  const job = await follow(app, async () => {
    const { job_id } = await call(app, 'ingest.analyzeDrive', { link: driveFolder });
    judging = judge(app, job_id, { council: 'all', cheaper: false });
    judging.catch(() => undefined); // told below
    return job_id;
  });
  await judging;
  if (flags.serve) return serve(app, args, flags);
  const { ads } = await call(app, 'ingest.result', { job_id: job?.id ?? '' });
  const text = `SANDBOX\n\n${table(ads, columnsFor(ads))}\n\nWith --serve the window opens on them.`;
  await writeResult(flags.json ? JSON.stringify({ sandbox: true, ads }) : text, flags.out);
  return ads.length > 0 ? 0 : 1;
}
