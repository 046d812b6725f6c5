import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { AnalyzeResult } from '../../src/contract/index.ts';
import { type MetaEmulatorOptions, metaEmulator } from '../emulators/meta/emulator.ts';
import type { SimMedia } from '../emulators/meta/media.ts';
import { builtCli as cli } from '../support/built-cli.ts';
import { node, sleep } from '../support/children.ts';
import { token } from '../support/meta/token.ts';
import { berlin, makeAccounts, type SimAd } from '../support/meta/world.ts';
import { tempFolder } from '../support/temp-folder.ts';

const root = join(import.meta.dirname, '..', '..');
const sample = (name: string, type: string): SimMedia => ({
  content: readFileSync(join(root, 'resources', 'samples', name)),
  type,
});
const plan = {
  ...berlin,
  campaigns: 1,
  adSetsEach: 1,
  adsEach: 8,
};
const clip = sample('sample_meal_kit_letterboxed.mp4', 'video/mp4');
const still = (name: string): SimMedia => sample(name, name.endsWith('png') ? 'image/png' : 'image/jpeg');

/** An account of eight ads: one video, a carousel, an asset feed, one shared piece, and four that cannot be had. */
async function open(options: Partial<MetaEmulatorOptions> = {}) {
  const [account] = makeAccounts([plan], 1, Date.parse('2026-10-20T12:00:00Z'), 7);
  if (!account) throw new Error('no account');
  const video = (key: string) => ({ kind: 'video' as const, key });
  const image = (key: string) => ({ kind: 'image' as const, key });
  const pieces = [
    [video('501')],
    [image('aa01'), image('aa02')],
    [video('501'), image('aa03')],
    [image('aa01')],
    [video('502')],
    [video('503')],
    [video('504')],
    [],
  ] satisfies SimAd['pieces'][];
  const ads = account.ads.map((ad, at): SimAd => ({ ...ad, pieces: pieces[at] ?? [], status: 'ACTIVE' }));
  const media = new Map<string, SimMedia>([
    ['501', clip],
    ['aa01', still('sample_skincare_offer.png')],
    ['aa02', still('sample_meal_kit_wide.jpg')],
    ['aa03', still('sample_backpack_feed.jpg')],
    ['502', { ...clip, state: 'hidden' }],
    ['503', { ...clip, state: 'processing' }],
  ]);
  const emulator = await metaEmulator({
    accounts: [{ ...account, ads }],
    nowMs: Date.now,
    token,
    media,
    ...options,
  });
  onTestFinished(() => emulator.close());
  const home = join(tempFolder(), 'home');
  const environment = { META_ACCESS_TOKEN: token, META_BASE_URL: emulator.origin, TITAN_HOME: home };
  const analyze = (place = `meta:act_${account.id}`) => node([cli, 'analyze', place, '--json'], environment);
  return { emulator, home, account, ads, analyze };
}

async function resultOf(child: ReturnType<typeof node>): Promise<AnalyzeResult> {
  const { stdout, stderr, code } = await child.ended;
  if (code !== 0) throw new Error(`exit ${code}: ${stderr}`);
  return JSON.parse(stdout) as AnalyzeResult;
}

it('measures what runs at Meta like files, each piece once, and says why the rest cannot be had', async () => {
  const { emulator, home, ads, analyze } = await open();
  emulator.faults.push(
    { on: 'media', kind: 'truncated' },
    { on: 'media', kind: 'html' },
    { on: 'adimages', kind: 'error', code: 2 },
    // Without the right to list videos they are read one by one.
    { on: 'advideos', kind: 'error', code: 10 },
  );
  const result = await resultOf(analyze('meta:'));
  expect(result.counts).toEqual({ found: 8, analyzed: 4, reused: 0, failed: 3, skipped: 1 });
  const [first, carousel, feed] = ads.map(({ id }) => id);
  const source = (part: string) => result.ads.find(({ path }) => path.includes(part))?.source;
  expect(source(`[${first}]`)).toEqual({ kind: 'meta', id: first });
  expect(source(`[${carousel}] 1`)).toEqual({ kind: 'meta', id: carousel });
  expect(source(`[${carousel}] 2`)).toEqual({ kind: 'meta', id: carousel });
  expect(source(`[${feed}] 2`)).toEqual({ kind: 'meta', id: feed });
  for (const ad of result.ads) expect(ad.score.overall).not.toBeNull();
  expect(result.failures.map(({ code }) => code).sort()).toEqual(['NOT_FOUND', 'PERMISSION', 'UPSTREAM']);
  expect(result.skipped[0]?.reason).toContain('post of a Page');

  // The token goes to Meta alone, and into nothing that is kept.
  const onCdn = emulator.seen.filter(({ path }) => path.startsWith('/cdn/'));
  expect(onCdn.length).toBeGreaterThanOrEqual(4);
  for (const { headers, query } of onCdn) expect(`${headers.authorization}${query}`).not.toContain('EAAB');
  for (const file of readdirSync(home, { recursive: true, withFileTypes: true }))
    if (file.isFile()) expect(readFileSync(join(file.parentPath, file.name)).includes(token)).toBe(false);

  const before = onCdn.length;
  const again = await resultOf(analyze());
  expect(again.counts).toMatchObject({ analyzed: 0, reused: 4, failed: 3 });
  expect(emulator.seen.filter(({ path }) => path.startsWith('/cdn/'))).toHaveLength(before);
}, 120_000);

it('goes on where it was killed, also with addresses that have run out', async () => {
  const { emulator, analyze } = await open({ addressLastsMs: 1500 });
  emulator.faults.push({ on: 'media', kind: 'hang', after: 2 });
  const killed = analyze();
  while (emulator.seen.filter(({ path }) => path.startsWith('/cdn/')).length < 3) await sleep(20);
  await sleep(1500);
  killed.process.kill('SIGKILL');
  await killed.ended;
  const fetched = (): string[] =>
    emulator.seen
      .filter(({ path, status }) => path.startsWith('/cdn/') && status === 200)
      .map(({ path }) => path);
  const result = await resultOf(analyze());
  expect(result.counts).toMatchObject({ failed: 3, skipped: 1 });
  expect(result.ads).toHaveLength(4);
  // What had arrived in full is not fetched again.
  expect(fetched().length).toBeLessThanOrEqual(4 + 2);
}, 120_000);

it('tells at once where the sign-in has run out', async () => {
  const { emulator, analyze } = await open();
  emulator.faults.push({ on: 'any', kind: 'error', code: 190, subcode: 463 });
  const refused = await analyze().ended;
  expect(refused.code).toBe(4);
  expect(refused.stderr).toContain('has run out');
  expect(emulator.seen).toHaveLength(1);
}, 60_000);
