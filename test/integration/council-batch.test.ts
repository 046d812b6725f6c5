import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Ad, Caller, Input, Job, ProcedureId } from '../../src/contract/index.ts';
import { costOf, inBatch, ratesAround } from '../../src/main/core/score/council/price.ts';
import type { App } from '../../src/main/hosts/app.ts';
import { openApp } from '../../src/main/hosts/compose.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';
import { anthropicFaults, emulateAnthropic } from '../emulators/anthropic.ts';
import { emulateGemini, type GeminiEmulator } from '../emulators/gemini.ts';
import { emulateOpenai } from '../emulators/openai.ts';
import type { LineEnd } from '../emulators/opinion.ts';
import type { Emulator } from '../emulators/server.ts';
import { window } from '../support/act/open-desk.ts';
import { builtCli } from '../support/built-cli.ts';
import { node, sleep } from '../support/children.ts';
import { withEnvironment } from '../support/environment.ts';
import { jobEnded } from '../support/job-ended.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** How the next questions of each service end. */
const ends = { anthropic: [] as LineEnd[], openai: [] as LineEnd[], gemini: [] as LineEnd[] };
let services: { anthropic: Emulator; openai: Emulator; gemini: GeminiEmulator };
beforeEach(async () => {
  services = {
    anthropic: await emulateAnthropic({ lineEnds: ends.anthropic }),
    openai: await emulateOpenai({ lineEnds: ends.openai }),
    gemini: await emulateGemini({ looks: 1, lineEnds: ends.gemini }),
  };
  withEnvironment({
    ANTHROPIC_API_KEY: 'anthropic-key',
    OPENAI_API_KEY: 'openai-key',
    GEMINI_API_KEY: 'gemini-key',
    ANTHROPIC_BASE_URL: services.anthropic.url,
    OPENAI_BASE_URL: `${services.openai.url}/v1`,
    GEMINI_BASE_URL: services.gemini.url,
  });
});
afterEach(async () => {
  vi.useRealTimers();
  for (const one of Object.values(services)) await one.close();
});

const caller: Caller = { host: 'cli', scopes: ['read', 'propose'], person: true };
const ask = <Id extends ProcedureId>(app: App, id: Id, input: Input<Id>) => typedCall(app, caller, id, input);

async function someAds(folder: string, count = 3): Promise<string> {
  const path = join(folder, 'ads');
  mkdirSync(path);
  for (let n = 0; n < count; n += 1)
    await sharp({
      create: { width: 300, height: 500, channels: 3, background: { r: 80 * n, g: 40, b: 200 } },
    })
      .png()
      .toFile(join(path, `${n}.png`));
  return path;
}

/** So much later, by every clock of this process, the emulators' too; its timers go on as they are. */
const later = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });

/** Measures a folder of ads and asks all judges about them by batch. */
async function askedByBatch(app: App, path: string) {
  const { job_id: of } = await ask(app, 'ingest.analyze', { paths: [path] });
  await jobEnded(app, of, 'done');
  const how = { council: 'all', cheaper: true, agree: true } as const;
  return { of, ...(await ask(app, 'council.judge', { job_id: of, ...how })) };
}

/** Somebody who cannot wait looks again at once. */
async function lookUntilEnded(app: App, job_id: string) {
  for (;;) {
    const shown = await ask(app, 'jobs.get', { job_id });
    if (!['running', 'queued', 'waiting'].includes(shown.job.state)) return shown;
    if (shown.job.state === 'waiting') await ask(app, 'jobs.resume', { job_id });
    else await sleep(20);
  }
}
async function lookUntilDone(app: App, job_id: string): Promise<void> {
  expect((await lookUntilEnded(app, job_id)).job.state).toBe('done');
}

const posts = (service: Emulator, path: RegExp): number =>
  service.log.filter((one) => one.method === 'POST' && path.test(one.path)).length;
const spentOf = (ads: readonly Ad[], member: string): number =>
  ads
    .flatMap(({ council }) => council?.members ?? [])
    .filter((one) => one.member === member)
    .reduce((sum, { cost_usd }) => sum + (cost_usd ?? 0), 0);

test('asked by batch: one batch for each judge, half the price, over a restart, and nothing is asked twice', async () => {
  const folder = tempFolder();
  const home = join(folder, 'home');
  const path = await someAds(folder);
  let app = await openApp({ home, role: 'cli' });
  const analysis = await ask(app, 'ingest.analyze', { paths: [path] });
  await jobEnded(app, analysis.job_id, 'done');
  const { job_id } = await ask(app, 'council.judge', {
    job_id: analysis.job_id,
    council: 'all',
    cheaper: true,
    agree: true,
  });
  const { job: waiting } = await jobEnded(app, job_id, 'waiting');
  expect(waiting.error).toBeNull();
  expect(waiting.resumes_at).not.toBeNull();
  await app.close();

  // The next process reads what it finds in the rows; its first look comes too early, the second does not.
  app = await openApp({ home, role: 'cli' });
  await ask(app, 'jobs.resume', { job_id });
  await jobEnded(app, job_id, 'waiting');
  await ask(app, 'jobs.resume', { job_id });
  await jobEnded(app, job_id, 'done');
  const { ads } = await ask(app, 'ingest.result', { job_id: analysis.job_id });
  for (const { council } of ads) {
    expect(council?.basis).toBe('council');
    expect(council?.members.map(({ member, state }) => `${member} ${state}`)).toEqual([
      'anthropic voted',
      'gemini voted',
      'local abstained',
      'openai voted',
      'engine voted',
    ]);
  }
  expect(posts(services.anthropic, /batches$/)).toBe(1);
  expect(posts(services.openai, /batches$/)).toBe(1);
  expect(posts(services.gemini, /batchGenerateContent/)).toBe(1);
  expect(posts(services.anthropic, /messages$/)).toBe(0);

  // The same answers one by one cost twice as much, and are the same ad by ad.
  const single = await openApp({ home: join(folder, 'other'), role: 'cli' });
  const again = await ask(single, 'ingest.analyze', { paths: [path] });
  await jobEnded(single, again.job_id, 'done');
  const one = await ask(single, 'council.judge', { job_id: again.job_id, council: 'all', agree: true });
  await jobEnded(single, one.job_id, 'done');
  const alone = (await ask(single, 'ingest.result', { job_id: again.job_id })).ads;
  await single.close();
  for (const judge of ['anthropic', 'openai', 'gemini'])
    expect(spentOf(ads, judge) / spentOf(alone, judge)).toBeCloseTo(0.5, 3);
  const votes = (all: readonly Ad[]) =>
    all.map(({ sha256, council }) => [sha256, council?.members.map(({ score }) => score)]).sort();
  expect(votes(ads)).toEqual(votes(alone));

  // Known answers are not asked for again, by either way.
  const known = await ask(app, 'council.judge', {
    job_id: analysis.job_id,
    council: 'all',
    cheaper: true,
    agree: true,
  });
  await jobEnded(app, known.job_id, 'done');
  expect(posts(services.anthropic, /./)).toBe(1 + 3);
  await app.close();
}, 60_000);

test('a run that is cancelled or stopped calls its batches off at each service; resumed, it asks for what came unanswered', async () => {
  const folder = tempFolder();
  const path = await someAds(folder, 1);
  const app = await openApp({ home: join(folder, 'home'), role: 'app' });
  const calledOff = () =>
    [
      posts(services.anthropic, /batches\/\w+\/cancel$/),
      posts(services.openai, /batches\/\w+\/cancel$/),
      posts(services.gemini, /batches\/\w+:cancel$/),
    ].join();
  const analysis = await ask(app, 'ingest.analyze', { paths: [path] });
  await jobEnded(app, analysis.job_id, 'done');
  const run = { job_id: analysis.job_id, council: 'all', cheaper: true, agree: true } as const;
  const first = await ask(app, 'council.judge', run);
  await jobEnded(app, first.job_id, 'waiting');
  await ask(app, 'jobs.pause', first);
  expect(calledOff()).toBe('0,0,0');
  await ask(app, 'jobs.cancel', first);
  await expect.poll(calledOff).toBe('1,1,1');

  const second = await ask(app, 'council.judge', run);
  await jobEnded(app, second.job_id, 'waiting');
  const kill = (stop: boolean) => typedCall(app, window, 'approve.kill', { stop });
  await kill(true);
  await expect.poll(calledOff).toBe('2,2,2');
  await expect(ask(app, 'jobs.resume', second)).rejects.toMatchObject({ failure: { code: 'STOPPED' } });
  await kill(false);
  await ask(app, 'jobs.resume', second);
  await lookUntilDone(app, second.job_id);
  const [ad] = (await ask(app, 'ingest.result', analysis)).ads;
  const votes = ad?.council?.members.filter(({ state }) => state === 'voted').map(({ member }) => member);
  expect(votes).toEqual(['anthropic', 'gemini', 'openai', 'engine']);
  expect(posts(services.openai, /batches$/)).toBe(3);
  await app.close();
}, 60_000);

test('the ceiling is set aside before a batch leaves; a service that is busy is asked later, a wrong key never again', async () => {
  const folder = tempFolder();
  const home = join(folder, 'home');
  const path = await someAds(folder);
  services.anthropic.fail(/batches$/, anthropicFaults.rateLimit(3600));
  services.openai.fail(/files$/, { status: 401, body: { error: { code: 'invalid_api_key' } } });
  const app = await openApp({ home, role: 'cli' });
  const { job_id: of } = await ask(app, 'ingest.analyze', { paths: [path] });
  await jobEnded(app, of, 'done');
  const input = { job_id: of, council: 'all', cheaper: true, agree: true, ceiling_usd: 0.1 } as const;
  const { job_id } = await ask(app, 'council.judge', input);
  // Claude rests for the hour that it asked for, and Gemini is asked meanwhile: it is looked at soon.
  const { resumes_at } = (await jobEnded(app, job_id, 'waiting')).job;
  expect(Date.parse(resumes_at ?? '') - Date.now()).toBeLessThan(60_000);
  expect(posts(services.gemini, /batchGenerateContent/)).toBe(1);
  // Answers cost less than was set aside, so more fits in with each round.
  await lookUntilDone(app, job_id);
  const db = new Sqlite(join(home, 'titan.db'), { readonly: true });
  const sum = db
    .prepare('select sum(coalesce(cost_micro_usd, worst_micro_usd)) from council_calls')
    .pluck()
    .get() as number;
  const worst = db
    .prepare("select max(worst_micro_usd) from council_calls where judge = 'anthropic'")
    .pluck()
    .get();
  db.close();
  expect(sum).toBeLessThanOrEqual(100_000);
  expect(worst).toBeGreaterThan(0);
  expect(posts(services.openai, /files$/)).toBe(1);
  const { ads } = await ask(app, 'ingest.result', { job_id: of });
  const reasons = ads.flatMap(({ council }) => council?.members.map(({ reason }) => reason) ?? []);
  expect(reasons).toContain('its key was not accepted');
  expect(
    ads.some(({ council }) =>
      council?.members.some(({ member, state }) => member === 'anthropic' && state === 'voted'),
    ),
  ).toBe(true);
  await app.close();
}, 60_000);

interface Call {
  judge: string;
  state: string;
  cost_micro_usd: number;
  worst_micro_usd: number;
}
function callsIn(home: string): Call[] {
  const db = new Sqlite(join(home, 'titan.db'), { readonly: true });
  try {
    return db
      .prepare('select judge, state, cost_micro_usd, worst_micro_usd from council_calls order by id')
      .all() as Call[];
  } finally {
    db.close();
  }
}

test('killed once the batches have left: they are found again; what failed or ran out there is asked again, and alone', async () => {
  const folder = tempFolder();
  const home = join(folder, 'home');
  const path = await someAds(folder);
  for (const list of Object.values(ends)) list.push('answered', 'errored', 'expired');
  // Nothing ever reaches the third service, and the command cannot come to its end.
  services.gemini.fail(/batchGenerateContent/, 'hang');
  const running = node([builtCli, 'analyze', path, '--council', 'all', '--batch'], { TITAN_HOME: home });
  while (posts(services.gemini, /batchGenerateContent/) === 0) await sleep(20);
  running.process.kill('SIGKILL');
  await running.ended;

  later(10 * 60_000);
  const app = await openApp({ home, role: 'cli' });
  const { jobs } = await ask(app, 'jobs.list', {});
  const judging = jobs.find(({ kind }) => kind === 'judge') as Job;
  await lookUntilDone(app, judging.id);
  const { job_id: of } = await ask(app, 'ingest.analyze', { paths: [path] });
  await jobEnded(app, of, 'done');
  const { ads } = await ask(app, 'ingest.result', { job_id: of });
  await app.close();
  for (const { council } of ads)
    for (const judge of ['anthropic', 'openai', 'gemini'])
      expect(council?.members.find(({ member }) => member === judge)?.state, judge).toBe('voted');

  const asked = (service: Emulator, path: RegExp) =>
    service.log.filter((one) => one.method === 'POST' && path.test(one.path));
  const batches = asked(services.anthropic, /batches$/).map(
    ({ body }) => (JSON.parse(body.toString()) as { requests: unknown[] }).requests.length,
  );
  expect(batches).toEqual([3, 2]);
  expect(posts(services.openai, /batches$/)).toBe(2);
  // The one that was cut off is not listed there: nothing of it is paid, and it is sent again.
  expect(posts(services.gemini, /batchGenerateContent/)).toBe(1 + 2);
  const calls = callsIn(home);
  for (const judge of ['anthropic', 'openai']) {
    const mine = calls.filter((call) => call.judge === judge);
    expect(mine.map(({ state }) => state)).toEqual(['answered', 'failed', 'failed', 'answered', 'answered']);
    expect(mine.map(({ cost_micro_usd }) => cost_micro_usd > 0)).toEqual([true, false, false, true, true]);
  }
  const third = calls.filter(({ judge }) => judge === 'gemini');
  expect(third.slice(0, 3).map(({ state, cost_micro_usd }) => [state, cost_micro_usd])).toEqual(
    Array(3).fill(['failed', 0]),
  );
}, 60_000);

const paths = { anthropic: /batches$/, openai: /batches$/, gemini: /batchGenerateContent/ };
const only = (judge: keyof typeof services) => {
  for (const other of ['ANTHROPIC', 'OPENAI', 'GEMINI'])
    if (other.toLowerCase() !== judge) vi.stubEnv(`${other}_API_KEY`, '');
};

test.each(['anthropic', 'openai', 'gemini'] as const)(
  'killed after a batch reached %s and before its name came back: it is found there and never paid for twice',
  async (judge) => {
    only(judge);
    const folder = tempFolder();
    const home = join(folder, 'home');
    const path = await someAds(folder);
    services[judge].fail(paths[judge], 'silent');
    const running = node([builtCli, 'analyze', path, '--council', 'all', '--batch'], { TITAN_HOME: home });
    while (posts(services[judge], paths[judge]) === 0) await sleep(20);
    running.process.kill('SIGKILL');
    await running.ended;
    expect(callsIn(home).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);

    // Late enough that what is not listed would be taken for lost.
    later(10 * 60_000);
    const app = await openApp({ home, role: 'cli' });
    const { jobs } = await ask(app, 'jobs.list', {});
    await lookUntilDone(app, (jobs.find(({ kind }) => kind === 'judge') as Job).id);
    await app.close();
    expect(posts(services[judge], paths[judge])).toBe(1);
    const calls = callsIn(home);
    expect(calls.map(({ state }) => state)).toEqual(['answered', 'answered', 'answered']);
    for (const { cost_micro_usd } of calls) expect(cost_micro_usd).toBeGreaterThan(0);
    expect(services.gemini.files.size).toBe(0);
  },
  60_000,
);

test('a service that lists no batches is not asked again by itself, and the ad says so; one whose answer was lost is found', async () => {
  const folder = tempFolder();
  const home = join(folder, 'home');
  const path = await someAds(folder, 1);
  const unlisted = {
    status: 404,
    body: { type: 'error', error: { type: 'not_found_error', message: 'no' } },
  };
  services.anthropic.fail(/batches$/, 'lost');
  services.anthropic.fail(/batches\?/, unlisted);
  services.openai.fail(/batches$/, 'lost');
  const app = await openApp({ home, role: 'cli' });
  const { of, job_id } = await askedByBatch(app, path);
  await lookUntilDone(app, job_id);
  const { ads } = await ask(app, 'ingest.result', { job_id: of });
  await app.close();
  const member = (name: string) => ads[0]?.council?.members.find(({ member: one }) => one === name);
  expect(member('anthropic')).toMatchObject({
    state: 'abstained',
    reason: expect.stringContaining('asking again could cost twice'),
  });
  expect(member('openai')?.state).toBe('voted');
  for (const judge of ['anthropic', 'openai'] as const) expect(posts(services[judge], paths[judge])).toBe(1);
  // What nobody can find out counts against the ceiling as if it were paid.
  const [lost] = callsIn(home).filter(({ judge }) => judge === 'anthropic');
  expect(lost?.cost_micro_usd).toBe(lost?.worst_micro_usd);
}, 60_000);

test('an ad that is removed while its batch is at work is paid for all the same, and the others are judged', async () => {
  only('anthropic');
  const folder = tempFolder();
  const home = join(folder, 'home');
  const path = await someAds(folder, 2);
  const app = await openApp({ home, role: 'cli' });
  const { of, job_id } = await askedByBatch(app, path);
  const { ads } = await ask(app, 'ingest.result', { job_id: of });
  await jobEnded(app, job_id, 'waiting');
  await ask(app, 'library.remove', { ads: [ads[0]?.id ?? ''] });
  await lookUntilDone(app, job_id);
  const judged = await ask(app, 'score.show', { ad: ads[1]?.id ?? '' });
  await app.close();
  expect(judged.council?.members.find(({ member }) => member === 'anthropic')?.state).toBe('voted');
  const calls = callsIn(home);
  expect(calls.map(({ state }) => state)).toEqual(['answered', 'answered']);
  for (const { cost_micro_usd } of calls) expect(cost_micro_usd).toBeGreaterThan(0);
}, 60_000);

test('answers that are gone at the service count at their worst price; kept ones are deleted there only afterwards', async () => {
  const folder = tempFolder();
  const home = join(folder, 'home');
  const path = await someAds(folder);
  const lost = { status: 404, body: { error: { code: 'not_found', message: 'no such file' } } };
  services.openai.fail(/file-out-1\/content/, lost);
  // Its answers have been read when this is asked for.
  services.anthropic.fail(/batches\/msgbatch_1\/results/, 'cut');
  const app = await openApp({ home, role: 'cli' });
  const { job_id } = await askedByBatch(app, path);
  await lookUntilDone(app, job_id);
  await app.close();
  const openai = callsIn(home).filter(({ judge }) => judge === 'openai');
  expect(openai.map(({ state }) => state)).toEqual([
    ...Array(3).fill('failed'),
    ...Array(3).fill('answered'),
  ]);
  for (const { cost_micro_usd, worst_micro_usd } of openai.slice(0, 3))
    expect(cost_micro_usd).toBe(worst_micro_usd);
  // An answer that broke off on its way still lay there.
  expect(posts(services.anthropic, /batches$/)).toBe(1);
  const deleted = services.openai.log.filter(({ method }) => method === 'DELETE').map(({ path: at }) => at);
  expect(deleted).toContain('/v1/files/file-out-2');
  expect(services.anthropic.log.at(-1)).toMatchObject({
    method: 'DELETE',
    path: '/v1/messages/batches/msgbatch_1',
  });
}, 60_000);

test('another model in Settings while a batch is at work: its answers are the votes, and the bill, of the model that was asked', async () => {
  only('anthropic');
  const folder = tempFolder();
  const home = join(folder, 'home');
  const path = await someAds(folder, 2);
  const app = await openApp({ home, role: 'cli' });
  const { council_models } = await ask(app, 'settings.get', {});
  const use = (anthropic: string) =>
    ask(app, 'settings.set', { council_models: { ...council_models, anthropic } });
  await use('claude-opus-5-5');
  const { job_id: of } = await ask(app, 'ingest.analyze', { paths: [path] });
  await jobEnded(app, of, 'done');
  const input = { job_id: of, council: 'all', cheaper: true, agree: true } as const;
  const { job_id } = await ask(app, 'council.judge', input);
  await jobEnded(app, job_id, 'waiting');
  await use('claude-sonnet-5-5');
  await lookUntilDone(app, job_id);
  expect(posts(services.anthropic, /batches$/)).toBe(1);
  const { ads } = await ask(app, 'ingest.result', { job_id: of });
  await app.close();
  for (const { council } of ads)
    expect(council?.members.find(({ member }) => member === 'anthropic')).toMatchObject({
      model: 'claude-opus-5-5',
      state: 'voted',
    });
  const db = new Sqlite(join(home, 'titan.db'), { readonly: true });
  const calls = db.prepare('select cost_micro_usd, input_tokens, output_tokens from council_calls').all() as {
    cost_micro_usd: number;
    input_tokens: number;
    output_tokens: number;
  }[];
  db.close();
  const rates = ratesAround(new Date().toISOString(), 'anthropic', 'claude-opus-5-5');
  if (!rates) return expect.fail('It has no price.');
  for (const { cost_micro_usd, input_tokens: input, output_tokens: output } of calls)
    expect(cost_micro_usd).toBe(costOf(inBatch(rates), { input, cachedInput: 0, output }));
}, 60_000);

test('a key that is gone while a batch is at work: the run waits in sight, goes on once it is back, and nothing is paid twice', async () => {
  only('anthropic');
  const folder = tempFolder();
  const home = join(folder, 'home');
  const path = await someAds(folder, 2);
  let app = await openApp({ home, role: 'cli' });
  const { of, job_id } = await askedByBatch(app, path);
  await jobEnded(app, job_id, 'waiting');
  await app.close();
  vi.stubEnv('ANTHROPIC_API_KEY', '');
  app = await openApp({ home, role: 'cli' });
  await ask(app, 'jobs.resume', { job_id });
  const { job } = await jobEnded(app, job_id, 'waiting');
  expect(job.error?.code).toBe('NOT_CONNECTED');
  expect(job.resumes_at).not.toBeNull();
  await app.close();
  vi.stubEnv('ANTHROPIC_API_KEY', 'anthropic-key');
  app = await openApp({ home, role: 'cli' });
  await lookUntilDone(app, job_id);
  const { ads } = await ask(app, 'ingest.result', { job_id: of });
  await app.close();
  for (const { council } of ads)
    expect(council?.members.find(({ member }) => member === 'anthropic')?.state).toBe('voted');
  expect(posts(services.anthropic, /batches$/)).toBe(1);
}, 60_000);

test('a judge that is out of reach: the others have their votes, the run is told as not done, and goes on where it stood', async () => {
  vi.stubEnv('GEMINI_API_KEY', '');
  const { fetch } = globalThis;
  const refused = new TypeError('fetch failed', {
    cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
  });
  vi.stubGlobal('fetch', ((input, init) =>
    String(input instanceof Request ? input.url : input).startsWith(services.openai.url)
      ? Promise.reject(refused)
      : fetch(input, init)) satisfies typeof fetch);
  onTestFinished(() => void vi.unstubAllGlobals());
  const folder = tempFolder();
  const home = join(folder, 'home');
  const app = await openApp({ home, role: 'cli' });
  const { of, job_id } = await askedByBatch(app, await someAds(folder, 2));
  const states = async (judge: string) => {
    const { ads } = await ask(app, 'ingest.result', { job_id: of });
    return ads.map(({ council }) => council?.members.find(({ member }) => member === judge)?.state);
  };
  const { job } = await lookUntilEnded(app, job_id);
  expect(job).toMatchObject({
    state: 'failed',
    error: { code: 'OFFLINE', message: expect.stringContaining('GPT: it could not be reached.') },
  });
  expect(await states('anthropic')).toEqual(['voted', 'voted']);
  expect(await states('openai')).toEqual(['abstained', 'abstained']);

  vi.unstubAllGlobals();
  await ask(app, 'jobs.resume', { job_id });
  await lookUntilDone(app, job_id);
  expect(await states('openai')).toEqual(['voted', 'voted']);
  await app.close();
  expect(posts(services.anthropic, /batches$/)).toBe(1);
  const answered = callsIn(home).filter(({ state }) => state === 'answered');
  expect(answered.map(({ judge }) => judge).sort()).toEqual(['anthropic', 'anthropic', 'openai', 'openai']);
  expect(
    callsIn(home)
      .filter(({ state }) => state === 'failed')
      .every((call) => call.cost_micro_usd === 0),
  ).toBe(true);
}, 60_000);

test('what one run has asked by batch is asked and paid by no other, by either way', async () => {
  only('anthropic');
  const folder = tempFolder();
  const home = join(folder, 'home');
  const path = await someAds(folder, 2);
  const app = await openApp({ home, role: 'cli' });
  const { job_id: of } = await ask(app, 'ingest.analyze', { paths: [path] });
  await jobEnded(app, of, 'done');
  const ids = (await ask(app, 'ingest.result', { job_id: of })).ads.map(({ id }) => id);
  const run = { ads: ids, council: 'all', agree: true } as const;
  const first = await ask(app, 'council.judge', { ...run, cheaper: true });
  await jobEnded(app, first.job_id, 'waiting');
  // Nobody but the runs below looks at it.
  await ask(app, 'jobs.pause', first);

  const { seats, usual_usd } = await ask(app, 'council.estimate', {
    ads: ids,
    council: 'all',
    cheaper: true,
  });
  expect([seats.find(({ judge }) => judge === 'anthropic')?.known, usual_usd]).toEqual([2, 0]);
  const direct = async () => {
    const { job_id } = await ask(app, 'council.judge', { ...run, cheaper: false });
    await jobEnded(app, job_id, 'done');
  };
  await direct();
  const claude = async () => {
    const { ads } = await ask(app, 'ingest.result', { job_id: of });
    return ads.map(({ council }) => council?.members.find(({ member }) => member === 'anthropic'));
  };
  for (const member of await claude())
    expect(member).toMatchObject({ state: 'abstained', reason: 'it is being asked by batch in another run' });

  await direct();
  for (const member of await claude()) expect(member?.state).toBe('voted');
  const second = await ask(app, 'council.judge', { ...run, cheaper: true });
  await lookUntilDone(app, second.job_id);
  await app.close();
  expect(posts(services.anthropic, /batches$/)).toBe(1);
  expect(posts(services.anthropic, /messages$/)).toBe(0);
  expect(callsIn(home).map(({ state }) => state)).toEqual(['answered', 'answered']);
}, 60_000);

test('a batch that was called off is waited for until its service has ended it: then its judge is asked, as the estimate said', async () => {
  await services.anthropic.close();
  services.anthropic = await emulateAnthropic({ endingLooks: 1 });
  vi.stubEnv('ANTHROPIC_BASE_URL', services.anthropic.url);
  only('anthropic');
  const folder = tempFolder();
  const path = await someAds(folder, 2);
  const app = await openApp({ home: join(folder, 'home'), role: 'cli' });
  const { job_id: of } = await ask(app, 'ingest.analyze', { paths: [path] });
  await jobEnded(app, of, 'done');
  const run = { job_id: of, council: 'all', agree: true } as const;
  const first = await ask(app, 'council.judge', { ...run, cheaper: true });
  await jobEnded(app, first.job_id, 'waiting');
  await ask(app, 'jobs.cancel', first);
  await expect.poll(() => posts(services.anthropic, /cancel$/)).toBe(1);

  const { seats } = await ask(app, 'council.estimate', { job_id: of, council: 'all' });
  const seat = seats.find(({ judge }) => judge === 'anthropic');
  expect(seat?.known).toBe(0);
  expect(seat?.usual_usd).toBeGreaterThan(0);
  const direct = await ask(app, 'council.judge', { ...run, cheaper: false });
  const { job } = await jobEnded(app, direct.job_id, 'waiting');
  // Whoever looks reads what it waits for, and not that it was asked by batch.
  expect(job.error).toMatchObject({ code: 'STILL_ENDING', message: expect.stringContaining('Claude') });
  await lookUntilDone(app, direct.job_id);
  const { ads } = await ask(app, 'ingest.result', { job_id: of });
  await app.close();
  for (const { council } of ads)
    expect(council?.members.find(({ member }) => member === 'anthropic')?.state).toBe('voted');
  expect(posts(services.anthropic, /messages$/)).toBe(2);
}, 60_000);

test.each([
  ['the next word that reaches the service ends it', 1],
  ['a batch that will not end keeps no other judge waiting', 100],
])(
  'called off while its service did not answer: %s',
  async (_, refusals) => {
    await services.anthropic.close();
    services.anthropic = await emulateAnthropic({ looks: 1000 });
    vi.stubEnv('ANTHROPIC_BASE_URL', services.anthropic.url);
    vi.stubEnv('GEMINI_API_KEY', '');
    const folder = tempFolder();
    const app = await openApp({ home: join(folder, 'home'), role: 'cli' });
    const { of, job_id: first } = await askedByBatch(app, await someAds(folder, 2));
    await jobEnded(app, first, 'waiting');
    services.anthropic.fail(/cancel$/, ...Array(refusals).fill({ status: 503 }));
    await ask(app, 'jobs.cancel', { job_id: first });
    await expect.poll(() => posts(services.openai, /cancel$/)).toBe(1);

    // Its ads are no part of the run before it goes over them, as where a folder is analysed and judged at once.
    const { job_id: again } = await ask(app, 'ingest.analyze', { paths: [join(folder, 'ads')] });
    const direct = await ask(app, 'council.judge', { job_id: again, council: 'all', agree: true });
    const { job } = await jobEnded(app, direct.job_id, 'waiting');
    expect(job.error?.code).toBe('STILL_ENDING');
    expect(posts(services.anthropic, /cancel$/)).toBe(2);
    if (refusals > 1) later(6 * 60_000);
    await lookUntilDone(app, direct.job_id);
    const { ads } = await ask(app, 'ingest.result', { job_id: of });
    await app.close();
    const ends = (judge: string) =>
      ads.map(({ council }) => council?.members.find(({ member }) => member === judge)?.state);
    expect(ends('openai')).toEqual(['voted', 'voted']);
    expect(ends('anthropic')).toEqual(Array(2).fill(refusals > 1 ? 'abstained' : 'voted'));
    expect(posts(services.anthropic, /messages$/)).toBe(refusals > 1 ? 0 : 2);
  },
  60_000,
);
