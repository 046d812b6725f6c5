import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { AdId } from '../../contract/index.ts';
import type { Store } from '../store/index.ts';
import type { LocatedFile, PictureKind } from './app.ts';
import type { createLogos } from './logos.ts';

/** What browsers are told; QuickTime files with H.264 play when they are called MP4. */
const mimes: Record<string, string> = {
  '.3gp': 'video/3gpp',
  '.avi': 'video/x-msvideo',
  '.avif': 'image/avif',
  '.bmp': 'image/bmp',
  '.gif': 'image/gif',
  '.heic': 'image/heic',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.m4v': 'video/mp4',
  '.mkv': 'video/x-matroska',
  '.mov': 'video/mp4',
  '.mp4': 'video/mp4',
  '.ogv': 'video/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.webm': 'video/webm',
  '.webp': 'image/webp',
};

/** From an id to a file, by what the store knows: no part of a path ever comes from the asker. */
export async function locateFile(
  { store, logos }: { readonly store: Store; readonly logos: Pick<ReturnType<typeof createLogos>, 'file'> },
  kind: PictureKind,
  id: string,
): Promise<LocatedFile | null> {
  if (!AdId.safeParse(id).success) return null;
  if (kind === 'media') return locateMedia(store, id);
  if (kind === 'logo') {
    const path = await logos.file(id);
    return path === null ? null : { path, mime: 'image/png' };
  }
  const path = join(store.pictureFolder(id), `${kind}.jpg`);
  return (await sizeOf(path)) === null ? null : { path, mime: 'image/jpeg' };
}

export async function locateMedia(store: Store, adId: string): Promise<LocatedFile | null> {
  for (const { absolute, size } of await store.reader.placesOf(adId)) {
    if ((await sizeOf(absolute)) !== size) continue;
    return { path: absolute, mime: mimes[extname(absolute).toLowerCase()] ?? 'application/octet-stream' };
  }
  return null;
}

async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? found.size : null;
}
