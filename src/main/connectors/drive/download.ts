import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../contract/index.ts';
import type { DriveRef } from '../../core/ingest/drive-link.ts';
import { isFull } from '../../core/is-full.ts';
import { Passing } from '../../core/passing.ts';
import { listenFor } from '../net/silence.ts';
import type { DriveClient } from './client.ts';

export interface Wanted {
  readonly ref: DriveRef;
  readonly bytes: number;
  /** Null while Drive has not computed it. */
  readonly md5: string | null;
  /** Called with whatever arrives. */
  readonly heard?: () => void;
}

/**
 * Fetches one file into `part`, going on where an earlier try or an earlier run broke off, and checks the whole of it
 * against Drive's own checksum. As long as bytes arrive it does not give up.
 */
export async function download(
  client: DriveClient,
  wanted: Wanted,
  part: string,
  signal: AbortSignal,
): Promise<void> {
  const what = `Drive file ${wanted.ref.id}`;
  for (let again = false; ; again = true) {
    await client.retry(() => whileBytesArrive(client, wanted, part, signal), signal);
    if (await isWhole(wanted, part, signal)) return;
    await rm(part, { force: true });
    if (!again) continue;
    const { md5Checksum } = await client.file(refOf(wanted), signal);
    throw md5Checksum === wanted.md5
      ? new AppError('UPSTREAM', `${what}: what arrives is not what Drive says it is (md5).`)
      : new AppError('UNREADABLE', `${what}: it was replaced in Drive meanwhile; run it again.`);
  }
}

async function whileBytesArrive(
  client: DriveClient,
  wanted: Wanted,
  part: string,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const before = await bytesOf(part);
    try {
      return await attempt(client, wanted, part, before, signal);
    } catch (error) {
      const further = (await bytesOf(part)) > before;
      if (!further || !(error instanceof Passing)) throw error;
    }
  }
}

async function attempt(
  client: DriveClient,
  wanted: Wanted,
  part: string,
  before: number,
  signal: AbortSignal,
): Promise<void> {
  const { ref, bytes } = wanted;
  if (before === bytes) return;
  const start = before < bytes ? before : 0;
  const line = listenFor(signal);
  let at = start;
  try {
    const { status, body, range } = await client.download(refOf(wanted), start, line.signal);
    if (status === 416) {
      // What lies here reaches beyond the file: it belongs to another version.
      await rm(part, { force: true });
      throw brokenOff(ref, start, bytes);
    }
    // A server may answer with the whole file; then it is begun again.
    const goesOn = start > 0 && status === 206 && range?.startsWith(`bytes ${start}-`);
    at = goesOn ? start : 0;
    let broken: unknown;
    // A break ends it as an end does, so that what has arrived is written and is not asked for again.
    const counted = async function* (): AsyncIterable<Uint8Array> {
      try {
        for await (const chunk of body) {
          line.heard();
          wanted.heard?.();
          at += chunk.byteLength;
          // More than was promised is another file: an error page, or a new version.
          if (at > bytes) return;
          yield chunk;
        }
      } catch (error) {
        broken = error;
      }
    };
    await pipeline(counted, createWriteStream(part, { flags: goesOn ? 'a' : 'w', mode: 0o660, flush: true }));
    if (broken !== undefined) throw broken;
  } catch (error) {
    signal.throwIfAborted();
    if (isFull(error)) throw new AppError('DISK_FULL', `Drive file ${ref.id}.`);
    if (error instanceof AppError) throw error;
    throw brokenOff(ref, at, bytes);
  } finally {
    line.stop();
  }
  if (at < bytes) throw brokenOff(ref, at, bytes);
}

const brokenOff = ({ id }: DriveRef, at: number, bytes: number): Passing =>
  new Passing('UPSTREAM', `Drive file ${id}: it broke off at byte ${at} of ${bytes}.`);

const refOf = ({ ref: { id, resourceKey } }: Wanted) => ({ id, resourceKey: resourceKey ?? undefined });

const bytesOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0;

async function isWhole({ bytes, md5 }: Wanted, path: string, signal: AbortSignal): Promise<boolean> {
  return (await bytesOf(path)) === bytes && (md5 === null || (await md5Of(path, signal)) === md5);
}

async function md5Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest('hex');
}
