import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AppError, type AppEvent, type Caller, type Result } from '../../../../src/contract/index.ts';
import type { App } from '../../../../src/main/hosts/app.ts';
import { socketAddress } from '../../../../src/main/hosts/socket/address.ts';
import { connectToOwner, NotHeard } from '../../../../src/main/hosts/socket/client.ts';
import { listen } from '../../../../src/main/hosts/socket/server.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

type Served = Pick<App, 'call' | 'locate' | 'subscribe'>;

/** An owner without a library: what it was asked, and answers that the test decides. */
function owner(
  answer: (id: string, input: unknown) => Promise<Result<unknown>> = async () => ({ ok: true, value: null }),
) {
  const asked: { id: string; input: unknown; caller: Caller }[] = [];
  const listeners = new Set<(event: AppEvent) => void>();
  const served: Served = {
    call(id, input, caller) {
      asked.push({ id, input, caller });
      return answer(id, input);
    },
    locate: async (kind, ad) =>
      ad === 'known' ? { path: `/pictures/${kind}.jpg`, mime: 'image/jpeg' } : null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    served,
    asked,
    listeners,
    tell: (event: AppEvent) => {
      for (const listener of listeners) listener(event);
    },
  };
}

async function opened(served: Served, address = join(tempFolder(), 's')) {
  const server = await listen(served, address, '1.0.0');
  onTestFinished(() => server.close());
  return { server, address };
}

async function client(address: string, seen: AppEvent[] = [], version = '1.0.0') {
  let lost = 0;
  const connection = await connectToOwner(
    address,
    version,
    (event) => seen.push(event),
    () => {
      lost += 1;
    },
  );
  if (!connection) throw new Error('nobody listens');
  onTestFinished(() => connection.close());
  return { ...connection, lost: () => lost };
}

/** A peer that says what it likes. */
async function raw(
  address: string,
): Promise<{ socket: Socket; received: () => string; closed: Promise<void> }> {
  const socket = connect(address);
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  onTestFinished(() => void socket.destroy());
  return { socket, received: () => text, closed };
}

const program = { host: 'cli', person: false } as const;

const until = async (test: () => boolean): Promise<void> => {
  while (!test()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('the socket of the owner', () => {
  it('is for this user alone', async () => {
    const { address } = await opened(owner().served);
    expect(statSync(address).mode & 0o777).toBe(0o600);
  });

  it('takes the place of one that a killed owner left, and of any file', async () => {
    const address = join(tempFolder(), 's');
    writeFileSync(address, 'left over');
    await opened(owner().served, address);
    await client(address);
  });

  it('hands over calls with the host and the person they came from, never with more scopes', async () => {
    const { served, asked } = owner(async (_id, input) => ({ ok: true, value: { echo: input } }));
    const { address } = await opened(served);
    const { call } = await client(address);
    const input = { text: 'Zeile\nzwei\u2028"ä"\u0000', list: [1, null, true] };
    expect(await call('jobs.list', input, { host: 'electron', person: true })).toEqual({
      ok: true,
      value: { echo: input },
    });
    expect(asked).toEqual([
      {
        id: 'jobs.list',
        input,
        caller: { host: 'electron', scopes: ['read', 'propose', 'approve'], person: true },
      },
    ]);
    await call('jobs.list', input, { host: 'gateway', person: true, token: true });
    expect(asked.pop()?.caller).toMatchObject({ person: true, token: true });
    for (const host of ['electron', 'gateway', 'cli', 'socket', 'mcp'] as const)
      await call('jobs.list', input, { host, person: host === 'socket' || host === 'mcp' });
    const granted = asked.slice(1).map(({ caller }) => caller.scopes);
    expect(granted).toEqual(Array(5).fill(['read', 'propose']));
  });

  it('answers out of order to the one who asked', async () => {
    const { served } = owner(async (id) => {
      await new Promise((resolve) => setTimeout(resolve, id === 'slow' ? 60 : 1));
      return { ok: true, value: id };
    });
    const { address } = await opened(served);
    const [one, two] = [await client(address), await client(address)];
    const order: string[] = [];
    const ask = async (who: typeof one, id: string) => {
      expect(await who.call(id, {}, program)).toEqual({ ok: true, value: id });
      order.push(id);
    };
    await Promise.all([ask(one, 'slow'), ask(one, 'a'), ask(two, 'b')]);
    expect(order.at(-1)).toBe('slow');
  });

  it('carries 20 MB in one answer, and letters that lie across chunks', async () => {
    const text = '🔥ä'.repeat(4_000_000);
    const { address } = await opened(owner(async () => ({ ok: true, value: text })).served);
    const answer = await (await client(address)).call('score.export', {}, program);
    expect(answer.ok && answer.value === text).toBe(true);
  });

  it('tells every client what happens, and none that has gone', async () => {
    const { served, tell, listeners } = owner();
    const { address } = await opened(served);
    const [first, second]: [AppEvent[], AppEvent[]] = [[], []];
    const one = await client(address, first);
    await client(address, second);
    await until(() => listeners.size === 2);
    const event: AppEvent = { type: 'settings', seq: 7 };
    tell(event);
    await until(() => first.length === 1 && second.length === 1);
    expect(first).toEqual([event]);
    one.close();
    await until(() => listeners.size === 1);
    expect(one.lost()).toBe(0);
  });

  it('locates pictures', async () => {
    const { address } = await opened(owner().served);
    const { locate } = await client(address);
    expect(await locate('thumb', 'known')).toEqual({ path: '/pictures/thumb.jpg', mime: 'image/jpeg' });
    expect(await locate('thumb', '../../etc/passwd')).toBeNull();
  });

  const garbage = [
    'GET / HTTP/1.1\r\n\r\n',
    '{"n":1}\n',
    '{"n":"1","call":"x","input":{},"host":"cli","person":false}\n',
    '{"n":1,"call":"x","input":{},"host":"cli","person":false,"scopes":["approve"]}\n',
    '{"n":1,"call":"x","input":{},"host":"root","person":false}\n',
    '{"n":1,"locate":"../media","ad":"x"}\n',
    'null\n',
    '[]\n',
    '{"n":1,"call":"x","input":{},"host":"cli"\n',
    '\u0000\u0001\u0002\n',
    `${'['.repeat(100_000)}\n`,
  ];
  it.each(garbage)('closes on garbage and serves the others: %j', async (line) => {
    const { served, asked } = owner();
    const { address } = await opened(served);
    const other = await client(address);
    const peer = await raw(address);
    peer.socket.write(line);
    await peer.closed;
    expect(asked).toEqual([]);
    expect(await other.call('jobs.list', {}, program)).toMatchObject({ ok: true });
  });

  it('closes on a line that never ends, without keeping it', async () => {
    const { served } = owner();
    const { address } = await opened(served);
    const peer = await raw(address);
    const chunk = 'x'.repeat(1 << 20);
    let sent = 0;
    let open = true;
    void peer.closed.then(() => {
      open = false;
    });
    while (open && sent < 64) {
      peer.socket.write(chunk);
      sent += 1;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await peer.closed;
    expect(sent).toBeLessThan(64);
    expect(await (await client(address)).call('jobs.list', {}, program)).toMatchObject({ ok: true });
  });
});

describe('when the owner closes', () => {
  it('answers what it has heard', async () => {
    const { served, asked } = owner(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { ok: true, value: 'in time' };
    });
    const { server, address } = await opened(served);
    const { call } = await client(address);
    const answer = call('settings.set', {}, program);
    await until(() => asked.length === 1);
    await server.close();
    expect(await answer).toEqual({ ok: true, value: 'in time' });
  });

  it('lets the client know that what it did not hear was not done', async () => {
    const { served, asked } = owner();
    const { server, address } = await opened(served);
    const who = await client(address);
    const closing = server.close();
    const answer = who.call('settings.set', {}, program);
    await expect(answer).rejects.toBeInstanceOf(NotHeard);
    await closing;
    expect(asked).toEqual([]);
    expect(who.lost()).toBe(1);
    await expect(who.call('jobs.list', {}, program)).rejects.toBeInstanceOf(NotHeard);
  });

  it('does not promise that of one that was cut off', async () => {
    const address = join(tempFolder(), 's');
    const rude = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('{"hello":{"version":"1.0.0"}}\n');
      socket.on('data', () => socket.destroy());
    });
    await new Promise<void>((resolve) => rude.listen(address, resolve));
    onTestFinished(() => void rude.close());
    const who = await client(address);
    const failure = await who.call('settings.set', {}, program).catch((error) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).not.toBeInstanceOf(NotHeard);
    expect(failure.code).toBe('OFFLINE');
  });
});

describe('connecting', () => {
  it('finds nobody where nobody is', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'file'), '');
    for (const name of ['none', 'file'])
      expect(
        await connectToOwner(
          join(folder, name),
          '1',
          () => undefined,
          () => undefined,
        ),
      ).toBeNull();
  });

  it('refuses another version, naming both', async () => {
    const { address } = await opened(owner().served);
    await expect(client(address, [], '2.0.0')).rejects.toMatchObject({
      code: 'CONFLICT',
      detail: expect.stringMatching(/1\.0\.0.*2\.0\.0/),
    });
  });

  it('gives up on one that takes the connection and says nothing, or nonsense', async () => {
    for (const says of ['', 'SSH-2.0-OpenSSH\r\n', 'null\n']) {
      const address = join(tempFolder(), 's');
      const mute = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.write(says);
      });
      await new Promise<void>((resolve) => mute.listen(address, resolve));
      let lost = false;
      const answer = connectToOwner(
        address,
        '1',
        () => undefined,
        () => {
          lost = true;
        },
      );
      expect(await answer).toBeNull();
      expect(lost).toBe(false);
      await new Promise((resolve) => mute.close(resolve));
    }
  });
});

describe('the address', () => {
  it('is in the data folder, and elsewhere for this user alone when that is too long for a socket', async () => {
    const home = tempFolder();
    expect(socketAddress(home)).toBe(join(home, 'titan.sock'));
    const long = join(home, 'x'.repeat(90), 'y'.repeat(90));
    mkdirSync(long, { recursive: true });
    const address = socketAddress(long);
    expect(Buffer.byteLength(address)).toBeLessThanOrEqual(100);
    expect(address).not.toBe(socketAddress(`${long}z`));
    expect(statSync(dirname(address)).mode & 0o777).toBe(0o700);
    await opened(owner().served, address);
    await client(address);
  });

  it('does not trust a folder that others can write to', () => {
    const folder = tempFolder();
    const before = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    onTestFinished(() => {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    });
    mkdirSync(join(folder, `titan-ads-${process.getuid?.()}`), { mode: 0o777 });
    const open = statSync(join(folder, readdirSync(folder)[0] as string)).mode & 0o077;
    expect(open).not.toBe(0);
    expect(() => socketAddress(`/${'x'.repeat(120)}`)).toThrow(AppError);
  });
});
