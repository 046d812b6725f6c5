import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../contract/index.ts';

/** `sun_path` holds 104 bytes on macOS and 108 on Linux. */
const longestPath = 100;

/** Where the owner of a data folder listens: a socket inside it, a named pipe on Windows. */
export function socketAddress(home: string): string {
  const short = createHash('sha256').update(home).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\titan-ads-${userInfo().username}-${short}`;
  const inside = join(home, 'titan.sock');
  if (Buffer.byteLength(inside) <= longestPath) return inside;
  // A folder of this user's alone stands in for one whose own path is too long for a socket.
  const { uid } = userInfo();
  const folder = join(tmpdir(), `titan-ads-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made = lstatSync(folder);
  if (!made.isDirectory() || made.uid !== uid || (made.mode & 0o077) !== 0) {
    throw new AppError('PERMISSION', `${folder} belongs to someone else; set TITAN_HOME to a shorter path.`);
  }
  return join(folder, `${short}.sock`);
}
