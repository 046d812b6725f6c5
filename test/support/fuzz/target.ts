import { type ChildProcess, spawnSync } from 'node:child_process';

/** What a fuzz found of the process it was aimed at. */
export interface Fuzzed {
  readonly messages: number;
  readonly answers: number;
  /** Asked in between and afterwards, as a proper client would. */
  readonly asked: number;
  readonly unanswered: number;
  readonly crashes: readonly string[];
  /** After a fifth of the messages, and after all; it comes and goes with the collector. */
  readonly rssMb: readonly [number, number];
}

/** What may be kept of messages is bounded by this: a server that keeps more ends, and that is seen. */
export const bounded = '--max-old-space-size=128';

export const rssMb = ({ pid }: ChildProcess): number =>
  Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout) / 1024;

/** How it ended by itself, if it did; and the last it said. */
export function watch(child: ChildProcess) {
  let said = '';
  child.stderr?.on('data', (text: Buffer) => {
    said = `${said}${text.toString()}`.slice(-2000);
  });
  return (): string[] =>
    child.exitCode === null && child.signalCode === null
      ? []
      : [`ended with ${child.exitCode ?? child.signalCode}: ${said}`];
}
