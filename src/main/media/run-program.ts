import { spawn } from 'node:child_process';
import { scrubbedEnvironment } from './environment.ts';
import { MAX_STDERR_CHARS } from './limits.ts';

export interface ProgramEnd {
  readonly exitCode: number | null;
  /** Set when it was ended by a signal that nobody here sent. */
  readonly crashSignal: string | null;
  /** Which of our limits ended it. */
  readonly stopped: 'time' | 'stall' | 'output' | null;
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly limitMs: number;
  /** Ended when it writes more. */
  readonly maxBytes: number;
  /** Ended when it writes nothing for so long. */
  readonly stallMs?: number;
  readonly onOutput: (chunk: Uint8Array) => void;
  readonly onPid: (pid: number | null) => void;
}

/**
 * Runs ffmpeg or ffprobe: array of arguments, never a shell; its own clock; killed at a limit of time or bytes, when `onOutput` throws,
 * and (by the listener in `serve-host.ts`) when this process goes. Resolves once it is gone.
 */
export function runProgram(
  path: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: scrubbedEnvironment(),
      windowsHide: true,
    });
    let stopped: ProgramEnd['stopped'] = null;
    let failure: unknown;
    let stderr = '';
    let bytes = 0;
    let stallTimer: NodeJS.Timeout | undefined;

    const stop = (reason: ProgramEnd['stopped']) => {
      stopped ??= reason;
      child.kill('SIGKILL');
    };
    const limitTimer = setTimeout(stop, options.limitMs, 'time');
    if (options.stallMs !== undefined) stallTimer = setTimeout(stop, options.stallMs, 'stall');

    child.once('spawn', () => options.onPid(child.pid ?? null));
    child.stdout.on('data', (chunk: Buffer) => {
      stallTimer?.refresh();
      if (failure !== undefined || stopped !== null) return;
      bytes += chunk.length;
      if (bytes > options.maxBytes) return stop('output');
      try {
        options.onOutput(chunk);
      } catch (error) {
        failure = error;
        stop('output');
      }
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (stderr.length < MAX_STDERR_CHARS) stderr += text;
    });
    child.once('error', (error) => {
      failure ??= error;
    });
    child.once('close', (exitCode, signal) => {
      clearTimeout(limitTimer);
      clearTimeout(stallTimer);
      options.onPid(null);
      if (failure !== undefined) reject(failure);
      else resolve({ exitCode, crashSignal: stopped === null ? signal : null, stopped, stderr });
    });
  });
}
