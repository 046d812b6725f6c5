import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { linkAll } from '../../src/main/core/learn/meta/link-all.ts';
import { alikeOf, type LookedAd } from '../../src/main/core/learn/meta/link-look.ts';
import { readPattern } from '../../src/main/core/learn/meta/name-pattern.ts';
import { openStore } from '../../src/main/store/index.ts';
import type { BenchResult } from './run.ts';

const root = join(import.meta.dirname, '..', '..');
const samples = join(root, 'resources', 'samples');

/** Words over a picture: a price in the first two seconds, a small code all the time. */
const label = (text: string, where: string, height: number, when = ''): string =>
  `drawtext=text='${text}':${where}:fontsize=h/${height}:fontcolor=white:box=1:boxcolor=black@0.7${when}`;
const versions = {
  price: label('Now 30 off', 'x=w*0.3:y=h*0.75', 18, ":enable='lt(t,2)'"),
  line: label('Only today', 'x=w*0.1:y=h*0.1', 24, ":enable='lt(t,2)'"),
  code: label('Code MIA10', 'x=w*0.6:y=h*0.9', 30),
} as const;

function encode(from: string, to: string, filter: string, quality: number): void {
  const how = to.endsWith('.mp4')
    ? ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(quality), '-c:a', 'aac', '-b:a', '64k']
    : ['-q:v', '4', '-frames:v', '1'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', from, '-vf', filter, ...how, to]);
}

/**
 * The sample ads as Meta would serve them (smaller, encoded anew) against a library of the user's own files. Told with the
 * originals there beside versions with other words, and with the versions alone, where every link is a wrong one.
 */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'titan-links-'));
  try {
    const own = join(folder, 'own');
    const served = join(folder, 'served');
    for (const path of [own, served]) mkdirSync(path);
    const stems = readdirSync(samples).filter((name) => /\.(mp4|jpg|png)$/.test(name));
    for (const name of stems) {
      const stem = name.slice(0, -extname(name).length);
      const ending = name.endsWith('.mp4') ? '.mp4' : '.jpg';
      const from = join(samples, name);
      encode(from, join(served, `${stem}${ending}`), 'scale=trunc(iw*0.35)*2:-2', 30);
      encode(from, join(own, `${stem}.original${ending}`), 'null', 18);
      for (const [version, filter] of Object.entries(versions))
        if (ending === '.mp4' || version === 'code')
          encode(from, join(own, `${stem}.${version}${ending}`), filter, 20);
    }
    const home = join(folder, 'home');
    const cli = join(root, 'src', 'main', 'cli.ts');
    execFileSync(process.execPath, [cli, 'analyze', own, served, '--out', join(folder, 'result.txt')], {
      env: { ...process.env, TITAN_HOME: home },
      stdio: 'ignore',
    });
    const store = await openStore(
      home,
      () => new Date().toISOString(),
      () => [],
    );
    const names = new Map(
      (await store.reader.linkableAds()).map(({ id, names: files }) => [id, files[0] ?? '']),
    );
    const all = await store.reader.looks([], true);
    store.close();
    const isOwn = ({ id }: LookedAd): boolean => /\.(original|price|line|code)\./.test(names.get(id) ?? '');
    const fetched = all.filter((ad) => !isOwn(ad));
    const there = tally(fetched, all.filter(isOwn), names);
    const gone = tally(
      fetched,
      all.filter((ad) => isOwn(ad) && !names.get(ad.id)?.includes('.original.')),
      names,
    );
    const wrong = there.wrong + gone.wrong;
    return {
      name: 'links',
      ratios: {
        'wrong links / links made': { value: wrong / Math.max(1, there.right + wrong), bar: 0 },
        'films linked to their original': there.right / fetched.filter(({ kind }) => kind === 'video').length,
      },
      raw: { served: fetched.length, 'originals there': there, 'only versions there': gone },
      pass: wrong === 0,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function tally(fetched: readonly LookedAd[], own: readonly LookedAd[], names: ReadonlyMap<string, string>) {
  const pattern = readPattern('{file}');
  if (!pattern) throw new Error('no pattern');
  const links = linkAll(
    pattern,
    fetched.map(({ id }) => ({ id, account: '1', name: `ad ${id}`, tags: '', pieces: [id] })),
    [
      ...fetched.map(({ id }) => ({ id, client: null, names: [], pieces: [id] })),
      ...own.map(({ id }) => ({ id, client: null, names: [names.get(id) ?? ''], pieces: [] })),
    ],
    alikeOf(fetched, own),
    [],
  ).filter(({ how }) => how === 'look');
  const stem = (id: string): string => (names.get(id) ?? '').split('.')[0] ?? '';
  const made = links.filter(({ state }) => state === 'linked');
  const right = made.filter(
    ({ metaAdId, adId }) => stem(metaAdId) === stem(adId) && names.get(adId)?.includes('.original.'),
  ).length;
  return { right, wrong: made.length - right, asked: links.length - made.length };
}
