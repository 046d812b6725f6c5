import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { setImmediate as letOthersIn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

/** A millisecond or less. */
const CHUNK_BYTES = 1 << 20;

const sealOf = (file: string): string => `${file}.seal`;

/**
 * The length of a file and a CRC-32 over it, after each chunk; the last is the whole one. It is there for a disk that
 * fails and a copy that was cut short: whoever wants to deceive it could also write a sound database.
 */
function* sums(file: string): Generator<string> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const descriptor = openSync(file, 'r');
  let crc = 0;
  let bytes = 0;
  try {
    for (let got = readSync(descriptor, chunk); got > 0; got = readSync(descriptor, chunk)) {
      crc = crc32(chunk.subarray(0, got), crc);
      bytes += got;
      yield `crc32 ${crc.toString(16).padStart(8, '0')}, ${bytes} bytes\n`;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Notes what a database holds when it is closed in order. Best effort: without it the next open checks every page. */
export function seal(file: string): void {
  try {
    let whole = '';
    for (const sum of sums(file)) whole = sum;
    writeFileSync(sealOf(file), whole);
  } catch {
    rmSync(sealOf(file), { force: true });
  }
}

/**
 * Whether the database is what was checked and closed in order. Its bytes are read at the speed of the disk, where the
 * integrity check of 100,000 ads takes many seconds, and a window that is being drawn meanwhile is served in between. The
 * seal is used up: from now on the file may change.
 */
export async function breakSeal(file: string): Promise<boolean> {
  const kept = sealOf(file);
  try {
    const sealed = readFileSync(kept, 'utf8');
    rmSync(kept);
    // A log beside it would be played into the file.
    if (existsSync(`${file}-wal`)) return false;
    let whole = '';
    for (const sum of sums(file)) {
      whole = sum;
      await letOthersIn();
    }
    return whole !== '' && whole === sealed;
  } catch {
    return false;
  }
}
