import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const TAIL_BYTES = 32_768;

/**
 * Runs a tool of ours; its stdout goes to our stderr. Resolves with its exit code and the last of what it printed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, shell?: boolean, timeoutMs?: number }} options
 * @returns {Promise<{ code: number, tail: string }>}
 */
export const runTool = (command, args, { cwd, env, quiet = false, shell = false, timeoutMs } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(timeoutMs ? { timeout: timeoutMs, killSignal: 'SIGKILL' } : {}),
    });
    let tail = '';
    const take = (/** @type {Buffer} */ chunk) => {
      if (!quiet) process.stderr.write(chunk);
      tail = (tail + chunk).slice(-TAIL_BYTES);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ code: 127, tail: `${tail}\n${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, tail }));
  });

/** The exit code a shell would report. */
const codeOf = (/** @type {number | null} */ code, /** @type {NodeJS.Signals | null} */ signal) =>
  code ?? 128 + (signal ? constants.signals[signal] : 1);

const ORPHAN_POLL_MS = 1_000;

/**
 * npm runs a script through a shell. A signal to npm ends that shell and does not reach us, so the command would go on
 * without anyone to end it. Not for whoever starts us without npm and means to leave us behind.
 */
const whenOrphaned = (/** @type {() => void} */ act) => {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, ORPHAN_POLL_MS);
  return () => clearInterval(timer);
};

/**
 * Hands the terminal over to the command: same stdin, stdout and stderr; signals and the exit code pass through.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: number, signal: NodeJS.Signals | null }>}
 */
export const handOver = (command, args, { cwd, env }) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    // Ctrl-C reaches every process of a terminal's foreground group by itself; sent again it would look like a second
    // press, which tells the command to stop without tidying up.
    const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
    const onInterrupt = () => {
      if (!terminal) child.kill('SIGINT');
    };
    const onEnd = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    // npm repeats the signal it got, hence once.
    process.once('SIGINT', onInterrupt);
    const ignore = () => {};
    process.on('SIGINT', ignore);
    process.on('SIGTERM', onEnd);
    process.on('SIGHUP', onEnd);
    const stopWatching = whenOrphaned(() => onEnd('SIGTERM'));
    const done = () => {
      stopWatching();
      process.off('SIGINT', onInterrupt);
      process.off('SIGINT', ignore);
      process.off('SIGTERM', onEnd);
      process.off('SIGHUP', onEnd);
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      done();
      resolve({ code: codeOf(code, signal), signal });
    });
  });
