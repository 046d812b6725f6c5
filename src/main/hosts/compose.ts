import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  AppError,
  type AppEvent,
  type Backup,
  type Caller,
  contract,
  type ProcedureId,
  type Result,
} from '../../contract/index.ts';
import { replaceWithBackup } from '../store/backups.ts';
import { storeError } from '../store/errors.ts';
import { takeOwnerLock } from '../store/owner-lock.ts';
import type { App, LocatedFile, OpenOptions, PictureKind } from './app.ts';
import { authorise, bind, toFailure } from './bind.ts';
import { systemClock } from './clock.ts';
import { createEvents } from './events.ts';
import { createHandlers } from './handlers/index.ts';
import { lockName, titanHome } from './home.ts';
import { locateFile } from './locate-file.ts';
import { createLog } from './log.ts';
import { makeHome } from './make-home.ts';
import { createOwner, type Owner } from './owner.ts';
import { socketAddress } from './socket/address.ts';
import { connectToOwner, NotHeard, type OwnerConnection } from './socket/client.ts';
import { listen } from './socket/server.ts';
import { typedCall } from './typed-call.ts';
import { receiveUpload } from './uploads.ts';
import { appVersion } from './version.ts';

export type { App, OpenOptions } from './app.ts';

/** An owner that is just starting or stopping needs a moment before it answers, or lets go. */
const patienceMs = 10_000;
const retryMs = 50;

/** The gateway authorised the upload itself; this only looks the job up. */
const uploader: Caller = { host: 'gateway', scopes: ['read'], person: false };

/** What answers at the moment: this process as the owner, or a connection to the one that is. */
interface Side {
  call(id: string, input: unknown, caller: Caller): Promise<Result<unknown>>;
  locate(kind: PictureKind, adId: string): Promise<LocatedFile | null>;
  close(): Promise<void>;
}

/**
 * The only place that wires. Becomes the owner of the data folder when nobody is, else a client of the owner; when that
 * owner goes away, takes its place, so that a window outlives the process it was served by.
 */
export async function openApp(options: OpenOptions): Promise<App> {
  const home = options.home ?? titanHome();
  makeHome(home);
  const clock = options.sandbox?.clock ?? systemClock;
  const log = options.log ?? createLog(home, systemClock.now);
  const events = createEvents();
  let closed = false;
  let owns = false;
  let side: Promise<Side> = openSide();
  await side.catch((error: unknown) => {
    log.error({ error }, 'the library could not be opened');
    log.close();
    throw error;
  });

  async function openSide(): Promise<Side> {
    const address = socketAddress(home);
    const giveUpAt = performance.now() + patienceMs;
    for (;;) {
      const lock = ownerLock();
      if (lock) {
        try {
          const own = await becomeOwner(address, lock);
          owns = true;
          return own;
        } catch (error) {
          lock.release();
          throw error;
        }
      }
      const connection = await connectToOwner(address, appVersion, forward, reopen);
      if (connection) return clientSide(connection);
      if (performance.now() > giveUpAt) {
        throw new AppError('CONFLICT', `Another process holds ${home} and does not answer.`);
      }
      await wait(retryMs);
    }
  }

  function ownerLock(): { release(): void } | null {
    const file = join(home, lockName);
    try {
      return takeOwnerLock(file);
    } catch (error) {
      throw storeError(error, `${file} could not be locked`, home);
    }
  }

  function forward(event: AppEvent): void {
    events.emit(event);
  }
  function reopen(): void {
    if (closed) return;
    log.warn({}, 'the owner of the library went away; taking its place');
    side = openSide();
    side.then(
      // A token may have been taken away while nobody was heard.
      () => events.emit({ type: 'tokens' }),
      (error: unknown) => log.error({ error }, 'the library could not be opened again'),
    );
  }

  async function becomeOwner(address: string, lock: { release(): void }): Promise<Side> {
    const start = (): Promise<Owner> =>
      createOwner({
        home,
        clock,
        log,
        events,
        runJobs: options.role !== 'query',
        stays: options.role === 'app' || options.role === 'serve',
        startMediaHost: options.startMediaHost,
        sandbox: options.sandbox ?? null,
      });
    let owner = await start();
    let restoring: Promise<void> | undefined;
    const active = new Set<Promise<unknown>>();

    const isBusy = (): AppError => new AppError('CONFLICT', 'A backup is just being restored.');
    const restore = async (backup: Backup): Promise<string> => {
      if (restoring) throw isBusy();
      const over = Promise.withResolvers<void>();
      restoring = over.promise;
      try {
        // All but the one that asked for this; what comes meanwhile waits.
        while (active.size > 1) await wait(10);
        const { file, backupFolder, reader } = owner.store;
        // A library that cannot even be read is what somebody restores a backup for.
        const recovery = await reader.settings().then(
          ({ recovery: now }) => now,
          () => null,
        );
        await owner.close();
        try {
          // What was dismissed comes back with no copy of before that.
          const told = recovery === null ? () => null : undefined;
          return await replaceWithBackup(join(backupFolder, backup.file), file, clock.now(), told);
        } finally {
          owner = await start();
          call = bind(createHandlers(owner, log, restore), log);
          events.tellAll();
        }
      } finally {
        restoring = undefined;
        over.resolve();
      }
    };
    let call = bind(createHandlers(owner, log, restore), log);
    const answering = {
      async call(id: string, input: unknown, caller: Caller): Promise<Result<unknown>> {
        // Not asked of a library that is just being closed.
        if (id === 'store.restore' && restoring) return { ok: false, error: toFailure(isBusy(), id, log) };
        await restoring;
        const answer = call(id, input, caller);
        active.add(answer);
        return answer.finally(() => active.delete(answer));
      },
      locate: (kind: PictureKind, adId: string) => locateFile(owner, kind, adId),
    };
    const server = await listen({ ...answering, subscribe: events.subscribe }, address, appVersion).catch(
      async (error: unknown) => {
        await owner.close();
        throw error;
      },
    );
    return {
      ...answering,
      async close() {
        await server.close();
        await owner.close();
        lock.release();
      },
    };
  }

  /** A query, and what was not heard, is asked again of the next owner; a change may not, it could have happened already. */
  async function call(id: string, input: unknown, caller: Caller): Promise<Result<unknown>> {
    try {
      authorise(id, caller);
      return await (await side).call(id, input, caller);
    } catch (error) {
      if (!isLost(error) || !(error instanceof NotHeard || isQuery(id)))
        return { ok: false, error: toFailure(error, id, log) };
      await wait(retryMs);
      return call(id, input, caller);
    }
  }

  async function locate(kind: PictureKind, adId: string): Promise<LocatedFile | null> {
    try {
      return await (await side).locate(kind, adId);
    } catch (error) {
      if (!isLost(error)) throw error;
      await wait(retryMs);
      return locate(kind, adId);
    }
  }

  /** Whoever waits after it asks again: the next owner may be just closing too, as short commands run one after the other. */
  function isLost(error: unknown): boolean {
    return !closed && error instanceof AppError && error.code === 'OFFLINE';
  }

  return {
    home,
    isOwner: () => owns,
    call: (id, input, caller) =>
      call(id, input, caller).catch((error: unknown) => ({ ok: false, error: toFailure(error, id, log) })),
    subscribe: events.subscribe,
    locate,
    async receiveUpload(jobId, relativePath, body, declaredBytes) {
      try {
        const { job } = await typedCall({ call }, uploader, 'jobs.get', { job_id: jobId });
        if (job.state !== 'waiting')
          throw new AppError('CONFLICT', `The job is ${job.state}, not waiting for files.`);
        return { ok: true, value: await receiveUpload(home, jobId, relativePath, body, declaredBytes) };
      } catch (error) {
        return { ok: false, error: toFailure(error, 'upload', log) };
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      await (await side).close();
      log.close();
    },
  };
}

function clientSide(connection: OwnerConnection): Side {
  return {
    call: (id, input, caller) => connection.call(id, input, caller),
    locate: connection.locate,
    close: async () => connection.close(),
  };
}

const isQuery = (id: string): boolean =>
  Object.hasOwn(contract, id) && contract[id as ProcedureId].kind === 'query';
