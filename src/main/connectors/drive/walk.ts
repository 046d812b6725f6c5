import { join } from 'node:path';
import { type AdDraft, AppError } from '../../../contract/index.ts';
import type { DriveRef } from '../../core/ingest/drive-link.ts';
import { cacheName, driveRoot, safePart } from '../../core/ingest/drive-place.ts';
import { textOrder } from '../../core/text-order.ts';
import type { Listed } from '../../ports.ts';
import type { DriveClient } from './client.ts';
import { type DriveFile, folderType, shortcutType } from './wire.ts';

const mediaName =
  /\.(3gp|avi|avif|bmp|gif|heic|heif|jpe?g|m4v|mkv|mov|mp4|mpe?g|mts|png|tiff?|ts|webm|webp|wmv)$/i;

interface Folder extends DriveRef {
  readonly driveId: string | undefined;
  /** In front of the names in it; '' for the one that was asked for. */
  readonly path: string;
}

/**
 * What lies in a folder of Drive, its folders after its files, each page as it comes. Shortcuts are followed to what they
 * mean, no folder twice. What is left out is said with its reason, so that everything Drive listed is accounted for.
 */
export async function* walkDrive(
  client: DriveClient,
  start: DriveRef,
  cacheFolder: string,
  signal: AbortSignal,
): AsyncIterable<Listed> {
  const root = driveRoot(start.id);
  const first = await client.file(refTo(start), signal);
  if (first.trashed) throw new AppError('NOT_FOUND', `${first.name}: it is in the bin of Drive.`);
  const meant = first.shortcutDetails ? await client.file(targetOf(first), signal) : first;
  if (meant.mimeType !== folderType) {
    yield entry(root, first.name, meant, cacheFolder);
    return;
  }
  const visited = new Set([meant.id]);
  const names = new Set<string>();
  const folders: Folder[] = [
    { id: meant.id, resourceKey: meant.resourceKey ?? start.resourceKey, driveId: meant.driveId, path: '' },
  ];
  /** Drive allows one name several times; a path is one thing. */
  const unique = (path: string, id: string): string => {
    const free = names.has(path) ? withId(path, id) : path;
    names.add(free);
    return free;
  };

  for (let folder = folders.shift(); folder; folder = folders.shift()) {
    let token: string | undefined;
    do {
      signal.throwIfAborted();
      const page = await pageOf(folder, token);
      if (!page) {
        yield skip(root, folder.path.slice(0, -1), folder.id, notHere);
        break;
      }
      token = page.nextPageToken;
      // Equal names in one order, so that the next run gives them the same paths.
      for (const file of page.files.toSorted(byNameAndId)) {
        if (file.id === null) {
          const path = unique(folder.path + safePart(file.name, 'no name'), `no id ${names.size}`);
          yield skip(root, path, folder.id, noId);
          continue;
        }
        const path = unique(folder.path + safePart(file.name, file.id), file.id);
        const skipped = (reason: string): Listed => skip(root, path, file.id, reason);
        if (file.trashed) {
          yield skipped('in the bin of Drive');
          continue;
        }
        const target = file.shortcutDetails ? await followed(file) : file;
        if (target === null) yield skipped(`shortcut to something that is ${notHere}`);
        else if (target.trashed) yield skipped('shortcut to something in the bin of Drive');
        else if (target.mimeType !== folderType) yield entry(root, path, target, cacheFolder);
        else if (visited.has(target.id)) yield skipped('shortcut to a folder that is listed already');
        else {
          visited.add(target.id);
          const resourceKey = target.resourceKey ?? null;
          folders.push({ id: target.id, resourceKey, driveId: target.driveId, path: `${path}/` });
        }
      }
    } while (token !== undefined);
  }

  /** Null where a folder below the first was taken away, or closed, since it was listed: the rest is still there. */
  async function pageOf(folder: Folder, token: string | undefined) {
    try {
      return await client.page({ ...refTo(folder), driveId: folder.driveId }, token, signal);
    } catch (error) {
      if (folder.path !== '' && isNotHere(error)) return null;
      throw error;
    }
  }

  async function followed(shortcut: DriveFile): Promise<DriveFile | null> {
    try {
      const target = await client.file(targetOf(shortcut), signal);
      return { ...target, resourceKey: target.resourceKey ?? shortcut.shortcutDetails?.targetResourceKey };
    } catch (error) {
      if (isNotHere(error)) return null;
      throw error;
    }
  }
}

type Entry = Awaited<ReturnType<DriveClient['page']>>['files'][number];
const byNameAndId = (a: Entry, b: Entry): number =>
  textOrder(a.name, b.name) || textOrder(a.id ?? '', b.id ?? '');

const noId = 'Drive lists it without an id that could be asked for';
const notHere = 'gone or not shared with this account';
const isNotHere = (error: unknown): boolean =>
  error instanceof AppError && (error.code === 'NOT_FOUND' || error.code === 'PERMISSION');

function entry(root: string, path: string, file: DriveFile, cacheFolder: string): Listed {
  const { id, name, mimeType, size } = file;
  const isMedia = /^(video|image)\//.test(mimeType) || mediaName.test(name);
  if (mimeType === shortcutType) return skip(root, path, id, 'a shortcut that names nothing');
  if (mimeType.startsWith('application/vnd.google-apps.'))
    return skip(root, path, id, 'a Google document, not a file');
  if (!isMedia || size === undefined) return skip(root, path, id, 'not a video or an image');
  // Without an md5 (Drive is still taking it in) the revision stands for the content.
  const version = file.md5Checksum ?? file.headRevisionId ?? file.modifiedTime ?? 'unknown';
  const absolute = join(cacheFolder, cacheName({ id, resourceKey: file.resourceKey ?? null }, version, name));
  return { kind: 'file', root, path, absolute, stamp: { size, mtimeNs: version }, draft: draftOf(file) };
}

/** What Drive knows of it, so that something can be said before it is fetched. */
function draftOf({ mimeType, videoMediaMetadata: video, imageMediaMetadata: image }: DriveFile): AdDraft {
  const kind = mimeType.startsWith('image/') ? 'image' : 'video';
  const { width = null, height = null } = (kind === 'image' ? image : video) ?? {};
  const ms = kind === 'image' ? undefined : video?.durationMillis;
  return { kind, width, height, duration_s: ms ? ms / 1000 : null };
}

const skip = (root: string, path: string, id: string, reason: string): Listed => ({
  kind: 'skipped',
  root,
  path,
  absolute: driveRoot(id),
  reason,
});

const refTo = ({ id, resourceKey }: DriveRef) => ({ id, resourceKey: resourceKey ?? undefined });

const targetOf = ({ shortcutDetails }: DriveFile) => ({
  id: shortcutDetails?.targetId ?? '',
  resourceKey: shortcutDetails?.targetResourceKey,
});

function withId(path: string, id: string): string {
  const [, stem = path, ending = ''] = /^(.*?)(\.[^./]{1,5})?$/s.exec(path) ?? [];
  return `${stem} [${id}]${ending}`;
}
