import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ad, AppError, type BudgetProposal, type Output } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { systemClock } from '../clock.ts';
import { resourcesFolder, sandboxFile } from '../resources.ts';
import { columnsFor } from './ads.ts';
import { approveAtTerminal } from './approvals.ts';
import { call, callAsPerson } from './client.ts';
import { judge } from './council.ts';
import { follow } from './follow.ts';
import { budgetInWords } from './optimize.ts';
import type { Flags } from './options.ts';
import { outcomesInWords } from './outcomes.ts';
import { say, table, writeResult } from './output.ts';
import { serve } from './serve.ts';
import type { Prepared } from './verbs.ts';

/** What the entry of the emulators exports. */
interface SandboxEntry {
  startSandbox(
    folder: string,
    adsFolder: string,
  ): Promise<{
    environment: Record<string, string>;
    driveFolder: string;
    now(): string;
    passDays(days: number): void;
    orders(): string;
    post(): Promise<boolean>;
    trackerUrl: string;
    close(): Promise<void>;
  }>;
}

/** Accounts of the user: none of them may be reached from here. */
const real = /^(META|GOOGLE|ANTHROPIC|OPENAI|GEMINI|HUBSPOT|DRIVE|LOCAL_MODEL)_/;

/** Starts the emulators and a data folder that is gone afterwards, before the app opens on them. */
export async function prepareSandbox(): Promise<Prepared> {
  if (!existsSync(sandboxFile()))
    throw new AppError('NOT_FOUND', `The sandbox of this build, ${sandboxFile()}; build it first.`);
  const { startSandbox } = createRequire(import.meta.url)(sandboxFile()) as SandboxEntry;
  const folder = await mkdtemp(join(tmpdir(), 'titan-sandbox-'));
  const started = await startSandbox(folder, join(resourcesFolder(), 'samples'));
  for (const name of Object.keys(process.env)) if (real.test(name)) delete process.env[name];
  Object.assign(process.env, started.environment);
  return {
    home: join(folder, 'home'),
    sandbox: {
      clock: { ...systemClock, now: started.now },
      passDays: started.passDays,
      orders: started.orders,
      post: started.post,
    },
    args: [started.driveFolder, started.trackerUrl],
    async close() {
      await started.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** How far the made-up account leaps: the days of a decision, and those in which their last orders can come. */
const untilSettled = 40;

/**
 * The whole loop on made-up services: sample ads from Drive, measured and judged; results from the ad account and the
 * shop; what they teach; a split of the money that waits for a person. At a terminal it goes on: approve it there, let the
 * days pass, and see what came of it. With `--serve` all of that is done in the window.
 */
export async function sandbox(
  app: App,
  [driveFolder = '', trackerUrl = '', ...args]: readonly string[],
  flags: Flags,
): Promise<number> {
  say('SANDBOX: every service is made up and runs on this machine. Opinions, prices and money mean nothing.');
  const ads = await judged(app, driveFolder, flags);
  await callAsPerson(app, 'sandbox.passDays', { days: 0 });
  await refreshed(app);
  const { linked } = await call(app, 'learn.linkNames', { names: '{file}' });
  say(`${linked} ads of the account show files of the library.`);
  const deals = await call(app, 'learn.refreshHubspot', {});
  say(`${deals.deals} deals of HubSpot are in the revenue ledger.`);
  const learnt = await call(app, 'learn.patterns', {}).catch((error: AppError) => error);
  if (learnt instanceof Error) say(`Nothing is learnt from so few ads: ${learnt.message}`);
  else say(`${learnt.hypotheses_tried} hypotheses were held against the results.`);
  if (flags.serve) {
    say(nextSteps);
    // No money is real here, so whoever started it may say yes in its window.
    return serve(app, args, { ...flags, 'allow-approve': true }, (origin) =>
      letTrackerPost(app, trackerUrl, origin),
    );
  }
  const proposal = await call(app, 'decide.propose', {});
  const approved = process.stdin.isTTY && (await approvedAll(app, proposal));
  const outcomes = approved ? await settled(app) : null;
  const text = [
    'SANDBOX',
    table(ads, columnsFor(ads)),
    budgetInWords(proposal, false),
    outcomes ? outcomesInWords(outcomes) : nextSteps,
  ].join('\n\n');
  const result = { sandbox: true, ads, proposal, outcomes };
  await writeResult(flags.json ? JSON.stringify(result) : text, flags.out);
  return ads.length > 0 ? 0 : 1;
}

const nextSteps = `Next, with titan sandbox --serve: Budget shows where the money would do most, Approvals is where you say yes,
"Let a week pass" at the top moves the time of the made-up account on, and after some weeks Approvals, History shows
what came of it. At a terminal, titan sandbox asks for the yes itself.`;

async function judged(app: App, driveFolder: string, flags: Flags): Promise<readonly Ad[]> {
  const max = flags.max === undefined ? undefined : Number(flags.max);
  if (max !== undefined && !(Number.isInteger(max) && max > 0))
    throw new AppError('INVALID_INPUT', '--max takes a number of files.');
  let judging: Promise<unknown> = Promise.resolve();
  const job = await follow(app, async () => {
    const { job_id } = await call(app, 'ingest.analyzeDrive', {
      link: driveFolder,
      ...(max !== undefined && { max }),
    });
    judging = judge(app, job_id, { council: 'all', cheaper: false });
    judging.catch(() => undefined); // told below
    return job_id;
  });
  await judging;
  return (await call(app, 'ingest.result', { job_id: job?.id ?? '' })).ads;
}

/** As a person would: a token here, and in the pages of the tracker the address with it. */
async function letTrackerPost(app: App, trackerUrl: string, origin: string): Promise<void> {
  const { hook, token } = await callAsPerson(app, 'learn.openHook', { source: 'anytrack' });
  const body = JSON.stringify({ url: `${origin}/hooks/${hook.source}`, token });
  await fetch(`${trackerUrl}/webhook`, { method: 'PUT', body });
  say('Its tracker, AnyTrack, posts each sale from here on; titan hooks tells such a token.');
}

const refreshed = (app: App): Promise<unknown> =>
  follow(app, async () => (await call(app, 'learn.refresh', { days_back: 60 })).job_id);

async function approvedAll(app: App, { proposals }: BudgetProposal): Promise<boolean> {
  for (const id of proposals) await approveAtTerminal(app, id);
  return proposals.length > 0;
}

async function settled(app: App): Promise<Output<'decide.outcomes'>> {
  const { now } = await callAsPerson(app, 'sandbox.passDays', { days: untilSettled });
  say(`${untilSettled} days pass: it is ${now.slice(0, 10)} there.`);
  await refreshed(app);
  return call(app, 'decide.outcomes', {});
}
