import { join } from 'node:path';
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
import { takeOwnerLock } from '../store/owner-lock.ts';
import type { App, LocatedFile, OpenOptions, PictureKind } from './app.ts';
import { authorise, bind, toFailure } from './bind.ts';
import { systemClock } from './clock.ts';
import { createEvents } from './events.ts';
import { createHandlers } from './handlers/index.ts';
import { makeHome, titanHome } from './home.ts';
import { locateFile } from './locate-file.ts';
import { createLog } from './log.ts';
import { createOwner, type Owner } from './owner.ts';
import { socketAddress } from './socket/address.ts';
import { connectToOwner, type OwnerConnection } from './socket/client.ts';
import { listen } from './socket/server.ts';
import { receiveUpload } from './uploads.ts';
import { appVersion } from './version.ts';

export type { App, LocatedFile, OpenOptions, PictureKind } from './app.ts';

/** An owner that is just starting or stopping needs a moment before it answers, or lets go. */
const patienceMs = 10_000;
const retryMs = 50;

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
  await makeHome(home);
  const log = createLog(home, systemClock.now);
  const events = createEvents();
  let closed = false;
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
      const lock = takeOwnerLock(join(home, 'owner.lock'));
      if (lock) {
        try {
          return await becomeOwner(address, lock);
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
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }

  const forward = (event: AppEvent): void => events.emit(event);
  function reopen(): void {
    if (closed) return;
    log.warn({}, 'the owner of the library went away; taking its place');
    side = openSide();
    side.catch((error: unknown) => log.error({ error }, 'the library could not be opened again'));
  }

  async function becomeOwner(address: string, lock: { release(): void }): Promise<Side> {
    const start = (): Promise<Owner> =>
      createOwner({
        home,
        clock: systemClock,
        log,
        events,
        runJobs: options.role !== 'query',
        startMediaHost: options.startMediaHost,
      });
    let owner = await start();
    const restore = async (backup: Backup): Promise<string> => {
      const { file, backupFolder } = owner.store;
      await owner.close();
      try {
        return await replaceWithBackup(join(backupFolder, backup.file), file, systemClock.now());
      } finally {
        owner = await start();
        call = bind(createHandlers(owner, log, restore), log);
      }
    };
    let call = bind(createHandlers(owner, log, restore), log);
    const answering = {
      call: (id: string, input: unknown, caller: Caller) => call(id, input, caller),
      locate: (kind: PictureKind, adId: string) => locateFile(owner.store, kind, adId),
    };
    const server = await listen({ ...answering, subscribe: events.subscribe }, address, appVersion);
    return {
      ...answering,
      async close() {
        await server.close();
        await owner.close();
        lock.release();
      },
    };
  }

  /** A query may be asked again of the next owner; a change may not, since it could have happened already. */
  async function call(id: string, input: unknown, caller: Caller): Promise<Result<unknown>> {
    try {
      authorise(id, caller);
      return await (await side).call(id, input, caller);
    } catch (error) {
      const lost = error instanceof AppError && error.code === 'OFFLINE';
      if (lost && !closed && isQuery(id)) return (await side).call(id, input, caller);
      return { ok: false, error: toFailure(error, id, log) };
    }
  }

  return {
    home,
    call: (id, input, caller) =>
      call(id, input, caller).catch((error: unknown) => ({ ok: false, error: toFailure(error, id, log) })),
    subscribe: events.subscribe,
    locate: async (kind, adId) => (await side).locate(kind, adId),
    async receiveUpload(jobId, relativePath, body, declaredBytes) {
      try {
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
    call: (id, input, caller) => connection.call(id, input, caller.host),
    locate: connection.locate,
    close: async () => connection.close(),
  };
}

const isQuery = (id: string): boolean =>
  Object.hasOwn(contract, id) && contract[id as ProcedureId].kind === 'query';
