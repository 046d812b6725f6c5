import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

const CHUNK_BYTES = 4 << 20;

const sealOf = (file: string): string => `${file}.sha256`;

function sha256(file: string): string {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    for (let got = readSync(descriptor, chunk); got > 0; got = readSync(descriptor, chunk))
      hash.update(chunk.subarray(0, got));
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}

/**
 * Notes what a database holds when it is closed in order, as `sha256sum` would. Best effort: without it the next open
 * checks every page.
 */
export function seal(file: string): void {
  try {
    writeFileSync(sealOf(file), `${sha256(file)}  ${basename(file)}\n`);
  } catch {
    rmSync(sealOf(file), { force: true });
  }
}

/**
 * Whether the database is, to the bit, what was checked and closed in order. Its bytes are read at the speed of the disk,
 * where the integrity check of 100,000 ads takes many seconds. The seal is used up: from now on the file may change.
 */
export function breakSeal(file: string): boolean {
  const kept = sealOf(file);
  try {
    const [sum] = readFileSync(kept, 'utf8').split(' ');
    rmSync(kept);
    // A log beside it would be played into the file.
    return !existsSync(`${file}-wal`) && sum === sha256(file);
  } catch {
    return false;
  }
}
