import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../contract/index.ts';
import { isFull } from '../../core/is-full.ts';
import { Passing } from '../../core/passing.ts';
import { largestBytes } from '../net/file-cache.ts';
import { listenFor } from '../net/silence.ts';

/** The address does not work any more; another one may. */
export class RunOut extends AppError {}

interface Wanted {
  /** As it stands in messages; the address itself may hold a signature and is told to nobody. */
  readonly what: string;
  readonly url: string;
  /** Where Meta itself is asked; null for Meta's own address. */
  readonly base: string | null;
  /** Asked before the first byte is written. */
  makeRoom(bytes: number): Promise<void>;
}

/**
 * Fetches one file into `part`, once, and answers how many bytes it has. The access token is not sent along: these
 * addresses are the CDN's, and carry a right of their own.
 */
export async function fetchMedia(
  { what, url, base, makeRoom }: Wanted,
  part: string,
  signal: AbortSignal,
): Promise<number> {
  const line = listenFor(signal);
  try {
    const response = await fetch(checked(url, base, what), { signal: line.signal, redirect: 'error' });
    if ([401, 403, 404, 410].includes(response.status))
      throw new RunOut('UPSTREAM', `${what}: its address has run out.`);
    if (!response.ok || !response.body)
      throw new Passing('UPSTREAM', `${what}: it cannot be had for the moment (${response.status}).`);
    if (/^text\/|json/.test(response.headers.get('content-type') ?? ''))
      throw new Passing('UPSTREAM', `${what}: a page came instead of the file.`);
    const told = response.headers.get('content-length');
    const promised = told === null || response.headers.has('content-encoding') ? null : Number(told);
    await makeRoom(promised ?? 0);
    const body = response.body;
    let bytes = 0;
    const counted = async function* (): AsyncIterable<Uint8Array> {
      for await (const chunk of body) {
        line.heard();
        bytes += chunk.byteLength;
        if (bytes > largestBytes)
          throw new AppError('TOO_LARGE', `${what}: more than ${largestBytes} bytes.`);
        yield chunk;
      }
    };
    await pipeline(counted, createWriteStream(part, { mode: 0o660, flush: true }));
    if (promised !== null && bytes !== promised)
      throw new Passing('UPSTREAM', `${what}: it broke off at byte ${bytes} of ${promised}.`);
    if (bytes === 0) throw new AppError('EMPTY_FILE', `${what}: it came without a single byte.`);
    return (await stat(part)).size;
  } catch (error) {
    await rm(part, { force: true });
    signal.throwIfAborted();
    if (isFull(error)) throw new AppError('DISK_FULL', `${what}.`);
    if (error instanceof AppError) throw error;
    throw new Passing('UPSTREAM', `${what}: the line broke.`);
  } finally {
    line.stop();
  }
}

/** What Meta names is fetched over https, or over http from the host that stands in for Meta on this machine. */
function checked(url: string, base: string | null, what: string): URL {
  const address = URL.canParse(url) ? new URL(url) : null;
  const own = base !== null && new URL(base).hostname === address?.hostname;
  if (address && (address.protocol === 'https:' || (address.protocol === 'http:' && own))) return address;
  throw new AppError('UPSTREAM', `${what}: Meta names an address that is not https.`);
}
