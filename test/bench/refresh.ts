import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { APIRequestContext, Page } from '@playwright/test';
import Sqlite from 'better-sqlite3';
import type { Input, Output, ProcedureId } from '../../src/contract/index.ts';
import { quantile } from '../../src/main/core/math/quantile.ts';
import { token } from '../support/meta/token.ts';
import type { BenchResult } from './run.ts';
import { copyApp, workFolder } from './window/app-copy.ts';
import { openBrowser, type Served, serveApp } from './window/gateway.ts';
import { takeFrames, takeTasks, watchFrames, watchTasks } from './window/in-page.ts';
import { fillLibrary, measureSamples } from './window/library.ts';
import { grid, openLibrary, viewport } from './window/library-page.ts';

const mostMb = 700;
const stallMs = 100;
/** Below what a gateway allows one client, with what the window asks beside it. */
const askEveryMs = 200;

interface Phase {
  readonly name: string;
  readonly ms: number;
  readonly page: ReturnType<typeof takeFrames>;
  readonly longTasksMs: readonly number[];
  readonly control: ReturnType<typeof takeFrames>;
  readonly owner: { readonly longestMs: number; readonly p99Ms: number; readonly peakMb: number };
  readonly answers: { readonly p50Ms: number; readonly p99Ms: number; readonly longestMs: number };
}

/**
 * An account of Meta is brought into a library and learnt from behind the real gateway, with a real window open that is
 * scrolled and then rests on Insights. Frames of the window are counted beside those of an empty page in the same browser:
 * a machine with other work stops both. Service, gateway and browser are processes of their own.
 * Flags: --ads 1000, --days 90.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const ads = Number(flags.get('ads') ?? 1000);
  const days = Number(flags.get('days') ?? 90);
  const work = workFolder('refresh');
  const service = fork(join(import.meta.dirname, 'import/service.ts'), [ads, days, Date.now()].map(String));
  const browser = await openBrowser();
  let gateway: Served | undefined;
  try {
    const [origin] = (await once(service, 'message')) as [string];
    const home = join(work.folder, 'home');
    const app = copyApp(join(work.folder, 'app'));
    measureSamples(home);
    fillLibrary(home, ads);
    gateway = await serveApp(browser, app, home, {
      env: { META_ACCESS_TOKEN: token, META_BASE_URL: origin },
      hook: join(import.meta.dirname, 'window/loop-delay.mjs'),
    });
    const { child } = gateway;
    const { page } = await openLibrary(browser, gateway);
    const beside = await (await browser.newContext({ viewport })).newPage();
    for (const watched of [page, beside]) await watched.evaluate(watchFrames);
    await page.evaluate(watchTasks);
    const call = callOver(page.context().request, gateway.origin);
    const phase = (name: string, work: () => Promise<void>, use: (going: () => boolean) => Promise<void>) =>
      timed({ name, page, beside, child, call, work, use });

    const rest = await phase(
      'at rest',
      () => page.waitForTimeout(3000),
      async () => undefined,
    );
    const imported = await phase(
      'import',
      async () => {
        const { job_id } = await call('learn.refresh', { days_back: days - 1 });
        for (;;) {
          const { job } = await call('jobs.get', { job_id });
          if (job.state === 'failed' || job.progress.failed > 0) throw new Error(JSON.stringify(job));
          if (job.state === 'done') return;
          await wait(500);
        }
      },
      (going) => scrollWhile(page, going),
    );
    const linked = linkEach(join(home, 'titan.db'));
    await page.goto(`${gateway.origin}/#/insights`);
    await page.getByRole('heading', { name: 'Nothing was learnt yet' }).waitFor();
    let learnt = { ads: 0 };
    const learning = await phase(
      'learning',
      async () => {
        learnt = await call('learn.build', {});
        await page.getByRole('heading', { name: 'What your ads have taught so far' }).waitFor();
        await page.waitForTimeout(1000);
      },
      async () => undefined,
    );
    const phases = [rest, imported, learning];
    const stalls = Math.max(0, ...[imported, learning].map((of) => of.page.stalls - of.control.stalls));
    const peakMb = learning.owner.peakMb;
    return {
      name: 'refresh',
      ratios: {
        'frame stalls beyond those of an empty page': { value: stalls, bar: 0 },
        'longest frame of import / 100 ms': imported.page.longestMs / stallMs,
        'longest frame of learning / 100 ms': learning.page.longestMs / stallMs,
        'longest hold-up of the owner / 100 ms': {
          value: Math.max(imported.owner.longestMs, learning.owner.longestMs) / stallMs,
          goal: 1,
        },
        'peak memory / 700 MB': { value: peakMb / mostMb, bar: 1 },
      },
      raw: {
        ads,
        days,
        linked,
        learnt: learnt.ads,
        ...Object.fromEntries(phases.map(({ name, ...of }) => [name, of])),
      },
      pass: stalls === 0 && peakMb <= mostMb && linked === ads && learnt.ads > 0,
    };
  } finally {
    await gateway?.stop();
    await browser.close();
    service.kill();
    work.remove();
  }
}

type Call = <Id extends ProcedureId>(id: Id, input: Input<Id>) => Promise<Output<Id>>;

/** As the window itself asks, signed in as it is. */
function callOver(request: APIRequestContext, origin: string): Call {
  const headers = { origin, 'sec-fetch-site': 'same-origin' };
  return async (id, input) => {
    const url = `${origin}/v1/${id.replace('.', '/')}`;
    const answer = await request.post(url, { data: input, headers, timeout: 0 });
    if (!answer.ok()) throw new Error(`${id}: ${await answer.text()}`);
    return answer.json();
  };
}

async function timed(parts: {
  readonly name: string;
  readonly page: Page;
  readonly beside: Page;
  readonly child: ChildProcess;
  readonly call: Call;
  readonly work: () => Promise<void>;
  readonly use: (going: () => boolean) => Promise<void>;
}): Promise<Phase> {
  const { name, page, beside, child, call } = parts;
  const owner = async () => {
    child.send('taken');
    return ((await once(child, 'message')) as [Phase['owner']])[0];
  };
  await Promise.all([
    page.evaluate(takeFrames),
    page.evaluate(takeTasks),
    beside.evaluate(takeFrames),
    owner(),
  ]);
  let going = true;
  const answers: number[] = [];
  const asking = async () => {
    while (going) {
      const from = performance.now();
      await call('settings.get', {});
      answers.push(performance.now() - from);
      await wait(askEveryMs);
    }
  };
  const from = performance.now();
  const done = parts.work().finally(() => {
    going = false;
  });
  await Promise.all([done, asking(), parts.use(() => going)]);
  return {
    name,
    ms: performance.now() - from,
    page: await page.evaluate(takeFrames),
    longTasksMs: await page.evaluate(takeTasks),
    control: await beside.evaluate(takeFrames),
    owner: await owner(),
    answers: {
      p50Ms: quantile(answers, 0.5),
      p99Ms: quantile(answers, 0.99),
      longestMs: Math.max(...answers),
    },
  };
}

async function scrollWhile(page: Page, going: () => boolean): Promise<void> {
  await page.locator(grid).hover();
  for (let notch = 0; going(); notch += 1) {
    await page.mouse.wheel(0, notch % 80 < 40 ? 240 : -240);
    await page.waitForTimeout(50);
  }
}

/** One ad of the library for each ad at Meta, as if a person had said so. */
function linkEach(file: string): number {
  const db = new Sqlite(file);
  const { changes } = db
    .prepare(
      `INSERT INTO meta_links (meta_ad_id, ad_id, how, certainty, state, linked_at)
       SELECT at.id, ads.id, 'hand', 1, 'linked', datetime('now')
       FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM meta_ads) AS at
         JOIN (SELECT id, row_number() OVER (ORDER BY added_seq) AS n FROM ads) AS ads USING (n) WHERE true
       ON CONFLICT DO UPDATE SET how = 'hand', certainty = 1, state = 'linked'`,
    )
    .run();
  db.close();
  return changes;
}
