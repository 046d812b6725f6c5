/** utilityProcess as a Node child process: messages and exits are real, ports are not transferred. */
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { ForkOptions } from 'electron';

const shim = new URL('./utility-child.ts', import.meta.url).href;

type Output = 'pipe' | 'ignore' | 'inherit';
const outputs = (stdio: ForkOptions['stdio']): Output[] => {
  if (Array.isArray(stdio)) return stdio as Output[];
  const output = (stdio ?? 'inherit') as Output;
  return ['ignore', output, output];
};

export class StandInUtilityProcess extends EventEmitter {
  private readonly child: ChildProcess;

  constructor(modulePath: string, args: readonly string[], options: ForkOptions) {
    super();
    this.child = fork(modulePath, [...args], {
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', shim, ...(options.execArgv ?? [])],
      env: (options.env ?? process.env) as NodeJS.ProcessEnv,
      cwd: options.cwd,
      serialization: 'advanced',
      stdio: [...outputs(options.stdio), 'ipc'],
    });
    this.child.once('spawn', () => this.emit('spawn'));
    this.child.on('message', (message) => this.emit('message', message));
    // Electron reports the code alone; a signal appears there as its number.
    this.child.once('exit', (code, signal) => this.emit('exit', code ?? (signal ? 9 : 0)));
  }

  get pid(): number | undefined {
    return this.child.exitCode === null ? this.child.pid : undefined;
  }
  get stdout(): NodeJS.ReadableStream | null {
    return this.child.stdout;
  }
  get stderr(): NodeJS.ReadableStream | null {
    return this.child.stderr;
  }
  postMessage(message: unknown): void {
    if (this.child.connected) this.child.send(message as object);
  }
  kill(): boolean {
    return this.child.kill('SIGTERM');
  }
}

export const utilityProcess = {
  fork: (
    modulePath: string,
    args: readonly string[] = [],
    options: ForkOptions = {},
  ): StandInUtilityProcess => new StandInUtilityProcess(modulePath, args, options),
};
