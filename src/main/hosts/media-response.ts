import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../../contract/index.ts';
import type { LocatedFile, PictureKind } from './app.ts';

const chunkBytes = 256 * 1024;

/** A pipe put in a file's place must not hold the open; Windows has neither the flag nor the trap. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Only what a player or a picture shows; anything else, SVG too, would be a document of our own origin. */
const shownTypes = /^(?:image\/(?!svg)|video\/|audio\/)[a-z0-9.+-]+$/;

export type ByteRange = { readonly start: number; readonly end: number } | 'whole' | 'unsatisfiable';

/** RFC 9110, 14: one range is honoured; several, other units and broken ones are ignored, as the standard allows. */
export function parseRange(header: string | null, size: number): ByteRange {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return 'whole';
  return start >= size ? 'unsatisfiable' : { start, end };
}

/** The bytes of an ad or of one of its pictures, with ranges so that a player can seek. */
export async function mediaResponse(
  file: LocatedFile,
  kind: PictureKind,
  adId: string,
  request: Pick<Request, 'method' | 'headers'>,
): Promise<Response> {
  const handle = await openFile(file.path);
  let handedOver = false;
  try {
    // Of the open handle, not of the path: a file that is replaced meanwhile cannot mix two contents.
    const { size, mtimeNs } = await regular(handle, file.path);
    const etag = `"${kind}-${adId}-${size.toString(36)}-${mtimeNs.toString(36)}"`;
    const headers = new Headers({
      'content-type': shownTypes.test(file.mime) ? file.mime : 'application/octet-stream',
      'accept-ranges': 'bytes',
      // The id names the content, but a file on the user's disk may change under it, so the tag is asked each time.
      'cache-control': kind === 'media' ? 'private, no-cache' : 'private, max-age=3600',
      etag,
      'x-content-type-options': 'nosniff',
    });
    if (matches(request.headers.get('if-none-match'), etag))
      return new Response(null, { status: 304, headers });

    const ifRange = request.headers.get('if-range');
    const range =
      ifRange === null || ifRange === etag ? parseRange(request.headers.get('range'), size) : 'whole';
    if (range === 'unsatisfiable') {
      headers.set('content-range', `bytes */${size}`);
      return new Response(null, { status: 416, headers });
    }
    const { start, end } = range === 'whole' ? { start: 0, end: size - 1 } : range;
    headers.set('content-length', String(end - start + 1));
    if (range !== 'whole') headers.set('content-range', `bytes ${start}-${end}/${size}`);
    const status = range === 'whole' ? 200 : 206;
    if (request.method === 'HEAD' || size === 0) return new Response(null, { status, headers });
    handedOver = true;
    return new Response(bytesOf(handle, start, end), { status, headers });
  } finally {
    if (!handedOver) await handle.close();
  }
}

const matches = (header: string | null, etag: string): boolean =>
  (header ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, openFlags);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError(code === 'ENOENT' ? 'NOT_FOUND' : 'UNREADABLE', `${path} (${code}).`, {
      cause: error,
    });
  }
}

async function regular(handle: FileHandle, path: string): Promise<{ size: number; mtimeNs: bigint }> {
  const stat = await handle.stat({ bigint: true });
  if (!stat.isFile()) throw new AppError('UNREADABLE', `${path} is not a regular file.`);
  return { size: Number(stat.size), mtimeNs: stat.mtimeNs };
}

/** Reads as fast as it is taken, and no further ahead than one chunk. */
function bytesOf(handle: FileHandle, start: number, end: number): ReadableStream<Uint8Array> {
  let position = start;
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const wanted = Math.min(chunkBytes, end - position + 1);
          const { bytesRead, buffer } = await handle.read(new Uint8Array(wanted), 0, wanted, position);
          // Ends the connection: a short answer with a full length would leave the player waiting.
          if (bytesRead === 0) throw new Error('the file became shorter while it was read');
          position += bytesRead;
          controller.enqueue(buffer.subarray(0, bytesRead));
          if (position > end) {
            await handle.close();
            controller.close();
          }
        } catch (error) {
          await handle.close();
          controller.error(error);
        }
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 0 },
  );
}
