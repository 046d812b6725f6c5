import { type ChildProcess, execFileSync, type ForkOptions, fork } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { root } from '../../scripts/ground/place.mjs';
import type { ApprovalDetail, Backup, Job, Result, Settings } from '../../src/contract/index.ts';
import { openApp } from '../../src/main/hosts/compose.ts';
import { openAccount } from '../support/act/meta-account.ts';
import { builtCli as cli } from '../support/built-cli.ts';
import { node, sleep } from '../support/children.ts';
import { token } from '../support/meta/token.ts';
import { tempFolder } from '../support/temp-folder.ts';

const script = join(import.meta.dirname, 'app-child.ts');
const linux = process.platform === 'linux';

interface Member {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly open: Promise<void>;
  readonly events: string[];
  ask(id: string, input?: unknown, as?: { person: true }): Promise<Result<unknown>>;
  kill(): Promise<void>;
  close(): Promise<void>;
}

function member(home: string, { env, ...as }: ForkOptions = {}): Member {
  const child = fork(script, [], {
    ...as,
    env: { ...process.env, ...env, TITAN_HOME: home, NODE_NO_WARNINGS: '1' },
    silent: true,
  });
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  const events: string[] = [];
  const opened = Promise.withResolvers<void>();
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let words = '';
  child.stderr?.on('data', (text) => {
    words += text;
  });
  void exited.then(() => opened.reject(new Error(`it did not open: ${words}`)));
  child.on('message', (message: { open?: true; n?: number; result?: Result<unknown>; event?: string }) => {
    if (message.open) opened.resolve();
    if (message.event) events.push(message.event);
    if (message.n !== undefined) waiting.get(message.n)?.(message.result as Result<unknown>);
  });
  let n = 0;
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  return {
    child,
    pid: child.pid as number,
    open: opened.promise,
    events,
    ask(id, input = {}, as) {
      n += 1;
      child.send({ n, id, input, ...as });
      return new Promise((resolve) => waiting.set(n, resolve));
    },
    kill,
    async close() {
      child.send({ close: true });
      await exited;
    },
  };
}

/** Who has the library open, by what the system says and not by what we believe. */
const ownersOf = (home: string, all: readonly Member[]): Member[] =>
  all.filter(({ pid, child }) => {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    try {
      return readdirSync(`/proc/${pid}/fd`).some((fd) => {
        try {
          return readlinkSync(`/proc/${pid}/fd/${fd}`) === join(home, 'titan.db');
        } catch {
          return false;
        }
      });
    } catch {
      return false;
    }
  });

const until = async (test: () => boolean): Promise<void> => {
  for (let n = 0; n < 1200 && !test(); n += 1) await sleep(25);
  expect(test()).toBe(true);
};

describe('one data folder', () => {
  it.skipIf(!linux)(
    'passes on when its owner closes, and no call is lost for it, changes included',
    async () => {
      const home = join(tempFolder(), 'home');
      const first = member(home);
      await first.open;
      const others = [member(home), member(home)];
      await Promise.all(others.map(({ open }) => open));
      let going = true;
      const failures: unknown[] = [];
      let asked = 0;
      const work = others.map(async ({ ask }, n) => {
        while (going) {
          const result = await ask(
            n === 0 ? 'settings.set' : 'settings.get',
            n === 0 ? { parallel_files: asked % 8 } : {},
          );
          asked += 1;
          if (!result.ok) failures.push(result.error);
        }
      });
      await until(() => asked > 5);
      await first.close();
      await until(() => ownersOf(home, others).length === 1);
      const before = asked;
      await until(() => asked > before + 5);
      going = false;
      await Promise.all(work);
      expect(failures).toEqual([]);
    },
  );

  it.skipIf(!linux)(
    'has one owner of 20 that start at once; when it is killed, another of them; and all of them answer',
    async () => {
      const home = join(tempFolder(), 'home');
      const all = Array.from({ length: 20 }, () => member(home));
      await Promise.all(all.map(({ open }) => open));
      let owners = ownersOf(home, all);
      expect(owners).toHaveLength(1);
      const answers = await Promise.all(all.map(({ ask }) => ask('jobs.list')));
      expect(answers).toEqual(all.map(() => ({ ok: true, value: { jobs: [] } })));

      // What one changes all hear of, whichever of them holds the library.
      await all[3]?.ask('settings.set', { theme: 'dark' });
      await until(() => all.every(({ events }) => events.length === 1));

      for (let round = 0; round < 3; round += 1) {
        await owners[0]?.kill();
        const left = all.filter(({ child }) => child.signalCode === null);
        // Pictures go another way than calls, and are asked for again as well.
        const noPictures = Promise.all(left.map(({ ask }) => ask('locate', '0'.repeat(16))));
        const asked = await Promise.all(left.map(({ ask }) => ask('settings.get')));
        expect(await noPictures).toEqual(left.map(() => ({ ok: true, value: null })));
        for (const answer of asked) expect(answer).toMatchObject({ ok: true, value: { theme: 'dark' } });
        owners = ownersOf(home, all);
        expect(owners).toHaveLength(1);
      }
      expect(all.filter(({ child }) => child.signalCode !== null)).toHaveLength(3);
    },
  );

  it('says who holds it when that one does not answer', async () => {
    const home = join(tempFolder(), 'home');
    const owner = member(home);
    await owner.open;
    owner.child.kill('SIGSTOP');
    const { code, stderr } = await node([cli, 'ads'], { TITAN_HOME: home }).ended;
    owner.child.kill('SIGCONT');
    expect(stderr).toMatch(/^CONFLICT: .*does not answer/);
    expect(code).toBe(1);
  });

  it('is closed to others, also when it was there before, but a folder with other things in it is left as it is', async () => {
    const folder = tempFolder();
    const homes = [join(folder, 'new', 'deep'), join(folder, 'empty')];
    mkdirSync(homes[1] as string, { mode: 0o755 });
    for (const home of homes) {
      await (await openApp({ home, role: 'query' })).close();
      expect(statSync(home).mode & 0o777).toBe(0o700);
    }
    const shared = join(folder, 'shared');
    mkdirSync(shared, { mode: 0o755 });
    writeFileSync(join(shared, 'letter.txt'), 'Dear reader');
    await (await openApp({ home: shared, role: 'query' })).close();
    expect(statSync(shared).mode & 0o777).toBe(0o755);
  });

  it.skipIf(process.getuid?.() !== 0)(
    'is one for all of the group that its owner shared it with, one after the other and each under their own name',
    async () => {
      const account = await openAccount();
      onTestFinished(account.close);
      account.target('11');
      const folder = tempFolder();
      chmodSync(folder, 0o755);
      const home = join(folder, 'shared');
      mkdirSync(home);
      const idOf = (name: string): number => Number(execFileSync('id', ['-u', name], { encoding: 'utf8' }));
      const [owner, other] = [idOf('daemon'), idOf('nobody')];
      const gid = owner;
      chownSync(home, owner, gid);
      chmodSync(home, 0o2775);
      const env = { META_ACCESS_TOKEN: token, META_BASE_URL: account.origin, HOME: folder };
      const of = async <T>(answer: Promise<Result<unknown>>): Promise<T> => {
        const result = await answer;
        if (!result.ok) throw new Error(result.error.message);
        return result.value as T;
      };

      const first = member(home, { uid: owner, gid, env });
      await first.open;
      expect(statSync(home).mode & 0o7777).toBe(0o2770);
      await of(first.ask('approve.setLimits', { two_people_from_minor: 1 }, { person: true }));
      const changes = [{ target: '11', after_minor: 6000 }];
      const { item } = await of<ApprovalDetail>(first.ask('approve.proposeBudgets', { changes }));
      const yes = { id: item.id, content_hash: item.content_hash, typed_minor: item.amount_minor };
      const half = await of<ApprovalDetail>(first.ask('approve.confirm', yes, { person: true }));
      expect([half.item.state, half.approvals_given.length]).toEqual(['proposed', 1]);
      await expect(member(home, { uid: other, gid, env }).open).rejects.toThrow(
        'open under their own system account',
      );
      await first.close();

      const second = member(home, { uid: other, gid, env });
      await second.open;
      const whole = await of<ApprovalDetail>(second.ask('approve.confirm', yes, { person: true }));
      expect(whole.item.state).toBe('confirmed');
      expect(whole.approvals_given.map(({ person }) => person)).toEqual(['daemon', 'nobody']);
      expect(account.effects()).toHaveLength(1);
      expect(await of(second.ask('act.verify'))).toMatchObject({ ok: true });
      expect(await of(second.ask('store.backup'))).toMatchObject({ verified: true });
      await second.close();

      const again = member(home, { uid: owner, gid, env });
      await again.open;
      expect(await of(again.ask('act.verify'))).toMatchObject({ ok: true });
      await again.close();
    },
  );

  it('may lie at the end of a path that is too long for a socket', async () => {
    const home = join(tempFolder(), 'x'.repeat(120), 'home');
    const [owner, client] = [await openApp({ home, role: 'app' }), await openApp({ home, role: 'app' })];
    const caller = { host: 'cli', scopes: ['read'], person: false } as const;
    expect(await client.call('jobs.list', {}, caller)).toEqual({ ok: true, value: { jobs: [] } });
    await client.close();
    await owner.close();
  });

  it('with a lock file of something else is refused with its name', async () => {
    const home = tempFolder();
    writeFileSync(join(home, 'owner.lock'), 'not ours at all '.repeat(100));
    await expect(openApp({ home, role: 'query' })).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      detail: expect.stringContaining('owner.lock'),
    });
  });

  it('reads the words that a command left unread, once its start has settled', async () => {
    const home = join(tempFolder(), 'home');
    const ad = join(root, 'resources/samples/sample_skincare_offer.png');
    execFileSync(process.execPath, [cli, 'analyze', ad], {
      env: { ...process.env, TITAN_HOME: home },
      stdio: 'ignore',
    });
    const { open, ask } = member(home);
    await open;
    const readings = async () => {
      const { value } = (await ask('jobs.list')) as { value: { jobs: Job[] } };
      return value.jobs.filter(({ kind }) => kind === 'read');
    };
    expect(await readings()).toEqual([]);
    await expect
      .poll(readings, { timeout: 90_000, interval: 500 })
      .toMatchObject([{ title: 'words left to read', state: 'done', progress: { done: 1, failed: 0 } }]);
  });

  it('says of a damage that was dismissed nothing more when a backup of before that is restored', async () => {
    const home = join(tempFolder(), 'home');
    const opened = async () => {
      const app = await openApp({ home, role: 'app' });
      onTestFinished(() => app.close());
      const caller = { host: 'cli', scopes: ['read', 'propose'], person: false } as const;
      return { app, ask: (id: string, input: unknown = {}) => app.call(id, input, caller) };
    };
    const first = await opened();
    await first.ask('store.backup');
    await first.app.close();
    writeFileSync(join(home, 'titan.db'), 'not a database');
    const { ask } = await opened();
    const recovery = async () => ((await ask('settings.get')) as { value: Settings }).value.recovery;
    expect(await recovery()).toMatchObject({ kept_aside: expect.stringContaining('titan.db.replaced-') });
    const { value } = (await ask('store.backup')) as { value: Backup };
    // Restored before it was dismissed, it is still to be read.
    await ask('store.restore', { file: value.file });
    expect(await recovery()).not.toBeNull();
    await ask('settings.set', { recovery: null });
    expect(await ask('store.restore', { file: value.file })).toMatchObject({ ok: true });
    expect(await recovery()).toBeNull();
  });

  it('tells a window that stays open to read all anew when a backup took the place of what it shows', async () => {
    const owner = await openApp({ home: join(tempFolder(), 'home'), role: 'app' });
    onTestFinished(() => owner.close());
    const ask = (id: string) =>
      owner.call(id, {}, { host: 'cli', scopes: ['read', 'propose'], person: false });
    await ask('store.backup');
    const told = new Set<string>();
    owner.subscribe(({ type }) => void told.add(type));
    expect(await ask('store.restore')).toMatchObject({ ok: true });
    for (const type of ['settings', 'approvals', 'changed', 'marks', 'learnt']) expect(told).toContain(type);
  });

  it('waits with its calls while a backup is restored, and answers them from it', async () => {
    const home = join(tempFolder(), 'home');
    const owner = await openApp({ home, role: 'app' });
    onTestFinished(() => owner.close());
    const caller = { host: 'cli', scopes: ['read', 'propose'], person: false } as const;
    const ask = (id: string, input: unknown = {}) => owner.call(id, input, caller);
    await ask('settings.set', { theme: 'dark' });
    const made = await ask('store.backup');
    await ask('settings.set', { theme: 'light' });
    const [first, second, third, ...answers] = await Promise.all([
      ask('store.restore'),
      sleep(5).then(() => ask('store.restore')),
      // While the library is just being closed.
      sleep(25).then(() => ask('store.restore')),
      ...Array.from({ length: 20 }, async (_, n) => {
        await sleep(n * 3);
        return ask('settings.get');
      }),
    ]);
    // Either may come first; the other is restored after it or told of it.
    const { file } = (made as { value: { file: string } }).value;
    const restored = { ok: true, value: { restored: { file } } };
    const told = { ok: false, error: { code: 'CONFLICT' } };
    const [earlier, later] = first.ok ? [first, second] : [second, first];
    expect(earlier).toMatchObject(restored);
    for (const one of [later, third]) expect(one).toMatchObject(one.ok ? { ok: true } : told);
    for (const answer of answers) expect(answer).toMatchObject({ ok: true });
    expect(await ask('settings.get')).toMatchObject({ ok: true, value: { theme: 'dark' } });
  });
});
