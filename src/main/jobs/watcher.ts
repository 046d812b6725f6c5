import { AppError, type WatchedFolder } from '../../contract/index.ts';
import { hasSettled, type Look, sameLook } from '../core/ingest/settled.ts';
import type { AdSource, AnalyzePayload, Log, Reader } from '../ports.ts';

export interface WatcherOptions {
  readonly watched: () => Promise<readonly { folder: string; paused: boolean; added_at: string }[]>;
  readonly source: Pick<AdSource, 'list'>;
  readonly reader: Pick<Reader, 'knownSha'>;
  readonly onChanges: (folder: string, onChange: () => void) => () => void;
  /** Everything new in the folder stands still. */
  readonly analyze: (folder: string, payload: AnalyzePayload) => Promise<unknown>;
  readonly tell: () => void;
  readonly log: Log;
  /** How long a file must stand still, and how often to look where the system tells nothing. */
  readonly pace: { readonly quietMs: number; readonly everyMs: number };
}

const payloadOf = (folder: string): AnalyzePayload => ({
  paths: [folder],
  drive: null,
  meta: null,
  max: null,
  fresh: false,
});

interface Watch {
  missing: boolean;
  stop(): void;
}

/** Looks at watched folders and has what is new in them measured. The list of folders is the store's. */
export function createWatcher(options: WatcherOptions) {
  const { source, reader, onChanges, analyze, tell, log, pace } = options;
  const watches = new Map<string, Watch>();

  function follow(folder: string): Watch {
    const abort = new AbortController();
    /** Measured before, or handed over: not new until they change. */
    const known = new Map<string, Look>();
    let pending: ReadonlyMap<string, Look> = new Map();
    let timer: NodeJS.Timeout | undefined;
    let looking: Promise<void> | undefined;
    let unlisten = (): void => undefined;

    const later = (ms: number): void => {
      clearTimeout(timer);
      if (!abort.signal.aborted) timer = setTimeout(() => void look(), ms);
    };
    const listen = (): void => {
      unlisten();
      unlisten = onChanges(folder, () => {
        if (!looking) later(pace.quietMs);
      });
    };
    const setMissing = (missing: boolean): void => {
      if (watch.missing === missing) return;
      watch.missing = missing;
      if (!missing) listen();
      tell();
    };

    async function unmeasured(): Promise<Map<string, Look>> {
      const found = new Map<string, Look>();
      for await (const listed of source.list(payloadOf(folder), abort.signal)) {
        if (listed.kind !== 'file' || sameLook(known.get(listed.absolute), listed.stamp)) continue;
        if ((await reader.knownSha(listed.absolute, listed.stamp)) === null)
          found.set(listed.absolute, listed.stamp);
        else known.set(listed.absolute, listed.stamp);
      }
      return found;
    }

    async function lookOnce(): Promise<void> {
      try {
        const now = await unmeasured();
        setMissing(false);
        const settled = hasSettled(pending, now);
        if (settled) {
          await analyze(folder, payloadOf(folder));
          for (const [path, seen] of now) known.set(path, seen);
        }
        pending = settled ? new Map() : now;
        later(pending.size > 0 ? pace.quietMs : pace.everyMs);
      } catch (error) {
        if (abort.signal.aborted) return;
        const gone = error instanceof AppError && (error.code === 'NOT_FOUND' || error.code === 'UNREADABLE');
        if (gone) setMissing(true);
        else log.warn({ error, folder }, 'a watched folder could not be looked at');
        later(pace.everyMs);
      }
    }
    const look = async (): Promise<void> => {
      looking ??= lookOnce().finally(() => {
        looking = undefined;
      });
      await looking;
    };

    const watch: Watch = {
      missing: false,
      stop() {
        abort.abort();
        clearTimeout(timer);
        unlisten();
      },
    };
    listen();
    void look();
    return watch;
  }

  return {
    /** Reads the list anew: after the start, and after each change of it. */
    async refresh(): Promise<void> {
      const wanted = new Set(
        (await options.watched()).filter(({ paused }) => !paused).map(({ folder }) => folder),
      );
      for (const [folder, watch] of watches) {
        if (wanted.has(folder)) continue;
        watch.stop();
        watches.delete(folder);
      }
      for (const folder of wanted) if (!watches.has(folder)) watches.set(folder, follow(folder));
    },
    async list(): Promise<WatchedFolder[]> {
      return (await options.watched()).map(({ folder, paused, added_at }) => ({
        folder,
        state: paused ? 'paused' : watches.get(folder)?.missing ? 'missing' : 'watching',
        added_at,
      }));
    },
    close(): void {
      for (const watch of watches.values()) watch.stop();
      watches.clear();
    },
  };
}

export type Watcher = ReturnType<typeof createWatcher>;
