import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { onTestFinished } from 'vitest';

/** Whether this machine lets us mount; containers often do not, and a user never may. */
export const mayMount: boolean =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' }).status === 0;

export const whyNot = 'only root on Linux may mount; run the tests as root to have this one';

/** A disk of this size, gone when the test is over. */
export function smallDisk(folder: string, megabytes: number): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'titan-test', folder]);
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
}

/** The same folder, not to be written by anyone. */
export function makeReadOnly(folder: string): void {
  execFileSync('mount', ['--bind', folder, folder]);
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  execFileSync('mount', ['-o', 'remount,ro,bind', folder]);
}

/** Another file in its place that cannot be replaced, as one that a program on Windows has open. */
export function holdFile(file: string, by: string): void {
  execFileSync('mount', ['--bind', by, file]);
  onTestFinished(() => void spawnSync('umount', ['-l', file]));
}
