import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import sharp from 'sharp';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startFlags } from '../../scripts/ground/place.mjs';
import { AnalyzeResult, Backup, Health } from '../../src/contract/index.ts';
import { verbs } from '../../src/main/hosts/cli/verbs.ts';
import { builtCli as cli } from '../support/built-cli.ts';
import { type Ended, node, sleep } from '../support/children.ts';
import { makeAds } from '../support/kill/ads.ts';
import { processesWith } from '../support/processes.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** One folder and one library for the tests that only look. */
let shared: string;
let ads: string;
let home: string;
let first: Ended;

const start = (args: readonly string[], env: Record<string, string> = {}, cwd?: string) =>
  node([cli, ...args], { TITAN_HOME: home, NO_COLOR: '1', ...env }, cwd);
const titan = (args: readonly string[], env: Record<string, string> = {}, cwd?: string): Promise<Ended> =>
  start(args, env, cwd).ended;

beforeAll(async () => {
  shared = realpathSync(mkdtempSync(join(tmpdir(), 'titan-cli-')));
  ads = join(shared, 'ads');
  home = join(shared, 'home');
  mkdirSync(join(ads, 'sub'), { recursive: true });
  for (let n = 0; n < 3; n += 1) {
    const background = { r: 80 * n, g: 120, b: 200 - 60 * n };
    const file = join(ads, n === 2 ? 'sub/same 2.png' : `ad-${n}.png`);
    await sharp({ create: { width: 300, height: 500 + n, channels: 3, background } })
      .png()
      .toFile(file);
  }
  writeFileSync(join(ads, 'copy.png'), readFileSync(join(ads, 'ad-0.png')));
  writeFileSync(join(ads, 'bad.mp4'), 'This is a text.');
  writeFileSync(join(ads, 'notes.txt'), 'notes');
  writeFileSync(join(ads, '\u001b[31m\u202eevil\n.png'), readFileSync(join(ads, 'ad-1.png')));
  const child = spawn(process.execPath, [cli, 'analyze', ads, '--json'], {
    env: { ...process.env, TITAN_HOME: home, NODE_NO_WARNINGS: '1' },
  });
  first = await new Promise((resolve) => {
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return () => rmSync(shared, { recursive: true, force: true });
});

describe('titan analyze', () => {
  it('prints one JSON document on stdout that adds up, and 0', () => {
    expect(first.code).toBe(0);
    expect(first.stdout.trim().split('\n')).toHaveLength(1);
    const result = AnalyzeResult.parse(JSON.parse(first.stdout));
    const { found, analyzed, reused, failed, skipped } = result.counts;
    expect({ found, analyzed, reused, failed, skipped }).toEqual({
      found: 7,
      analyzed: 3,
      reused: 2,
      failed: 1,
      skipped: 1,
    });
    const paths = result.ads.flatMap((ad) => [ad.path, ...ad.other_paths]);
    const all = [
      ...paths,
      ...result.failures.map(({ path }) => path),
      ...result.skipped.map(({ path }) => path),
    ];
    expect(new Set(all).size).toBe(7);
    expect(all).toHaveLength(7);
    expect(result.failures).toMatchObject([{ path: 'bad.mp4', code: 'NOT_MEDIA', source: ads }]);
    expect(result.ads.map((ad) => ad.path)).toContain('sub/same 2.png');
  });

  it('takes what has not changed from the library, with the same values', async () => {
    const again = await titan(['analyze', ads, '--json']);
    const [one, two] = [first, again].map(({ stdout }) => AnalyzeResult.parse(JSON.parse(stdout)));
    expect(two?.counts).toMatchObject({ analyzed: 0, reused: 5 });
    expect(two?.ads).toEqual(one?.ads);
  });

  it('measures all of it anew with --fresh, to the same values byte for byte', async () => {
    const fresh = AnalyzeResult.parse(
      JSON.parse((await titan(['analyze', ads, '--json', '--fresh'])).stdout),
    );
    expect(fresh.counts).toMatchObject({ analyzed: 3, reused: 2 });
    const before = AnalyzeResult.parse(JSON.parse(first.stdout));
    const values = (result: AnalyzeResult) =>
      JSON.stringify(result.ads.map(({ id, features, score }) => ({ id, features, score })));
    expect(values(fresh) === values(before)).toBe(true);
  });

  it('shows a table to people, with names that cannot touch the terminal', async () => {
    const { code, stdout } = await titan(['analyze', ads]);
    expect(code).toBe(0);
    expect(stdout).toContain('7 found: 0 analyzed, 5 unchanged, 1 failed, 1 skipped.');
    expect(stdout).toContain('NOT_MEDIA');
    for (const control of ['\u001b', '\u202e']) expect(stdout).not.toContain(control);
  });

  it('stops after --max files', async () => {
    const result = AnalyzeResult.parse(
      JSON.parse((await titan(['analyze', ads, '--json', '--max', '2'])).stdout),
    );
    expect(result.counts.analyzed + result.counts.reused + result.counts.failed).toBe(2);
  });

  it('takes a single file, and paths from where the user stands', async () => {
    const own = { TITAN_HOME: join(tempFolder(), 'home') };
    const from = await titan(['analyze', 'ad-0.png', '--json'], { ...own, INIT_CWD: ads }, '/');
    expect(AnalyzeResult.parse(JSON.parse(from.stdout)).ads).toMatchObject([
      { path: 'ad-0.png', source: { id: ads } },
    ]);
    const relative = await titan(['analyze', '.', '--json'], { ...own, INIT_CWD: '' }, join(ads, 'sub'));
    expect(AnalyzeResult.parse(JSON.parse(relative.stdout)).ads).toMatchObject([{ path: 'same 2.png' }]);
  });

  it('ends with 1 when nothing could be measured', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'a.mp4'), 'text');
    const { code, stdout } = await titan(['analyze', folder, '--json'], {
      TITAN_HOME: join(tempFolder(), 'h'),
    });
    expect(code).toBe(1);
    expect(AnalyzeResult.parse(JSON.parse(stdout))).toMatchObject({ ads: [], counts: { failed: 1 } });
    const empty = await titan(['analyze', tempFolder()], { TITAN_HOME: join(tempFolder(), 'h') });
    expect(empty.code).toBe(1);
  });
});

it('takes from the build what V8 made of it, also with the flags of a start', async () => {
  const kept = join(cli, '..', 'commands.kept.cjs.code');
  const { ino } = statSync(kept);
  await node([...startFlags, cli, '--version'], {}).ended;
  expect(statSync(kept).ino).toBe(ino);
});

describe('the other verbs', () => {
  const json = async (args: readonly string[]) => {
    const { code, stdout, stderr } = await titan([...args, '--json']);
    expect(stderr).toBe('');
    return { code, value: JSON.parse(stdout) };
  };

  it('ads lists what the filter finds, in the order asked for', async () => {
    const { value } = await json(['ads', '--where', 'kind:image height>500', '--sort', 'name']);
    expect(value.ads.map(({ path }: { path: string }) => path)).toHaveLength(2);
    expect((await json(['ads', '--where', 'kind:video'])).value).toEqual({ ads: [] });
    expect((await titan(['ads', '--where', 'kind:video'])).stdout).toContain('No ads yet');
  });

  it('show takes an id, a prefix and a path', async () => {
    const { value } = await json(['show', 'ad-1.png']);
    for (const reference of [value.id, value.id.slice(0, 8), value.sha256, join(ads, 'ad-1.png')])
      expect((await json(['show', reference])).value.id).toBe(value.id);
    // On macOS /tmp is such a link.
    const link = join(tempFolder(), 'link');
    symlinkSync(ads, link);
    expect((await json(['show', join(link, 'ad-1.png')])).value.id).toBe(value.id);
    const people = await titan(['show', value.id]);
    expect(people.stdout).toContain('not a chance of winning');
  });

  it('export --format html is one document: every ad with its pictures, and the file that failed', async () => {
    const { code, stdout } = await titan([
      'export',
      '--format',
      'html',
      '--title',
      'Spring & more',
      '--for',
      'A',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
    expect(stdout).toContain('<h1>Spring &amp; more</h1>');
    const { ads: listed } = JSON.parse((await titan(['ads', '--json'])).stdout) as { ads: { id: string }[] };
    expect(
      [...stdout.matchAll(/<article class="full" id="ad-([0-9a-f]{16})">/g)].map(([, id]) => id),
    ).toEqual(listed.map(({ id }) => id));
    expect(stdout.match(/src="data:image\/jpeg;base64,/g)?.length).toBeGreaterThanOrEqual(listed.length);
    expect(stdout).toMatch(/could not be read<\/h2>[\s\S]*<bdi>bad\.mp4<\/bdi>/);
    const pdf = await titan(['export', '--format', 'pdf']);
    expect([pdf.code, pdf.stderr]).toEqual([2, expect.stringMatching(/needs the window.*--format html/)]);
  });

  it('export writes a file whole or not at all', async () => {
    const out = join(tempFolder(), 'ads.csv');
    writeFileSync(out, 'the old one');
    const bad = await titan(['export', '--format', 'pdf', '--out', out]);
    expect([bad.code, readFileSync(out, 'utf8')]).toEqual([2, 'the old one']);
    const good = await titan(['export', '--format', 'csv', '--out', out]);
    expect([good.code, good.stdout]).toEqual([0, '']);
    expect(readFileSync(out, 'utf8')).toContain('ad-0.png');
    expect(readdirSync(join(out, '..'))).toEqual(['ads.csv']);
    const nowhere = await titan(['export', '--format', 'json', '--out', join(out, 'x.json')]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.stderr).toMatch(/^NOT_FOUND: .*x\.json cannot be written/);
  });

  it('doctor, backup, restore and call answer documents of the contract', async () => {
    const health = await json(['doctor']);
    expect([0, 1]).toContain(health.code);
    expect(Health.parse(health.value).store.home).toBe(home);
    const made = Backup.parse((await json(['backup'])).value);
    expect(existsSync(join(home, 'backups', made.file))).toBe(true);
    const restored = (await json(['restore', made.file])).value;
    expect(restored.restored.file).toBe(made.file);
    expect(existsSync(restored.replaced_kept_as)).toBe(true);
    expect((await json(['restore', '--list'])).value.backups.length).toBeGreaterThan(0);
    expect((await json(['call', 'score.rows', '{"limit":1}'])).value).toMatchObject({ total: 3 });
    expect((await titan(['call', 'score.rows', '{"limit":1}'])).stdout).toContain('\n  "total": 3');
  });

  it('every verb says that the library was damaged and is an older one, until that is dismissed', async () => {
    const other = { TITAN_HOME: tempFolder() };
    await titan(['backup'], other);
    writeFileSync(join(other.TITAN_HOME, 'titan.db'), 'not a database');
    const told = /^The library was damaged and is back at 20\S+: .* kept as .*titan\.db\.replaced-.*\n$/;
    expect((await titan(['ads'], other)).stderr).toMatch(told);
    const { stdout, stderr } = await titan(['doctor'], other);
    expect(stderr).toMatch(told);
    expect(stdout).toMatch(/warning +Recovered +The library was damaged/);
    expect((await titan(['restore', '--list'], other)).stderr).toBe('');
    expect((await titan(['call', 'settings.set', '{"recovery":null}'], other)).code).toBe(0);
    expect((await titan(['ads'], other)).stderr).toBe('');
    expect((await titan(['doctor'], other)).stdout).toMatch(/ok +Recovered +not needed/);
  });
});

describe('a doctor of what does not open', () => {
  it('calls the library failed for what is wrong with that alone, and no decoder missing that settings may name', async () => {
    const none = { PATH: tempFolder(), TITAN_HOME: tempFolder() };
    writeFileSync(join(none.TITAN_HOME, 'titan.db'), 'not a database');
    const damaged = await titan(['doctor'], none);
    expect([damaged.code, damaged.stdout]).toEqual([3, expect.stringMatching(/FAILED +Library/)]);
    expect(damaged.stdout).toMatch(/warning +Video decoder +ffmpeg and ffprobe are not on the PATH/);
    const wrong = { TITAN_HOME: tempFolder(), OPENAI_BASE_URL: 'nowhere' };
    const { code, stdout } = await titan(['doctor'], wrong);
    expect([code, stdout]).toEqual([2, expect.stringMatching(/warning +Library +Not looked at/)]);
  });
});

describe('a library that is gone while its backups are there', () => {
  it('is said to be so by every verb until the newest of them is back, which no copy of the empty one comes before', async () => {
    const other = { TITAN_HOME: tempFolder() };
    const backups = join(other.TITAN_HOME, 'backups');
    await titan(['call', 'settings.set', '{"theme":"dark"}'], other);
    await titan(['backup'], other);
    const [made = ''] = readdirSync(backups);
    const earlier = made.replace(/^2\d{3}/, '2024');
    renameSync(join(backups, made), join(backups, earlier));
    rmSync(join(other.TITAN_HOME, 'titan.db'));
    const told =
      /^No library was here, but backups of one are \(1\).* "titan restore" brings the newest back\..*\n$/;
    expect((await titan(['ads'], other)).stderr).toMatch(told);
    expect((await titan(['backup'], other)).stderr).toMatch(told);
    expect((await titan(['doctor'], other)).stdout).toMatch(/warning +Recovered +No library was here/);
    expect(JSON.parse((await titan(['restore', '--json'], other)).stdout).restored.file).toBe(earlier);
    const { stdout, stderr } = await titan(['call', 'settings.get'], other);
    expect([JSON.parse(stdout).theme, stderr]).toEqual(['dark', '']);
  });
});

describe('a file that is no media', () => {
  it('is not opened again for as long as it looks the same', async () => {
    const folder = tempFolder();
    const other = { TITAN_HOME: tempFolder() };
    const file = join(folder, 'export');
    const skipped = async (...flags: string[]) =>
      JSON.parse((await titan(['analyze', folder, '--json', ...flags], other)).stdout).counts.skipped;
    const picture = readFileSync(join(ads, 'ad-0.png'));
    // Put back with its own time and the size that the other had, it is looked into all the same.
    for (const [content, isSkipped] of [
      ['x'.repeat(picture.length), 1],
      [picture, 0],
    ] as const) {
      writeFileSync(file, content);
      utimesSync(file, 1_700_000_000, 1_700_000_000);
      await delay(3100);
      expect(await skipped()).toBe(isSkipped);
      expect(await skipped()).toBe(isSkipped);
    }
  });
});

describe('a newest backup that is damaged', () => {
  it('is passed over by a restore, and marked by the doctor and in the list', async () => {
    const other = { TITAN_HOME: tempFolder() };
    const backups = join(other.TITAN_HOME, 'backups');
    await titan(['backup'], other);
    const [good = ''] = readdirSync(backups);
    const [older, damaged] = ['2024', '2025'].map((year) => good.replace(/^2\d{3}/, year)) as [
      string,
      string,
    ];
    renameSync(join(backups, good), join(backups, older));
    const bytes = readFileSync(join(backups, older));
    writeFileSync(join(backups, damaged), bytes.fill(0, bytes.length >> 1, (bytes.length >> 1) + 20_000));
    expect((await titan(['doctor'], other)).stdout).toContain(`damaged: ${damaged}`);
    const list = (await titan(['restore', '--list'], other)).stdout;
    expect(list).toMatch(new RegExp(`${damaged}.*DAMAGED\\n${older}`));
    const named = await titan(['restore', damaged], other);
    expect([named.code, named.stderr]).toEqual([
      1,
      expect.stringMatching(`^CONFLICT: .*${damaged}.*good backup is ${older}`),
    ]);
    const { code, stdout } = await titan(['restore'], other);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(`Restored ${older}.*passed over: ${damaged}.*everything is stopped.*go-on`),
    ]);
    rmSync(join(backups, older));
    const none = await titan(['restore'], other);
    expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/None is whole/)]);
  });
});

describe('a copy that lies outside of the backups', () => {
  it('is told to be put among them, and the path of one that is there is taken for its name', async () => {
    const other = { TITAN_HOME: tempFolder() };
    const backups = join(other.TITAN_HOME, 'backups');
    await titan(['backup'], other);
    const [made = ''] = readdirSync(backups);
    const copy = join(tempFolder(), 'copy.db');
    copyFileSync(join(backups, made), copy);
    const { code, stderr } = await titan(['restore', copy], other);
    const form = made.replace(/^\w+/, '\\w+');
    expect([code, stderr]).toEqual([2, expect.stringMatching(`${copy} is not among .*${backups}.*${form}`)]);
    expect((await titan(['restore', join(backups, made)], other)).stdout).toContain(`Restored ${made}`);
  });
});

describe('a copy that a newer Titan Ads wrote', () => {
  it('is refused and the library stays as it is', async () => {
    const other = { TITAN_HOME: tempFolder() };
    const backups = join(other.TITAN_HOME, 'backups');
    await titan(['backup'], other);
    const [made = ''] = readdirSync(backups);
    const newer = made.replace(/Z-\d+-/, 'Z-9999-');
    renameSync(join(backups, made), join(backups, newer));
    for (const args of [['restore', newer], ['restore']]) {
      const { code, stderr } = await titan(args, other);
      expect([code, stderr]).toEqual([3, expect.stringMatching(/^STORE_NEWER: .*was left as it is/)]);
    }
    expect((await titan(['ads'], other)).code).toBe(0);
  });
});

describe('wrong usage', () => {
  const cases: [string, string[], number, RegExp][] = [
    ['an unknown verb', ['fly'], 2, /^INVALID_INPUT: .*"fly".*--help/],
    ['a verb every object has', ['constructor'], 2, /^INVALID_INPUT/],
    ['an unknown option', ['ads', '--colour', 'red'], 2, /^INVALID_INPUT: .*--colour.*Usage: titan ads/],
    ['an option without its value', ['ads', '--where'], 2, /^INVALID_INPUT/],
    [
      'a filter that cannot be read',
      ['ads', '--where', 'scroe>3'],
      2,
      /^INVALID_INPUT: .*Did you mean "score"/,
    ],
    ['a field that cannot be sorted by', ['ads', '--sort', 'beauty'], 2, /^INVALID_INPUT: .*score, name/],
    ['no folder', ['analyze'], 2, /^INVALID_INPUT: .*titan analyze <folder>/],
    ['a folder that is not there', ['analyze', '/not/there'], 1, /^NOT_FOUND: .*\/not\/there/],
    ['a number that is none', ['analyze', '.', '--max', 'many'], 2, /^INVALID_INPUT: .*max/],
    ['an ad that is not there', ['show', 'nothing'], 1, /^NOT_FOUND: .*nothing/],
    ['two ads', ['show', 'a', 'b'], 2, /^INVALID_INPUT/],
    ['no format', ['export'], 2, /^INVALID_INPUT: .*csv, json or html/],
    ['a backup that is not there', ['restore', 'none.db'], 1, /^NOT_FOUND: .*none\.db/],
    ['a way out of the backups', ['restore', '../titan.db'], 1, /^NOT_FOUND/],
    ['a procedure that is not there', ['call', 'no.thing'], 1, /^NOT_FOUND: .*no\.thing/],
    ['a procedure of another host', ['call', 'ingest.openUpload', '{}'], 4, /^PERMISSION/],
    ['an input that is no JSON', ['call', 'jobs.list', '{'], 2, /^INVALID_INPUT: .*JSON/],
    ['a port that is none', ['serve', '--port', '99999'], 2, /^INVALID_INPUT: .*65535/],
  ];
  it.each(cases)('%s is told in one line on stderr', async (_name, args, exit, text) => {
    const { code, stdout, stderr } = await titan(args);
    expect(stderr).toMatch(text);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(code).toBe(exit);
  });

  const nowhere = { TITAN_HOME: '/dev/null/home' };
  it.each(Object.entries(verbs))('help for %s is on stdout, and needs no library', async (name, verb) => {
    const { code, stdout, stderr } = await titan([name, '--help'], nowhere);
    expect([code, stderr]).toEqual([0, '']);
    for (const option of [...verb.options, 'json', 'out', 'help']) expect(stdout).toContain(`--${option}`);
  });

  it('help alone lists each verb', async () => {
    const all = await titan(['--help'], nowhere);
    expect(all.code).toBe(0);
    for (const { summary } of Object.values(verbs)) expect(all.stdout).toContain(summary);
    expect((await titan(['--version'], nowhere)).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await titan([], nowhere)).stdout).toBe(all.stdout);
  });

  it('a data folder that cannot be is told, not crashed on', async () => {
    const { code, stderr } = await titan(['ads'], { TITAN_HOME: '/dev/null/home' });
    expect([code, stderr.trim().split('\n').length]).toEqual([3, 1]);
    expect(stderr).toMatch(/^READ_ONLY: .*\/dev\/null\/home/);
  });
});

describe('the terminal', () => {
  const shell = (command: string, env: Record<string, string> = {}): Promise<Ended> => {
    // The one who runs the tests may have asked for no colours, or for colours everywhere.
    const { NO_COLOR, FORCE_COLOR, ...plain } = process.env;
    const child = spawn('bash', ['-o', 'pipefail', '-c', command], {
      env: {
        ...plain,
        TITAN_HOME: home,
        NODE: process.execPath,
        CLI: cli,
        NODE_NO_WARNINGS: '1',
        ...env,
      },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return new Promise((resolve) => {
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (text) => {
        stdout += text;
      });
      child.stderr.on('data', (text) => {
        stderr += text;
      });
      child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    });
  };

  it('may close its pipe early', async () => {
    const { code, stderr } = await shell('"$NODE" "$CLI" export --format json | true');
    expect([code, stderr]).toEqual([0, '']);
  });

  it('gets no colours in a pipe', async () => {
    expect((await titan(['ads'], { NO_COLOR: '' })).stdout).not.toContain('\u001b');
  });

  it.skipIf(process.platform !== 'linux')('gets them on a screen, unless NO_COLOR says no', async () => {
    // Node takes a machine that says CI for one whose screen has no colours.
    const onScreen = (env: Record<string, string>) =>
      shell(`script -qec 'env -u CI "$NODE" "$CLI" ads' /dev/null`, { TERM: 'xterm-256color', ...env });
    expect((await onScreen({})).stdout).toContain('\u001b[2m');
    expect((await onScreen({ NO_COLOR: '1' })).stdout).not.toContain('\u001b[2m');
  });
});

describe('Ctrl-C', () => {
  it('cancels with 130 and what is done; the next run goes on; no process stays', async () => {
    const folder = tempFolder();
    const files = await makeAds(join(folder, 'ads'));
    const temp = join(folder, 'temp');
    mkdirSync(temp);
    const env = { TITAN_HOME: join(folder, 'home'), TMPDIR: temp };
    const running = start(['analyze', join(folder, 'ads'), '--json'], env);
    const events = start(['call', 'jobs.list'], env);
    await events.ended;
    // Until something is done, by what another process is told.
    for (;;) {
      const { stdout } = await titan(['call', 'jobs.list'], env);
      const [job] = JSON.parse(stdout || '{"jobs":[]}').jobs;
      if (job?.progress.done > 2) break;
      expect(running.process.exitCode).toBeNull();
      await sleep(50);
    }
    running.process.kill('SIGINT');
    const { code, stdout } = await running.ended;
    expect(code).toBe(130);
    const cancelled = AnalyzeResult.parse(JSON.parse(stdout));
    expect(cancelled.job.state).toBe('cancelled');
    const done = cancelled.counts.analyzed;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(files);
    expect((processesWith(`TMPDIR=${temp}\0`) ?? []).map(({ command }) => command)).toEqual([]);

    const next = await titan(['analyze', join(folder, 'ads'), '--json'], env);
    expect(next.code).toBe(0);
    const result = AnalyzeResult.parse(JSON.parse(next.stdout));
    expect(result.counts.found).toBe(files);
    expect(result.counts.reused).toBeGreaterThanOrEqual(done);
    // What was measured before is not measured again.
    const before = new Map(cancelled.ads.map((ad) => [ad.id, ad.measured_at]));
    for (const ad of result.ads) if (before.has(ad.id)) expect(ad.measured_at).toBe(before.get(ad.id));
  }, 240_000);
});
