import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { textOf } from '../../../contract/file-text.ts';
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
    const placeOf = (name: string): string => join(folder, name);
    yield {
      files: files.map((absolute) => ({ absolute, name: basename(absolute) })),
      names: new Set(names),
      placeOf,
      read: (name) => readSmall(placeOf(name)),
    };
  }
}

/** A sidecar never fails an analysis. */
async function readSmall(absolute: string): ReturnType<FolderOfAds['read']> {
  try {
    const handle = await openRegular(absolute);
    try {
      if ((await handle.stat()).size > maxBytes) return { unread: 'it is larger than 8 MB' };
      const text = textOf(await handle.readFile());
      return text === null ? { unread: 'it is not UTF-8; save it as that' } : { text };
    } finally {
      await handle.close();
    }
  } catch {
    return { unread: 'it cannot be opened as a file' };
  }
}
