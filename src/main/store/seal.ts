import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate as letOthersIn } from 'node:timers/promises';

/** A few milliseconds. */
const CHUNK_BYTES = 1 << 20;

const sealOf = (file: string): string => `${file}.sha256`;

function* chunksOf(file: string): Generator<Buffer> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    for (let got = readSync(descriptor, chunk); got > 0; got = readSync(descriptor, chunk))
      yield chunk.subarray(0, got);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Notes what a database holds when it is closed in order, as `sha256sum` would. Best effort: without it the next open
 * checks every page.
 */
export function seal(file: string): void {
  try {
    const hash = createHash('sha256');
    for (const chunk of chunksOf(file)) hash.update(chunk);
    writeFileSync(sealOf(file), `${hash.digest('hex')}  ${basename(file)}\n`);
  } catch {
    rmSync(sealOf(file), { force: true });
  }
}

/**
 * Whether the database is, to the bit, what was checked and closed in order. Its bytes are read at the speed of the disk,
 * where the integrity check of 100,000 ads takes many seconds, and a window that is being drawn meanwhile is served in
 * between. The seal is used up: from now on the file may change.
 */
export async function breakSeal(file: string): Promise<boolean> {
  const kept = sealOf(file);
  try {
    const [sum] = readFileSync(kept, 'utf8').split(' ');
    rmSync(kept);
    // A log beside it would be played into the file.
    if (existsSync(`${file}-wal`)) return false;
    const hash = createHash('sha256');
    for (const chunk of chunksOf(file)) {
      hash.update(chunk);
      await letOthersIn();
    }
    return sum === hash.digest('hex');
  } catch {
    return false;
  }
}
