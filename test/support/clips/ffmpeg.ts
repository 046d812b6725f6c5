import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

/** Rises whenever the generator would draw other pixels, so that no test reads clips of an older one. */
const GENERATION = 2;

const cacheFolder = join(tmpdir(), `titan-ads-clips-${GENERATION}`);

/** Runs ffmpeg to its end and returns what it wrote; throws with its last words. */
export async function ffmpeg(
  args: readonly string[],
  feed?: (stdin: NonNullable<ChildProcess['stdin']>) => Promise<void>,
): Promise<{ stdout: Buffer; stderr: string }> {
  const child = spawn('ffmpeg', ['-hide_banner', '-nostdin', '-y', ...args], {
    stdio: [feed ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  const closed = once(child, 'close');
  if (feed && child.stdin) {
    child.stdin.on('error', () => {}); // its cause shows in the exit code
    await feed(child.stdin);
    child.stdin.end();
  }
  const [code] = (await closed) as [number];
  const stderr = Buffer.concat(err).toString('utf8');
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${args.join(' ')}\n${stderr.slice(-2000)}`);
  return { stdout: Buffer.concat(out), stderr };
}

/** Makes a clip once per machine: written beside its place and moved there, so that a stopped run leaves no half file. */
export async function cached(name: string, make: (path: string) => Promise<void>): Promise<string> {
  mkdirSync(cacheFolder, { recursive: true });
  const path = join(cacheFolder, name);
  try {
    await access(path);
    return path;
  } catch {
    // not there yet
  }
  const draft = join(cacheFolder, `${process.pid}-${name}${extname(name)}`);
  try {
    await make(draft);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
  return path;
}
