import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ElectronApplication, _electron as electron } from '@playwright/test';
import { Random } from '../support/clips/random.ts';
import { answerForPerson, inPage } from '../support/desktop-control.ts';
import { desktopEnvironment, desktopProgram } from '../support/desktop-program.ts';
import { makeAds } from '../support/kill/ads.ts';
import type { BenchResult } from './run.ts';
import { copyApp, workFolder } from './window/app-copy.ts';
import { measureSamples } from './window/library.ts';

const defaultCrashes = 100;
/** A third one within a minute opens the safe page, as it should, so the app is started anew for each pair. */
const perStart = 2;
const backWithinMs = 3000;
const longestMs = 30_000;
/** A page that is just going away may never answer. */
const answersWithinMs = 1000;
const jobWithinMs = 120_000;

interface JobEnd {
  readonly state: string;
  readonly done: number;
  readonly failed: number;
}

/**
 * `reliability.md` E12: the page of the window is killed at seeded random moments while a note is being typed in Review and
 * a job runs. It must come back to the same place with the note in it, and the job must end as one that nobody disturbed.
 * Flags: --n crashes, --seed.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const crashes = Number(flags.get('n') ?? defaultCrashes);
  const seed = Number(flags.get('seed') ?? 20_261_128);
  const random = new Random(seed);
  const work = workFolder('crash');
  try {
    const app = copyApp(join(work.folder, 'app'));
    const home = join(work.folder, 'home');
    const ads = join(work.folder, 'ads');
    measureSamples(home);
    await makeAds(ads, { clips: 6, stills: 10 });
    const calm = (await roundOf(app, home, ads, [])).job;
    if (calm.state !== 'done') throw new Error(`The undisturbed job is ${calm.state}.`);
    const count = { back: 0, unheard: 0, elsewhere: 0, typingLost: 0, jobsChanged: 0 };
    const times: number[] = [];
    for (let done = 0; done < crashes; done += perStart) {
      const moments = Array.from({ length: Math.min(perStart, crashes - done) }, () =>
        random.between(0, 2500),
      );
      const { returns, job } = await roundOf(app, home, ads, moments);
      times.push(...returns.map(({ ms }) => ms));
      count.back += returns.filter(({ isBack, ms }) => isBack && ms <= backWithinMs).length;
      count.unheard += returns.filter(({ isHeard }) => !isHeard).length;
      count.elsewhere += returns.filter(({ isBack, isSamePlace }) => isBack && !isSamePlace).length;
      count.typingLost += returns.filter(({ isBack, isKept }) => isBack && !isKept).length;
      if (JSON.stringify(job) !== JSON.stringify(calm)) count.jobsChanged += 1;
      // One that is stopped on the way has told how far it came, and how.
      console.error(`${times.length} of ${crashes}: ${JSON.stringify({ ...count, job })}`);
    }
    const slowest = Math.max(...times);
    const lost = count.unheard + count.elsewhere + count.typingLost + count.jobsChanged;
    return {
      name: 'crash',
      ratios: { 'back in time / crashes': { value: count.back / crashes, bar: 1 } },
      raw: { crashes, seed, slowest_ms: Math.round(slowest), undisturbed_job: calm, ...count },
      pass: count.back === crashes && lost === 0,
    };
  } finally {
    work.remove();
  }
}

/** One start of the app: a job, a note half written, and a crash after each of these times. */
async function roundOf(app: string, home: string, ads: string, moments: readonly number[]) {
  const desktop = await electron.launch({
    executablePath: desktopProgram,
    args: [app],
    env: desktopEnvironment(home),
  });
  const call = (id: string, input: object) =>
    inPage(desktop, `window.titan.call('${id}', ${JSON.stringify(input)})`);
  try {
    const page = await desktop.firstWindow();
    await page.locator('#root > *').first().waitFor();
    const rows = (await call('score.rows', { limit: 1 })) as { value: { rows: { id: string }[] } };
    const place = `#/review/${rows.value.rows[0]?.id}`;
    const started = (await call('ingest.analyze', { paths: [ads], fresh: true })) as {
      value: { job_id: string };
    };
    await inPage(desktop, `location.assign("${place}")`);
    const note = `typed ${moments.join(' and ')}`;
    if (moments.length > 0) {
      await page.getByRole('button', { name: /^Comment/ }).click();
      await page.getByRole('textbox', { name: 'Note' }).fill(note);
    }
    const returns: Return[] = [];
    for (const moment of moments) {
      await delay(moment);
      const crashedAt = performance.now();
      const isHeard = (await within(longestMs, crash(desktop))) === 'gone';
      let seen: Seen | null = null;
      while (!seen && performance.now() - crashedAt < longestMs)
        seen = (await within(answersWithinMs, inPage(desktop, noteShown))) as Seen | null;
      returns.push({
        ms: performance.now() - crashedAt,
        isHeard,
        isBack: seen !== null,
        isSamePlace: seen?.place === place,
        isKept: seen?.text === note,
      });
    }
    const jobFrom = performance.now();
    const endedJob = async (): Promise<JobEnd> => {
      for (;;) {
        const told = (await within(answersWithinMs, call('jobs.get', { job_id: started.value.job_id }))) as {
          value: { job: { state: string; progress: { done: number; failed: number } } };
        } | null;
        const { state = 'unknown', progress = { done: 0, failed: 0 } } = told?.value.job ?? {};
        const isOver = told !== null && !['queued', 'running'].includes(state);
        if (isOver || performance.now() - jobFrom > jobWithinMs)
          return { state, done: progress.done, failed: progress.failed };
        await delay(100);
      }
    };
    return { returns, job: await endedJob() };
  } finally {
    // Words are still being read.
    await within(
      answersWithinMs,
      answerForPerson(desktop).then(() => true),
    );
    if (
      !(await within(
        longestMs,
        desktop.close().then(() => true),
      ))
    )
      desktop.process().kill('SIGKILL');
  }
}

/** How the page came back from one crash, so many milliseconds after it. */
interface Return {
  readonly ms: number;
  /** The main process was told of the crash. */
  readonly isHeard: boolean;
  readonly isBack: boolean;
  readonly isSamePlace: boolean;
  readonly isKept: boolean;
}

interface Seen {
  readonly text: string;
  readonly place: string;
}
const noteShown = `(() => {
  const note = document.querySelector('textarea[aria-label="Note"]');
  return note && { text: note.value, place: location.hash };
})()`;

/** Null where no answer comes in time, or none: a wait without an end would tell nothing of the other crashes. */
const within = <T>(ms: number, asked: Promise<T>): Promise<T | null> =>
  Promise.race([asked.catch(() => null), delay(ms, null, { ref: false })]);

const crash = (desktop: ElectronApplication): Promise<'gone'> =>
  desktop.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return new Promise<'gone'>((resolve) => {
      window?.webContents.once('render-process-gone', () => resolve('gone'));
      window?.webContents.forcefullyCrashRenderer();
    });
  });
