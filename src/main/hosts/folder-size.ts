import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '../store/index.ts';

/** Ads whose pictures are counted within half a second. */
const countedAds = 2000;

const none = (error: NodeJS.ErrnoException): [] => {
  if (error.code === 'ENOENT') return [];
  throw error;
};

export async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(none);
  for (const entry of entries) {
    if (entry.isFile())
      bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size;
  }
  return bytes;
}

/**
 * Of a folder with very many of about the same kind in it, from those of its first part: their names are hashes, so that
 * any part is like the rest. Few are counted to the last byte.
 */
export async function bytesInMany(folder: string, many: number, enough: number) {
  if (many <= enough) return { bytes: await bytesIn(folder), estimated: false };
  const entries = await readdir(folder, { withFileTypes: true }).catch(none);
  // Systems put files of their own beside the parts.
  const parts = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  let [bytes, looked] = [0, 0];
  for (const part of parts.sort()) {
    if (looked >= enough) break;
    looked += (await readdir(join(folder, part)).catch(none)).length;
    bytes += await bytesIn(join(folder, part));
  }
  return { bytes: looked === 0 ? 0 : Math.round((bytes * many) / looked), estimated: true };
}

export async function picturesSize({ reader, picturesFolder }: Pick<Store, 'reader' | 'picturesFolder'>) {
  const { library } = await reader.totals();
  return bytesInMany(picturesFolder, library, countedAds);
}
