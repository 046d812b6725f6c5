import { mkdir, readdir, rename, rm, stat, statfs, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../../contract/index.ts';

/** Meta's own limit for a video, as for a dropped file. */
export const largestBytes = 4 * 1024 ** 3;
/** Room that is left for the library itself. */
const reserveBytes = 256 * 1024 ** 2;
/** Whoever holds files and waits for room holds up himself: after so long without a change the limit gives way. */
const stuckMs = 60_000;

interface Kept {
  readonly bytes: number;
  usedMs: number;
}

/**
 * Files fetched from elsewhere, up to a limit: the ones not used for longest make room. What is being measured is held and
 * stays. `.part` is a download that was broken off; it goes on from there.
 */
export function createFileCache(folder: string, limitBytes: () => Promise<number>) {
  const held = new Map<string, number>();
  /** Bytes of downloads that are under way. */
  let coming = 0;
  let changed = Promise.withResolvers<void>();
  const tell = (): void => {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  };
  let index: Promise<Map<string, Kept>> | undefined;

  async function read(): Promise<Map<string, Kept>> {
    await mkdir(folder, { recursive: true, mode: 0o770 });
    const found = new Map<string, Kept>();
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      const { size, mtimeMs } = await stat(path);
      found.set(path, { bytes: size, usedMs: mtimeMs });
    }
    return found;
  }
  const known = (): Promise<Map<string, Kept>> => (index ??= read());
  const isHeld = (path: string): boolean => held.has(path.replace(/\.part$/, ''));

  async function clear(): Promise<void> {
    const [files, limit] = [await known(), await limitBytes()];
    let total = coming;
    for (const kept of files.values()) total += kept.bytes;
    if (total <= limit) return;
    const oldest = [...files].sort(([, a], [, b]) => a.usedMs - b.usedMs);
    for (const [path, kept] of oldest) {
      if (total <= limit) return;
      if (isHeld(path)) continue;
      await rm(path, { force: true });
      files.delete(path);
      total -= kept.bytes;
    }
  }

  async function freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize - reserveBytes;
  }

  /** Counts these bytes as coming once they fit beside those and what is in use, which no clearing helps against. */
  async function reserve(bytes: number, signal: AbortSignal | null): Promise<void> {
    let isStuck = signal === null;
    for (;;) {
      const [files, limit, free] = [await known(), await limitBytes(), await freeBytes()];
      let used = coming;
      for (const [path, kept] of files) if (held.has(path)) used += kept.bytes;
      const fits = used + bytes <= limit && coming + bytes <= free;
      if (isStuck || used === 0 || fits) break;
      const over = new AbortController();
      const either = AbortSignal.any(signal ? [signal, over.signal] : [over.signal]);
      const late = wait(stuckMs, true, { signal: either, ref: false });
      isStuck = await Promise.race([changed.promise.then(() => false), late]).finally(() => over.abort());
    }
    coming += bytes;
  }

  return {
    folder,

    /**
     * Whether the whole file is here; null bytes where nobody said how many it has. The index is of the disk, which a user
     * may have tidied.
     */
    async has(path: string, bytes: number | null): Promise<boolean> {
      const there = await stat(path).catch(() => null);
      if (!there || (bytes !== null && there.size !== bytes)) return false;
      const now = new Date();
      (await known()).set(path, { bytes: there.size, usedMs: now.getTime() });
      await utimes(path, now, now).catch(() => undefined);
      return true;
    },

    hold(path: string): () => void {
      held.set(path, (held.get(path) ?? 0) + 1);
      return () => {
        const left = (held.get(path) ?? 1) - 1;
        if (left > 0) held.set(path, left);
        else held.delete(path);
        tell();
        void clear().catch(() => undefined); // the next download clears too, and says what is wrong
      };
    },

    /**
     * Waits until the limit has room for a file beside what is in use; without a signal nobody waits. The answer is
     * called when it has come, or does not. Throws TOO_LARGE for what this disk cannot take, whatever makes room.
     */
    async makeRoom(bytes: number, signal: AbortSignal | null): Promise<() => void> {
      if (bytes > largestBytes)
        throw new AppError('TOO_LARGE', `It has ${bytes} bytes; at most ${largestBytes} are fetched.`);
      await reserve(bytes, signal);
      let taken = bytes;
      const done = (): void => {
        coming -= taken;
        taken = 0; // called again, it gives nothing back that others took
        tell();
      };
      try {
        await clear();
        const free = await freeBytes();
        if (bytes <= free) return done;
        throw new AppError(
          'TOO_LARGE',
          `It has ${bytes} bytes and ${Math.max(0, free)} are free on this disk.`,
        );
      } catch (error) {
        done();
        throw error;
      }
    },

    /** A finished download takes its name; before that nobody mistakes it for the file. */
    async keep(part: string, path: string, bytes: number): Promise<void> {
      await rename(part, path);
      const files = await known();
      files.delete(part);
      files.set(path, { bytes, usedMs: Date.now() });
    },
  };
}

export type FileCache = ReturnType<typeof createFileCache>;
