import { execFile, fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scrubbedEnvironment } from './environment.ts';

/** A running media host, as the pool sees it, whoever started it. */
export interface MediaHost {
  readonly pid: number | undefined;
  send(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (how: string) => void): void;
  /** Ends it and everything it started, at once. */
  kill(): void;
}
export type StartMediaHost = () => MediaHost;

/** In the bundle the entry lies beside the other entries, or one folder above the chunk this code was put into. */
export function mediaHostEntry(): string {
  if (import.meta.url.endsWith('.ts')) return fileURLToPath(new URL('./host.ts', import.meta.url));
  const here = dirname(fileURLToPath(import.meta.url));
  return `${basename(here) === 'chunks' ? dirname(here) : here}/media-host.js`;
}

/**
 * A media host as a Node child in a process group of its own: its ffmpeg belongs to that group too, so that killing the
 * group leaves nothing behind, even when the host itself is already dead. Windows has no groups; taskkill takes the tree.
 */
export const forkMediaHost =
  (entry = mediaHostEntry()): StartMediaHost =>
  () => {
    const child = fork(entry, [], {
      env: { ...scrubbedEnvironment(), ...compiledCode() },
      execArgv: [],
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let lastWords = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-2000);
    });
    return {
      pid: child.pid,
      send: (message) => child.send(message, () => undefined), // a host that is gone is told by its exit
      onMessage: (listener) => child.on('message', listener),
      onExit: (listener) => {
        child.once('exit', (code, signal) => listener(signal ?? `exit code ${code}: ${lastWords}`));
        child.once('error', (error) => listener(error.message));
      },
      kill: () => killTree(child.pid),
    };
  };

/** A host is killed before it could keep anything, and reads what the build kept. Node names a folder inside the one it is given. */
function compiledCode(): NodeJS.ProcessEnv {
  const kept = getCompileCacheDir();
  return kept === undefined ? {} : { NODE_COMPILE_CACHE: dirname(kept) };
}

export function killTree(pid: number | undefined): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    execFile(
      `${process.env.SystemRoot}\\System32\\taskkill.exe`,
      ['/PID', String(pid), '/T', '/F'],
      () => undefined,
    );
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
