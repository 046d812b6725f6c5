/** One holder per userData folder. Electron's call is synchronous, so the lock is a file and the message another. */
import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type OnSecond = (argv: string[], workingDirectory: string, data: unknown) => void;

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

export class SingleInstance {
  held = false;
  private readonly lockFile: string;
  private readonly inbox: string;
  private readonly onSecond: OnSecond;

  constructor(userData: string, onSecond: OnSecond) {
    mkdirSync(userData, { recursive: true });
    this.lockFile = join(userData, 'SingletonLock.json');
    this.inbox = join(userData, 'SingletonInbox');
    this.onSecond = onSecond;
  }

  request(data: object): boolean {
    if (this.take()) {
      mkdirSync(this.inbox, { recursive: true });
      const watcher = watch(this.inbox, () => this.readInbox());
      watcher.unref();
      return true;
    }
    const message = { argv: process.argv, cwd: process.cwd(), data };
    const name = `${process.pid}.json`;
    writeFileSync(join(this.inbox, name), JSON.stringify(message));
    return false;
  }

  release(): void {
    if (this.held) rmSync(this.lockFile, { force: true });
    this.held = false;
  }

  private take(): boolean {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        writeFileSync(this.lockFile, String(process.pid), { flag: 'wx' });
        this.held = true;
        return true;
      } catch {
        if (alive(Number(readFileSync(this.lockFile, 'utf8')))) return false;
        rmSync(this.lockFile, { force: true });
      }
    }
    return false;
  }

  private readInbox(): void {
    for (const name of readdirSync(this.inbox)) {
      const path = join(this.inbox, name);
      try {
        const { argv, cwd, data } = JSON.parse(readFileSync(path, 'utf8'));
        rmSync(path, { force: true });
        this.onSecond(argv, cwd, data);
      } catch {
        // Half written: the watcher speaks again when the rest has arrived.
      }
    }
  }
}
