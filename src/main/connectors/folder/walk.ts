import { isUtf8 } from 'node:buffer';
import { type BigIntStats, constants, type Dirent } from 'node:fs';
import { access, lstat, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { AppError } from '../../../contract/index.ts';
import { inParts } from '../../core/in-parts.ts';
import { sameLook } from '../../core/ingest/settled.ts';
import type { KnownNoMedia, Listed, WholeStamp } from '../../ports.ts';
import { openRegular } from './open-regular.ts';
import { stampOf } from './stamp.ts';

/** Names that promise a picture; what they hold is decided by the decoder, and a broken promise is a failure. */
const mediaName =
  /\.(3g2|3gp|avi|avif|bmp|flv|gif|heic|heif|jpe?g|m2ts|m4v|mkv|mov|mp4|mpe?g|mts|ogv|png|svg|tiff?|ts|webm|webp|wmv)$/i;
const systemName = /^(\.|__MACOSX$|Thumbs\.db$|desktop\.ini$|\$RECYCLE\.BIN$|System Volume Information$)/i;
/** Read with the ads that they belong to. */
const besideName = /(^ads\.(csv|json)|\.(srt|vtt|SRT|VTT))$/;
const notMedia = 'not a video or an image';
const headBytes = 4096;
/** Entries of a folder that the library is asked about together. */
const askedAtOnce = 64;
/** One after the other, most of the time goes by in waits; more would leave Node's four threads to a disk that hangs. */
const looksAtOnce = 3;
/** What was changed less than this ago may be changed once more within one tick of a coarse clock of files (FAT: 2 s). */
const freshMs = 3000;

export type LooksLikeMedia = (head: Uint8Array) => boolean;

/** How a file and a folder are told. */
export interface Telling {
  readonly looksLikeMedia: LooksLikeMedia;
  /** Whether a folder with these names in it is a data folder of this app: its pictures are no ads. */
  readonly isDataFolder?: (names: readonly string[]) => boolean;
  /** To open each file again that is none costs more than all else of a listing. */
  readonly knownNoMedia?: KnownNoMedia | undefined;
}

/**
 * Walks folders depth first in code-unit order. Links are never followed, only regular files are ever opened, and each
 * thing left out is said with its reason. What is named twice, or lies in a folder that is named too, comes once.
 * Throws NOT_FOUND or UNREADABLE for a path the user named himself.
 */
export async function* walk(
  paths: readonly string[],
  telling: Telling,
  signal: AbortSignal,
): AsyncIterable<Listed> {
  if (paths.length === 1) {
    yield* walkAll(paths, telling, signal);
    return;
  }
  const seen = new Set<string>();
  for await (const listed of walkAll(paths, telling, signal)) {
    if (seen.has(listed.absolute)) continue;
    seen.add(listed.absolute);
    yield listed;
  }
}

async function* walkAll(
  paths: readonly string[],
  telling: Telling,
  signal: AbortSignal,
): AsyncIterable<Listed> {
  for (const named of paths) {
    const absolute = await realpath(named).catch((error: NodeJS.ErrnoException) => {
      throw new AppError(error.code === 'ENOENT' ? 'NOT_FOUND' : 'UNREADABLE', `${named} (${error.code}).`);
    });
    const stat = await lstat(absolute);
    if (stat.isDirectory()) yield* walkFolder(absolute, absolute, telling, signal);
    else yield await listOne(dirname(absolute), absolute, basename(absolute), telling);
  }
}

async function* walkFolder(
  root: string,
  folder: string,
  telling: Telling,
  signal: AbortSignal,
): AsyncIterable<Listed> {
  let entries: Entry[];
  try {
    entries = (await readdir(folder, { withFileTypes: true, encoding: 'buffer' })).map(entryOf);
  } catch (error) {
    if (folder === root)
      throw new AppError('UNREADABLE', `${folder} (${(error as NodeJS.ErrnoException).code}).`);
    yield skip(root, folder, `the folder cannot be read (${(error as NodeJS.ErrnoException).code})`);
    return;
  }
  if (folder !== root && telling.isDataFolder?.(entries.map(({ name }) => name))) {
    yield skip(root, folder, 'a data folder of Titan Ads');
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const some of inParts(entries, askedAtOnce)) {
    const unnamed = some.filter(({ name, kind }) => kind.isFile() && !mediaName.test(name));
    const absolutes = unnamed.map(({ name }) => join(folder, name));
    const known = absolutes.length > 0 ? await telling.knownNoMedia?.(absolutes) : undefined;
    for (const few of inParts(some, looksAtOnce)) {
      const looks = few.map((entry) => listEntry(root, join(folder, entry.name), entry, telling, known));
      for (const [n, listed] of (await Promise.all(looks)).entries()) {
        signal.throwIfAborted();
        if (listed) yield listed;
        else yield* walkFolder(root, join(folder, few[n]?.name as string), telling, signal);
      }
    }
  }
}

/** Null for a folder. */
async function listEntry(
  root: string,
  absolute: string,
  { name, isText, kind }: Entry,
  telling: Telling,
  known: ReadonlyMap<string, WholeStamp> | undefined,
): Promise<Listed | null> {
  if (!isText) return skip(root, absolute, 'its name is not valid text (UTF-8)');
  if (systemName.test(name)) return skip(root, absolute, 'hidden or system file');
  if (kind.isSymbolicLink()) return skip(root, absolute, await linkReason(root, absolute));
  return kind.isDirectory() ? null : listOne(root, absolute, name, telling, known?.get(absolute));
}

interface Entry {
  readonly name: string;
  readonly isText: boolean;
  readonly kind: Dirent<Buffer>;
}

/** A name that is no text has no path we could hand on: it is shown with its odd bytes as `\xff`, so that each differs. */
function entryOf(kind: Dirent<Buffer>): Entry {
  const isText = isUtf8(kind.name);
  const name = isText
    ? kind.name.toString('utf8')
    : kind.name
        .toString('latin1')
        .replace(/[^ -~]/g, (odd) => `\\x${odd.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return { name, isText, kind };
}

async function listOne(
  root: string,
  absolute: string,
  name: string,
  { looksLikeMedia }: Telling,
  knownNoMedia?: WholeStamp,
): Promise<Listed> {
  try {
    const stat = await lstat(absolute, { bigint: true });
    if (!stat.isFile()) return skip(root, absolute, 'not a regular file (pipe, socket or device)');
    if (stat.size === 0n) return skip(root, absolute, 'empty file (0 bytes)');
    const stamp = stampOf(stat);
    const whole = { ...stamp, ctimeNs: stat.ctimeNs.toString() };
    if (sameLook(knownNoMedia, stamp) && knownNoMedia?.ctimeNs === whole.ctimeNs)
      return skip(root, absolute, notMedia);
    await access(absolute, constants.R_OK);
    if (besideName.test(name)) return skip(root, absolute, 'texts for the ads beside it');
    if (!mediaName.test(name) && !looksLikeMedia(await readHead(absolute)))
      return { ...skip(root, absolute, notMedia), ...(settled(stat) && { noMedia: whole }) };
    return { kind: 'file', root, path: relativePath(root, absolute), absolute, stamp };
  } catch (error) {
    const why = error instanceof AppError ? error.detail : (error as NodeJS.ErrnoException).code;
    return skip(root, absolute, `cannot be read (${why})`);
  }
}

const settled = ({ mtimeMs, ctimeMs }: BigIntStats): boolean =>
  Date.now() - Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs) > freshMs;

async function readHead(absolute: string): Promise<Uint8Array> {
  const handle = await openRegular(absolute);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function linkReason(root: string, absolute: string): Promise<string> {
  try {
    const target = await realpath(absolute);
    // By path components: `/ads-evil` is not inside `/ads`.
    const inside = target === root || target.startsWith(root.endsWith(sep) ? root : root + sep);
    return inside ? 'link; what it points to is listed itself' : 'link out of the folder';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ELOOP' ? 'link that leads to itself' : 'broken link';
  }
}

const skip = (root: string, absolute: string, reason: string): Extract<Listed, { kind: 'skipped' }> => ({
  kind: 'skipped',
  root,
  path: relativePath(root, absolute),
  absolute,
  reason,
});

const relativePath = (root: string, absolute: string): string =>
  relative(root, absolute).split(sep).join('/');
