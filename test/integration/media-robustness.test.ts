import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cached, ffmpeg } from '../support/clips/ffmpeg.ts';
import { openPool, type TestPool } from '../support/media-pool.ts';
import { hungryHost, recorded, recordingHost } from './media-hosts.ts';

let opened: TestPool;
beforeAll(async () => {
  opened = await openPool(recordingHost);
});
afterAll(() => opened.close());

const path = (name: string) => join(opened.folder, name);
async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(path(name), content);
  return path(name);
}
const isWindows = process.platform === 'win32';

/** Long enough that a test can act while it is being decoded. */
const slowClip = () =>
  cached('slow-4k.mp4', async (to) => {
    const source = ['-f', 'lavfi', '-i', 'testsrc2=s=3840x2160:r=30:d=20', '-f', 'lavfi', '-i', 'sine=d=20'];
    await ffmpeg([...source, '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', to]);
  });

describe('what is no ordinary file', () => {
  test.skipIf(isWindows)('a named pipe is refused, not waited for', async () => {
    execFileSync('mkfifo', [path('pipe.mp4')]);
    expect(await opened.outcome(path('pipe.mp4'))).toBe('UNREADABLE');
  });

  test('an empty file, a folder, a link and nothing at all', async () => {
    expect(await opened.outcome(await file('empty.mp4', ''))).toBe('EMPTY_FILE');
    mkdirSync(path('folder.mp4'));
    expect(await opened.outcome(path('folder.mp4'))).toBe('UNREADABLE');
    symlinkSync('/etc/hostname', path('link.mp4'));
    expect(await opened.outcome(path('link.mp4'))).toBe('UNREADABLE');
    expect(await opened.outcome(path('missing.mp4'))).toBe('UNREADABLE');
  });

  test('one byte', async () => {
    expect(await opened.outcome(await file('one.mp4', 'x'))).toBe('NOT_MEDIA');
  });
});

describe('files that ask for other files or the network', () => {
  let server: Server;
  let base = '';
  const requests: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end('x');
    });
    server.on('connection', () => requests.push('connection'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  test('playlists under the name of a film are texts, and nobody is called', async () => {
    const secret = await file('secret.mp4', 'secret');
    const scripts = [
      `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${base}/a.ts\n#EXT-X-ENDLIST\n`,
      `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\nconcat:${secret}|${base}/b\n#EXT-X-ENDLIST\n`,
      `ffconcat version 1.0\nfile '${secret}'\n`,
      `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>${base}/c</BaseURL></MPD>`,
      `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n`,
      `<smil><body><video src="${base}/d"/></body></smil>`,
    ];
    for (const [i, script] of scripts.entries()) {
      expect(await opened.outcome(await file(`list-${i}.mp4`, script)), script).toBe('NOT_MEDIA');
    }
    expect(requests).toEqual([]);
  });

  test('a playlist behind the first bytes of a known format stays with that format', async () => {
    const list = `#EXTM3U\n#EXTINF:1,\n${base}/e.ts\n`;
    const heads = [
      '\x1a\x45\xdf\xa3',
      'OggS',
      'FLV\x01',
      '\0\0\0\x10ftypisom\0\0\0\0',
      'RIFF\0\0\0\0AVI ',
      'GIF89a',
    ];
    for (const [i, head] of heads.entries()) {
      const bytes = Buffer.from(head + list.repeat(20), 'latin1');
      const code = await opened.outcome(await file(`head-${i}.mp4`, bytes));
      expect(['BAD_HEADER', 'NO_INDEX', 'TRUNCATED', 'DAMAGED', 'TOO_LARGE'], head).toContain(code);
    }
    expect(requests).toEqual([]);
  });

  test('an MP4 whose data is said to lie elsewhere reads nothing there', async () => {
    const plain = await cached('one-second.mp4', async (to) => {
      await ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=160x120:r=10:d=1', '-pix_fmt', 'yuv420p', to]);
    });
    const bytes = await readFile(plain);
    // A self-contained data reference has flag 1; without it and with a name it points to another file.
    const at = bytes.indexOf('url ');
    bytes.writeUInt32BE(0, at + 4);
    await opened.outcome(await file('elsewhere.mp4', bytes));
    expect(requests).toEqual([]);
  });

  test.each([
    ['a linked picture', (to: string) => `<image href="${to}/f.png"/>`],
    ['a linked style', (to: string) => `<style>@import url(${to}/g.css);</style>`],
  ])('an SVG with %s is not rendered', async (_name, inner) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">${inner(base)}</svg>`;
    expect(await opened.outcome(await file('linked.svg', svg))).toBe('UNSUPPORTED_CODEC');
    expect(requests).toEqual([]);
  });
});

describe('bombs', () => {
  test('a PNG of 60,000 pixels square is refused by its header', async () => {
    const chunk = (type: string, data: Buffer) => {
      const body = Buffer.concat([Buffer.from(type), data]);
      const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
      length.writeUInt32BE(data.length);
      sum.writeUInt32BE(crc32(body));
      return Buffer.concat([length, body, sum]);
    };
    const header = Buffer.alloc(13);
    header.writeUInt32BE(60_000, 0);
    header.writeUInt32BE(60_000, 4);
    header.set([8, 2, 0, 0, 0], 8);
    const png = [
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      chunk('IDAT', Buffer.alloc(64)),
    ];
    expect(await opened.outcome(await file('huge.png', Buffer.concat(png)))).toBe('TOO_LARGE');
  });

  test('entities that grow are not expanded', async () => {
    const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join(
      '',
    );
    const svg = `<!DOCTYPE svg [<!ENTITY a0 "ha">${levels}]><svg xmlns="http://www.w3.org/2000/svg"><text>&a9;</text></svg>`;
    expect(await opened.outcome(await file('entities.svg', svg))).toBe('UNSUPPORTED_CODEC');
  });

  test('an SVG of a million pixels square is refused', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="1000000" height="1000000"><rect width="5"/></svg>';
    expect(['TOO_LARGE', 'BAD_HEADER']).toContain(await opened.outcome(await file('wide.svg', svg)));
  });

  test.skipIf(isWindows)('a host that takes too much memory is ended, and the file told why', async () => {
    const hungry = await openPool(hungryHost, 1);
    expect(await hungry.outcome(await file('any.jpg', 'x'))).toBe('OUT_OF_MEMORY');
    await hungry.close();
  });
});

/** Processes whose group is one of the media hosts this test process started. */
async function running(name: RegExp): Promise<{ pid: number; parent: number; line: string }[]> {
  const found = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const line = (await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    const [, state = '', parent = ''] = /^\d+ \(.*\) (\S) (\d+)/.exec(stat) ?? [];
    if (name.test(line) && state !== 'Z') found.push({ pid: Number(entry), parent: Number(parent), line });
  }
  return found;
}

async function until<T>(ask: () => Promise<T | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not happen');
}

describe.skipIf(process.platform !== 'linux')('processes', () => {
  const decoderOf = (clip: string) => running(new RegExp(`/ffmpeg .*${clip}`));
  const started = (clip: string) => until(async () => (await decoderOf(clip))[0]);
  const allGone = (clip: string) => until(async () => (await decoderOf(clip)).length === 0);

  /** A name of its own, so that each test sees its own decoder only. */
  async function ownClip(name: string): Promise<string> {
    symlinkSafeCopy(await slowClip(), path(name));
    return path(name);
  }
  const symlinkSafeCopy = (from: string, to: string) => execFileSync('cp', [from, to]);

  test('an abort ends the decoder, and the pool goes on', async () => {
    const clip = await ownClip('aborted.mp4');
    const abort = new AbortController();
    const measuring = opened.measure(clip, abort.signal);
    const settled = measuring.then(
      () => 'measured',
      (error: Error) => error.message,
    );
    await started('aborted.mp4');
    abort.abort(new Error('the user said stop'));
    expect(await settled).toBe('the user said stop');
    await allGone('aborted.mp4');
    expect(await opened.outcome(await file('after.txt', 'hello'))).toBe('NOT_MEDIA');
  });

  test('a host that is killed is replaced once without a word', async () => {
    const clip = await ownClip('killed-once.mp4');
    const measuring = opened.outcome(clip);
    process.kill((await started('killed-once.mp4')).parent, 'SIGKILL');
    expect(await measuring).toBe('ok');
    await allGone('killed-once.mp4');
  });

  test('killed twice, the file fails and no decoder is left', async () => {
    const clip = await ownClip('killed-twice.mp4');
    const measuring = opened.outcome(clip);
    const first = await started('killed-twice.mp4');
    process.kill(first.parent, 'SIGKILL');
    const second = await until(async () =>
      (await decoderOf('killed-twice.mp4')).find(({ parent }) => parent !== first.parent && parent > 1),
    );
    process.kill(second.parent, 'SIGKILL');
    expect(await measuring).toBe('MEDIA_CRASH');
    await allGone('killed-twice.mp4');
  });

  /** A process of its own that measures this clip. */
  function appOver(clip: string) {
    const module = (name: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, name)).href);
    const script = `const { openPool } = await import(${module('../support/media-pool.ts')});
      const { recordingHost } = await import(${module('media-hosts.ts')});
      const { measure } = await openPool(recordingHost); await measure(${JSON.stringify(clip)});`;
    return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  }

  test('when the app is killed nothing of it stays', async () => {
    const app = appOver(await ownClip('orphan.mp4'));
    const decoder = await started('orphan.mp4');
    const hosts = (await running(/media-recording-host/)).filter(({ parent }) => parent === app.pid);
    expect(hosts.length).toBe(1);
    app.kill('SIGKILL');
    await allGone('orphan.mp4');
    await until(async () =>
      (await running(/media-recording-host/)).every(({ pid }) => !hosts.some((h) => h.pid === pid)),
    );
    expect((await running(/media-recording-host/)).some(({ pid }) => pid === decoder.parent)).toBe(false);
  });

  test('nor where its host goes with it, as under Electron, and can end nothing', async () => {
    const app = appOver(await ownClip('alone.mp4'));
    const { pid, parent } = await started('alone.mp4');
    // It must not hear that the app has gone.
    process.kill(parent, 'SIGSTOP');
    app.kill('SIGKILL');
    await once(app, 'exit');
    expect((await decoderOf('alone.mp4')).map((decoder) => decoder.pid)).toEqual([pid]);
    process.kill(parent, 'SIGKILL');
    const sinceMs = performance.now();
    await allGone('alone.mp4');
    // Long before it would be through with the film: nobody reads what it writes.
    expect(performance.now() - sinceMs).toBeLessThan(5000);
  });

  test('a closed pool leaves no host', async () => {
    const own = await openPool(recordingHost, 1);
    const before = (await running(/media-recording-host/)).filter(
      ({ parent }) => parent === process.pid,
    ).length;
    await own.close();
    await until(async () => {
      const now = (await running(/media-recording-host/)).filter(({ parent }) => parent === process.pid);
      return now.length === before - 1;
    });
  });
});

test('decoders see no secret of this process', async () => {
  process.env.META_ACCESS_TOKEN = 'canary';
  const own = await openPool(recordingHost, 1);
  const clip = await cached('one-second.mp4', async (to) => {
    await ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=160x120:r=10:d=1', '-pix_fmt', 'yuv420p', to]);
  });
  const names = String(recorded(await own.measure(clip), 'environment')).split(',');
  delete process.env.META_ACCESS_TOKEN;
  await own.close();
  const allowed =
    /^(PATH|HOME|USERPROFILE|SystemRoot|TMPDIR|TEMP|TMP|LANG|LC_ALL|XDG_CACHE_HOME|NODE_CHANNEL_\w+|VIPSHOME)$/;
  expect(names.filter((name) => !allowed.test(name))).toEqual([]);
});
