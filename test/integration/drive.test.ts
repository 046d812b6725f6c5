import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { AnalyzeResult } from '../../src/contract/index.ts';
import { builtCli } from '../support/built-cli.ts';
import { node, sleep } from '../support/children.ts';
import { autumn } from '../support/drive/autumn.ts';
import { type GoogleService, googleService } from '../support/drive/service.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** `titan analyze <id> --json` of the sources, against Google on loopback. */
const analyze = (service: GoogleService, home: string, id: string, ...flags: string[]) =>
  node([builtCli, 'analyze', id, '--json', ...flags], { ...service.environment, TITAN_HOME: home });

async function resultOf(child: ReturnType<typeof node>): Promise<AnalyzeResult> {
  const { stdout, stderr, code } = await child.ended;
  if (code !== 0) throw new Error(`exit ${code}: ${stderr}`);
  return JSON.parse(stdout) as AnalyzeResult;
}

async function open(bytes = 0, options: Parameters<typeof googleService>[2] = {}) {
  const there = await autumn(bytes);
  const folder = tempFolder();
  const service = await googleService(there.tree, folder, options);
  onTestFinished(() => service.close());
  return { ...there, service, home: join(folder, 'home') };
}

const byPath = <T extends { path: string }>(rows: readonly T[], path: string): T | undefined =>
  rows.find((row) => row.path.endsWith(path));

it('accounts for each of 60 files, and a second run fetches nothing', async () => {
  const { service, home, root, ads, odd } = await open(0, { shortPages: 17 });
  // The line breaks in one, the service is busy for two, a proxy answers with a page of its own.
  const [first, second, third, fourth] = ads.map(({ id }) => id) as [string, string, string, string];
  service.drive.faults.push(
    { on: 'media', id: first, cutAfter: 300 },
    { on: 'media', id: second, status: 429, reason: 'rateLimitExceeded', retryAfter: '1' },
    { on: 'media', id: third, status: 403, reason: 'userRateLimitExceeded' },
    { on: 'media', id: fourth, status: 502, html: true },
    { on: 'list', status: 503 },
  );
  const result = await resultOf(analyze(service, home, root.id));

  expect(result.counts).toEqual({ found: 60, analyzed: 50, reused: 2, failed: 4, skipped: 4 });
  expect(result.ads).toHaveLength(ads.length);
  expect(new Set(result.ads.map(({ source }) => source.kind))).toEqual(new Set(['drive']));
  const known = new Set([...ads, odd.copy].map(({ id }) => id));
  for (const ad of result.ads) expect(known.has(ad.source.id)).toBe(true);

  const code = (path: string) => byPath(result.failures, path)?.code;
  expect(code('forbidden.png')).toBe('PERMISSION');
  expect(code('malware.mp4')).toBe('PERMISSION');
  expect(byPath(result.failures, 'malware.mp4')?.message).toContain('malware');
  expect(code('empty.mp4')).toBe('EMPTY_FILE');
  expect(code('huge.mp4')).toBe('TOO_LARGE');
  const reason = (path: string) => byPath(result.skipped, path)?.reason;
  expect(reason('trashed.png')).toContain('bin');
  expect(reason('brief')).toContain('Google document');
  expect(reason('broken shortcut')).toContain('gone');
  expect(reason('back to the start')).toContain('already');

  const paths = result.ads.flatMap((ad) => [ad.path, ...ad.other_paths]);
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths.filter((path) => path.startsWith('ad-00'))).toHaveLength(2);
  expect(paths).toContain('Videos & stills/final/ad-44.png');
  // Nothing from Drive chooses a place on this disk.
  for (const path of paths) expect(path.split('/')).not.toContain('..');
  for (const name of readdirSync(join(home, 'fetched'))) expect(name).toMatch(/^[\w~.-]+$/);

  const cut = service.drive.downloads(first);
  expect(cut.map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=300-']);

  const before = service.drive.downloads().length;
  const again = await resultOf(analyze(service, home, root.id));
  const fetchedAgain = service.drive
    .downloads()
    .slice(before)
    .map(({ path }) => path.split('/').at(-1));
  // Those that may not be read are asked for again: that may have changed.
  expect(fetchedAgain.sort()).toEqual([odd.forbidden.id, odd.malware.id].sort());
  expect(again.counts).toMatchObject({ analyzed: 0, reused: 52 });
}, 120_000);

it('a run that is killed goes on without fetching again what it had', async () => {
  const { service, home, root, ads } = await open(96 * 1024, { bytesPerSecond: 1_500_000 });
  const first = analyze(service, home, root.id);
  // At work on several: some are here, some are on their way.
  while (service.drive.downloads().filter(({ bytes }) => bytes >= 96 * 1024).length < 6) await sleep(20);
  first.process.kill('SIGKILL');
  expect((await first.ended).signal).toBe('SIGKILL');

  const folder = join(home, 'fetched');
  const here = readdirSync(folder).map((name) => ({
    id: name.split('.')[0] as string,
    part: name.endsWith('.part'),
    bytes: statSync(join(folder, name)).size,
  }));
  expect(here.filter(({ part }) => !part).length).toBeGreaterThan(0);
  const before = service.drive.seen.length;
  const result = await resultOf(analyze(service, home, root.id));

  expect(result.counts).toMatchObject({ found: 60, failed: 4, skipped: 4 });
  expect(result.ads).toHaveLength(ads.length);
  const after = service.drive.seen.slice(before).filter(({ query }) => query.get('alt') === 'media');
  const asked = (id: string) =>
    after.filter(({ path }) => path.endsWith(`/${id}`)).map(({ headers }) => headers.range);
  for (const { id, part, bytes } of here) {
    if (!part || bytes === 96 * 1024) expect(asked(id), id).toEqual([]);
    else expect(asked(id), id).toEqual([bytes === 0 ? undefined : `bytes=${bytes}-`]);
  }
  // Nor is anything else asked for twice.
  for (const { id } of ads) expect(asked(id).length, id).toBeLessThanOrEqual(1);
}, 120_000);

it('stops the job where going on is of no use, and goes on when that is mended', async () => {
  const { service, home, root, ads } = await open();
  // Google takes access away after the listing.
  service.drive.faults.push({ on: 'media', status: 401, reason: 'authError', times: 1000 });
  const refused = await analyze(service, home, root.id, '--max', '4').ended;
  expect(refused).toMatchObject({ code: 4 });
  expect(refused.stderr).toContain('The sign-in has expired');
  service.drive.faults.length = 0;
  service.oauth.expireAccess();
  const { job, ads: scored } = await resultOf(analyze(service, home, root.id, '--max', '4'));
  expect(job.state).toBe('done');
  expect(scored.length).toBeGreaterThan(0);
  expect(service.drive.downloads(ads[0]?.id).at(-1)?.status).toBe(200);
}, 60_000);

it('without an account it says so, and sends nothing', async () => {
  const { service, root } = await open();
  const { GOOGLE_DRIVE_CREDENTIALS: _, ...environment } = service.environment;
  const home = tempFolder();
  const { code, stderr } = await node([builtCli, 'analyze', root.id], { ...environment, TITAN_HOME: home })
    .ended;
  expect(code).toBe(4);
  expect(stderr).toContain('NOT_CONNECTED');
  expect(service.drive.seen).toEqual([]);
});
