import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * Resident bytes of each process, largest first. Cheap enough to ask four times a second on Linux, once a second on
 * macOS; Windows has no cheap way, there ffmpeg's own limits on pixels and blocks have to do.
 */
export async function residentBytes(pids: readonly number[]): Promise<number[]> {
  const bytes = process.platform === 'linux' ? await Promise.all(pids.map(fromProc)) : await fromPs(pids);
  return bytes.sort((a, b) => b - a);
}

export const MEMORY_POLL_MS = process.platform === 'linux' ? 250 : 1000;

async function fromProc(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

async function fromPs(pids: readonly number[]): Promise<number[]> {
  if (process.platform === 'win32') return [];
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', pids.join(',')]).catch(() => ({
    stdout: '', // all of them are gone
  }));
  return stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => Number(line) * 1024);
}
