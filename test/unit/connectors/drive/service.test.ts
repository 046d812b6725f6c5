import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { driveAccount } from '../../../../src/main/connectors/drive/account.ts';
import { createDriveClient } from '../../../../src/main/connectors/drive/client.ts';
import { download } from '../../../../src/main/connectors/drive/download.ts';
import { beginSignIn } from '../../../../src/main/connectors/drive/sign-in.ts';
import { walkDrive } from '../../../../src/main/connectors/drive/walk.ts';
import { createFileCache } from '../../../../src/main/connectors/net/file-cache.ts';
import { createRetry } from '../../../../src/main/connectors/net/retry.ts';
import type { Listed } from '../../../../src/main/ports.ts';
import { lookInto } from '../../../../src/main/stages/look-into.ts';
import { md5, Tree } from '../../../emulators/drive/tree.ts';
import { client as oauthClient } from '../../../emulators/google-oauth/emulator.ts';
import { googleService } from '../../../support/drive/service.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const retry = createRetry(() => 0);
const never = new AbortController().signal;

async function open(tree = new Tree()) {
  const folder = tempFolder();
  const service = await googleService(tree, folder);
  onTestFinished(() => service.close());
  const bases = { drive: service.drive.origin, googleOauth: service.oauth.origin };
  const grant = {
    kind: 'oauth',
    clientId: oauthClient.id,
    clientSecret: oauthClient.secret,
    refreshToken: service.oauth.grant(),
  } as const;
  const client = createDriveClient({ of: async () => grant as never }, bases, retry);
  const walk = (id: string, resourceKey: string | null, signal: AbortSignal) =>
    walkDrive(client, { id, resourceKey }, join(folder, 'cache'), signal);
  const list = async (id: string, resourceKey: string | null = null): Promise<Listed[]> => {
    const found: Listed[] = [];
    for await (const entry of walk(id, resourceKey, never)) found.push(entry);
    return found;
  };
  return { tree, folder, service, bases, grant, client, walk, list, part: join(folder, 'a.part') };
}

const content = Buffer.from('an ad '.repeat(20_000));

const wanted = (id: string) => ({
  ref: { id, resourceKey: null },
  bytes: content.byteLength,
  md5: md5(content),
});

describe('a token', () => {
  it('that was taken back is asked for again once, by all calls together', async () => {
    const { tree, service, client } = await open();
    const ids = Array.from({ length: 8 }, (_, n) => tree.file(`${n}.mp4`, tree.root, content).id);
    const tokens = () => service.oauth.seen.filter(({ path }) => path === '/token').length;
    const all = () => Promise.all(ids.map((id) => client.file({ id }, never)));
    await all();
    expect(tokens()).toBe(1);
    for (const round of [2, 3, 4]) {
      service.oauth.expireAccess();
      await all();
      expect(tokens()).toBe(round);
    }
  });
});

describe('downloads', () => {
  it('goes on where the line broke, however often, and checks the whole', async () => {
    const { tree, service, client, part } = await open();
    const { id } = tree.file('a.mp4', tree.root, content);
    for (const cutAfter of [50_000, 1, 30_000]) service.drive.faults.push({ on: 'media', id, cutAfter });
    await download(client, wanted(id), part, never);
    expect(readFileSync(part).equals(content)).toBe(true);
    expect(service.drive.downloads(id).map(({ headers }) => headers.range)).toEqual([
      undefined,
      'bytes=50000-',
      'bytes=50001-',
      'bytes=80001-',
    ]);
  });

  it('begins again when what lies here is of another version', async () => {
    const { tree, service, client, part } = await open();
    const { id } = tree.file('a.mp4', tree.root, content);
    writeFileSync(part, 'of another version');
    await download(client, wanted(id), part, never);
    expect(readFileSync(part).equals(content)).toBe(true);
    expect(service.drive.downloads(id).map(({ headers }) => headers.range)).toEqual(['bytes=18-', undefined]);
  });

  it('tells a file that was replaced meanwhile from one that always arrives wrong', async () => {
    const { tree, service, client, part } = await open();
    const node = tree.file('a.mp4', tree.root, content);
    const other = Buffer.from('an ax '.repeat(20_000));
    service.drive.faults.push({ on: 'media', content: other, times: 2 });
    await expect(download(client, wanted(node.id), part, never)).rejects.toMatchObject({ code: 'UPSTREAM' });
    node.content = other;
    await expect(download(client, wanted(node.id), part, never)).rejects.toMatchObject({
      code: 'UNREADABLE',
    });
  });

  it('stops at once when it is told to', async () => {
    const { tree, service, client, part } = await open();
    const { id } = tree.file('a.mp4', tree.root, content);
    service.drive.faults.push({ on: 'media', waitMs: 60_000 });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 30);
    await expect(download(client, wanted(id), part, stop.signal)).rejects.toThrow();
  });
});

describe('a download that Drive forbids', () => {
  const ends = async (reason: string) => {
    const { tree, service, client, part } = await open();
    const { id } = tree.file('a.mp4', tree.root, content);
    service.drive.faults.push({ on: 'media', id, status: 403, reason });
    const end = await download(client, wanted(id), part, never).then(
      () => 'whole',
      ({ code, detail }) => `${code}: ${detail}`,
    );
    const asked = service.drive.downloads(id);
    // What Google takes for malware is never fetched on somebody's own risk.
    expect(asked.every(({ query }) => !query.has('acknowledgeAbuse'))).toBe(true);
    return { end, asked: asked.length };
  };

  it.each(['userRateLimitExceeded', 'rateLimitExceeded', 'sharingRateLimitExceeded', 'backendError'])(
    'is asked for again a little later: %s',
    async (reason) => {
      expect(await ends(reason)).toEqual({ end: 'whole', asked: 2 });
    },
  );

  it.each([
    ['dailyLimitExceeded', 'RATE_LIMITED', 'day’s limit'],
    ['downloadQuotaExceeded', 'UPSTREAM', 'downloaded too often'],
    ['cannotDownloadFile', 'PERMISSION', 'owner does not allow'],
    ['cannotDownloadAbusiveFile', 'PERMISSION', 'malware'],
    ['insufficientFilePermissions', 'PERMISSION', 'account may not read'],
    ['domainPolicy', 'PERMISSION', 'organisation'],
    ['appNotAuthorizedToFile', 'PERMISSION', 'OAuth client'],
    ['accessNotConfigured', 'PERMISSION', 'not switched on'],
    ['insufficientPermissions', 'PERMISSION', 'sign-in does not cover'],
  ])('is not asked for again: %s is %s', async (reason, code, words) => {
    const { end, asked } = await ends(reason);
    expect(end).toMatch(new RegExp(`^${code}: .*${words}`));
    expect(asked).toBe(1);
  });
});

describe('listing', () => {
  it('reads a shared drive, link-shared items by their key, and one file by itself', async () => {
    const { tree, list } = await open();
    const shared = tree.folder('Shared', null, { driveId: '0ASharedDrive' });
    tree.file('a.mp4', shared, content, { driveId: '0ASharedDrive' });
    expect((await list(shared.id)).map(({ path }) => path)).toEqual(['a.mp4']);
    // A client gave one folder of a drive and no membership in it.
    tree.foreignDrives.add('0AForeignDrive');
    const given = tree.folder('Given', null, { driveId: '0AForeignDrive' });
    const below = tree.folder('below', given, { driveId: '0AForeignDrive' });
    for (const [name, folder] of [
      ['a.mp4', given],
      ['b.mp4', below],
    ] as const)
      tree.file(name, folder, content, { driveId: '0AForeignDrive' });
    expect((await list(given.id)).map(({ path }) => path)).toEqual(['a.mp4', 'below/b.mp4']);
    tree.hasTooManyDrives = true;
    expect((await list(given.id)).map(({ path }) => path)).toEqual(['a.mp4', 'below/b.mp4']);
    const linked = tree.folder('Linked', null, { resourceKey: '0-key' });
    tree.file('b.mp4', linked, content);
    await expect(list(linked.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await list(linked.id, '0-key')).map(({ path }) => path)).toEqual(['b.mp4']);
    const one = tree.file('c.mp4', tree.root, content);
    expect(await list(one.id)).toMatchObject([{ kind: 'file', path: 'c.mp4' }]);
  });

  it('ends on folders that contain each other, and gives equal names equal paths each time', async () => {
    const { tree, list } = await open();
    const inner = tree.folder('inner', tree.root);
    tree.shortcut('up', inner, tree.root.id);
    for (let n = 0; n < 3; n += 1) tree.file('same.mp4', inner, Buffer.from(`ad ${n}`));
    const first = await list(tree.root.id);
    const paths = first.map(({ path }) => path);
    expect(paths).toHaveLength(4);
    expect(new Set(paths).size).toBe(4);
    expect((await list(tree.root.id)).map(({ path, absolute }) => [path, absolute])).toEqual(
      first.map(({ path, absolute }) => [path, absolute]),
    );
  });

  it('a folder below that is taken away while it is listed is left out with its reason, and the rest is listed', async () => {
    const { tree, service, list } = await open();
    tree.file('a.mp4', tree.root, content);
    const inner = tree.folder('inner', tree.root);
    tree.file('b.mp4', tree.folder('other', tree.root), content);
    service.drive.faults.push({ on: 'list', id: inner.id, status: 404, reason: 'notFound' });
    expect(await list(tree.root.id)).toMatchObject([
      { kind: 'file', path: 'a.mp4' },
      { kind: 'skipped', path: 'inner', reason: 'gone or not shared with this account' },
      { kind: 'file', path: 'other/b.mp4' },
    ]);
    service.drive.faults.push({ on: 'list', id: tree.root.id, status: 404, reason: 'notFound' });
    await expect(list(tree.root.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('an entry without a readable id is left out with its reason, and the rest of its page is listed', async () => {
    const { tree, list } = await open();
    const whole = tree.file('a.mp4', tree.root, content);
    tree.file('keyed.mp4', tree.root, content, { resourceKey: '../../../up' });
    for (const id of ['../up', '1/2', '']) tree.nodes.set(id, { ...whole, id, name: 'odd.mp4' });
    const found = await list(tree.root.id);
    expect(found).toMatchObject([
      { kind: 'file', path: 'a.mp4' },
      { kind: 'file', path: 'keyed.mp4', absolute: expect.not.stringContaining('up') },
      ...['odd.mp4', 'odd [no id 3].mp4', 'odd [no id 4].mp4'].map((path) => ({
        ...{ kind: 'skipped', path, reason: 'Drive lists it without an id that could be asked for' },
      })),
    ]);
  });

  it('a search that Drive calls incomplete is a failure and not a short list', async () => {
    const { tree, service, list } = await open();
    service.drive.faults.push({ on: 'list', incomplete: true });
    await expect(list(tree.root.id)).rejects.toMatchObject({ code: 'UPSTREAM' });
  });

  it('a look that runs out of time tells what was found by then', async () => {
    const { tree, service, walk } = await open();
    for (const name of ['a.mp4', 'b.mp4']) tree.file(name, tree.root, content);
    const inner = tree.folder('more', tree.root);
    tree.file('c.mp4', inner, content);
    service.drive.faults.push({ on: 'list', id: inner.id, status: 429, retryAfter: '60' });
    const time = new AbortController();
    const looking = lookInto(
      {
        source: { list: (_, signal) => walk(tree.root.id, null, signal) },
        reader: { knownSha: async () => null },
      },
      { paths: [], drive: null, meta: null, max: null, fresh: false },
      time.signal,
    );
    await expect.poll(() => service.drive.seen.filter(({ path }) => path.endsWith('/files')).length).toBe(2);
    time.abort(new DOMException('late', 'TimeoutError'));
    expect(await looking).toMatchObject({ files: 2, complete: false, drafts: [{}, {}] });
  });

  it('a file that Drive has no md5 of yet goes by its revision: what replaces it lies elsewhere', async () => {
    const { tree, client, list, part } = await open();
    const node = tree.file('a.mp4', tree.root, content, { unhashed: true });
    const [first] = await list(tree.root.id);
    node.content = Buffer.from('of another day');
    const [second] = await list(tree.root.id);
    const stampOf = (one?: Listed) => (one?.kind === 'file' ? one.stamp.mtimeNs : null);
    expect(stampOf(first)).toMatch(/^0B/);
    expect(stampOf(second)).not.toBe(stampOf(first));
    expect(second?.absolute).not.toBe(first?.absolute);
    await download(client, { ...wanted(node.id), bytes: 14, md5: null }, part, never);
    expect(readFileSync(part, 'utf8')).toBe('of another day');
  });

  it('a folder that is thrown away, or is none of ours, says so', async () => {
    const { tree, list } = await open();
    const gone = tree.folder('Gone', null, { trashed: true });
    await expect(list(gone.id)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('bin'),
    });
    await expect(list('1NotOursxxxxxxxxxxxxxxx')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('access', () => {
  it('a token that ran out is renewed in between; a grant that was taken back is not asked for twice', async () => {
    const { tree, service, client } = await open();
    await client.file({ id: tree.root.id }, never);
    service.oauth.expireAccess();
    expect(await client.file({ id: tree.root.id }, never)).toMatchObject({ name: 'Autumn ads' });
    service.oauth.revokeAll();
    await expect(client.file({ id: tree.root.id }, never)).rejects.toMatchObject({ code: 'AUTH_EXPIRED' });
    const tokens = () => service.oauth.seen.filter(({ path }) => path === '/token').length;
    const before = tokens();
    await expect(client.file({ id: tree.root.id }, never)).rejects.toMatchObject({ code: 'AUTH_EXPIRED' });
    expect(tokens() - before).toBe(1);
  });

  it('tells whose account it is, and takes the grant back with the token in the body', async () => {
    const { service, bases, grant } = await open();
    const account = driveAccount(bases, retry);
    expect(await account.check(grant, never)).toEqual({
      label: 'anna@example.com',
      limits: '3.2 GB used of 15.0 GB',
    });
    await account.revoke?.(grant, never);
    await expect(account.check(grant, never)).rejects.toMatchObject({ code: 'AUTH_EXPIRED' });
    for (const { path, query } of service.oauth.seen)
      expect(`${path}?${query}`).not.toContain(encodeURIComponent(grant.refreshToken));
  });
});

describe('signing in', () => {
  it('answers one redirect with the right state, and nothing else that comes to the port', async () => {
    const { service, client: _client, bases } = await open();
    const { url, grant } = await beginSignIn(oauthClient, bases.googleOauth);
    const consent = await fetch(url, { redirect: 'manual' });
    const back = new URL(consent.headers.get('location') ?? '');
    expect(back.hostname).toBe('127.0.0.1');
    const wrongState = new URL(back);
    wrongState.searchParams.set('state', 'guessed');
    const wrongPath = new URL('/', back);
    const longState = new URL(back);
    longState.searchParams.set('state', `é${back.searchParams.get('state')?.slice(1)}`);
    for (const wrong of [wrongState, wrongPath, longState]) expect((await fetch(wrong)).status).toBe(404);
    const noAddress = get({ host: back.hostname, port: back.port, path: '//' });
    const [answer] = (await once(noAddress, 'response')) as [IncomingMessage];
    expect(answer.resume().statusCode).toBe(404);
    const page = await fetch(back);
    expect(await page.text()).toContain('You can close this tab');
    expect(page.headers.get('content-security-policy')).toBe("default-src 'none'");
    const { refreshToken } = await grant;
    expect(refreshToken).toMatch(/^1\/\//);
    // It was open for one answer.
    await expect(fetch(back)).rejects.toThrow();
    const { searchParams } = new URL(url);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(url).not.toContain(oauthClient.secret);
    expect(service.oauth.seen.some(({ path }) => path === '/token')).toBe(true);
  });

  it('says that it was refused, or that Google gave no lasting sign-in', async () => {
    const { service, bases } = await open();
    service.oauth.refuse('access_denied');
    const refused = await beginSignIn(oauthClient, bases.googleOauth);
    const expectRefusal = expect(refused.grant).rejects.toMatchObject({ code: 'PERMISSION' });
    await fetch(refused.url);
    await expectRefusal;
    service.oauth.withoutRefreshToken();
    const second = await beginSignIn(oauthClient, bases.googleOauth);
    const expectNone = expect(second.grant).rejects.toMatchObject({ code: 'AUTH_EXPIRED' });
    await fetch(second.url);
    await expectNone;
    const third = await beginSignIn(oauthClient, bases.googleOauth);
    const expectStopped = expect(third.grant).rejects.toMatchObject({ code: 'CANCELLED' });
    third.cancel();
    await expectStopped;
  });
});

describe('the cache', () => {
  it('lets the ones not used for longest go, never one that is held', async () => {
    const folder = join(tempFolder(), 'drive');
    mkdirSync(folder);
    let limit = 1000;
    const cache = createFileCache(folder, async () => limit);
    const add = async (name: string) => {
      const path = join(folder, name);
      writeFileSync(`${path}.part`, Buffer.alloc(400));
      const done = await cache.makeRoom(400, never);
      await cache.keep(`${path}.part`, path, 400);
      done();
      await new Promise((resolve) => setTimeout(resolve, 5));
      return path;
    };
    const first = await add('first');
    const release = cache.hold(first);
    await add('second');
    await add('third');
    expect(readdirSync(folder).sort()).toEqual(['first', 'third']);
    release();
    await add('fourth');
    expect(readdirSync(folder)).toHaveLength(2);
    expect(readdirSync(folder)).toContain('fourth');
    // The setting counts from the next download on.
    limit = 500;
    await add('fifth');
    expect(readdirSync(folder)).toEqual(['fifth']);
  });

  it('stays within its limit while many come at once, and waits for those in use', async () => {
    const folder = join(tempFolder(), 'drive');
    const cache = createFileCache(folder, async () => 1000);
    const sizes: number[] = [];
    const soon = () => new Promise((resolve) => setTimeout(resolve, 2));
    const look = () => sizes.push(readdirSync(folder).length * 400);
    const all = Array.from({ length: 10 }, async (_, n) => {
      const path = join(folder, `${n}`);
      const release = cache.hold(path);
      const done = await cache.makeRoom(400, never);
      writeFileSync(`${path}.part`, Buffer.alloc(400));
      await soon();
      look();
      await cache.keep(`${path}.part`, path, 400);
      done();
      await soon();
      look();
      release();
    });
    await Promise.all(all);
    expect(Math.max(...sizes)).toBe(800);
    const stop = new AbortController();
    const release = cache.hold(join(folder, '9'));
    await cache.makeRoom(700, never);
    const waits = cache.makeRoom(700, stop.signal);
    stop.abort();
    await expect(waits).rejects.toThrow();
    release();
  });
});
