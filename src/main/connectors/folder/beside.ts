import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FolderOfAds } from '../../ports.ts';
import { openRegular } from './open-regular.ts';

/** More is no list of texts: 10,000 ads with long texts take less. */
const maxBytes = 8 * 1024 ** 2;

/** The folders in which these files lie, each once, with what lies beside them. A folder that is gone is left out. */
export async function* foldersOf(absolutes: readonly string[]): AsyncIterable<FolderOfAds> {
  const byFolder = Map.groupBy(absolutes, (absolute) => dirname(absolute));
  for (const [folder, files] of byFolder) {
    const names = await readdir(folder).catch(() => null);
    if (!names) continue;
    yield {
      files: files.map((absolute) => ({ absolute, name: basename(absolute) })),
      names,
      read: (name) => readSmall(join(folder, name)),
    };
  }
}

/** Null when it is no regular file, too large, not readable or not UTF-8: a sidecar never fails an analysis. */
async function readSmall(absolute: string): Promise<string | null> {
  try {
    const handle = await openRegular(absolute);
    try {
      if ((await handle.stat()).size > maxBytes) return null;
      return new TextDecoder('utf-8', { fatal: true }).decode(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
