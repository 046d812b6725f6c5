import { mkdir, readdir, rename, rm, stat, statfs, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../contract/index.ts';

/** Meta's own limit for a video, as for a dropped file. */
export const largestBytes = 4 * 1024 ** 3;
/** Room that is left for the library itself. */
const reserveBytes = 256 * 1024 ** 2;

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
  let index: Promise<Map<string, Kept>> | undefined;

  async function read(): Promise<Map<string, Kept>> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
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

  async function clear(bytes: number): Promise<void> {
    const [files, limit] = [await known(), await limitBytes()];
    let total = bytes;
    for (const kept of files.values()) total += kept.bytes;
    const oldest = [...files].sort(([, a], [, b]) => a.usedMs - b.usedMs);
    for (const [path, kept] of oldest) {
      if (total <= limit) return;
      if (isHeld(path)) continue;
      await rm(path, { force: true });
      files.delete(path);
      total -= kept.bytes;
    }
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
      };
    },

    /** Throws TOO_LARGE for what this disk cannot take, whatever makes room. */
    async makeRoom(bytes: number): Promise<void> {
      if (bytes > largestBytes)
        throw new AppError('TOO_LARGE', `It has ${bytes} bytes; at most ${largestBytes} are fetched.`);
      await clear(bytes);
      const { bavail, bsize } = await statfs(folder);
      const free = bavail * bsize - reserveBytes;
      if (bytes > free)
        throw new AppError(
          'TOO_LARGE',
          `It has ${bytes} bytes and ${Math.max(0, free)} are free on this disk.`,
        );
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
