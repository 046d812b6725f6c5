import { EventEmitter } from 'node:events';
import { beforeEach, expect, it } from 'vitest';
import { chooseDrawing, watchProcesses } from '../../../../src/main/hosts/electron/lost-processes.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

let home = '';
beforeEach(() => {
  home = tempFolder();
});

const drawsInSoftware = (electron: string): boolean => {
  const done: string[] = [];
  chooseDrawing({ disableHardwareAcceleration: () => void done.push('disabled') }, home, electron);
  return done.length > 0;
};

/** What the app does when processes go at these times; each line that it wrote. */
const lose = (processes: readonly { type: string; reason: string; atMs: number }[]): string[] => {
  const app = new EventEmitter();
  const said: string[] = [];
  let now = 0;
  watchProcesses(app as unknown as Parameters<typeof watchProcesses>[0], {
    home,
    electron: '45.4.1',
    log: { warn: (_fields, text) => void said.push(text) },
    nowMs: () => now,
  });
  for (const { atMs, ...gone } of processes) {
    now = atMs;
    app.emit('child-process-gone', {}, { ...gone, exitCode: 139 });
  }
  return said;
};

it('a graphics card whose driver crashes three times in a minute is left alone at the next start', () => {
  const crash = { type: 'GPU', reason: 'crashed' };
  lose([
    { ...crash, atMs: 0 },
    { ...crash, atMs: 1000 },
  ]);
  expect(drawsInSoftware('45.4.1')).toBe(false);
  const said = lose([
    { ...crash, atMs: 0 },
    { ...crash, atMs: 1000 },
    { ...crash, atMs: 2000 },
  ]);
  expect(said.at(-1)).toBe('the next start draws without the graphics card');
  expect(drawsInSoftware('45.4.1')).toBe(true);
  // Another Electron is given a try.
  expect(drawsInSoftware('46.0.0')).toBe(false);
});

it('other processes are written down, and those that ended as they should are not', () => {
  const said = lose([
    { type: 'Utility', reason: 'crashed', atMs: 0 },
    { type: 'Utility', reason: 'oom', atMs: 1 },
    { type: 'Utility', reason: 'killed', atMs: 2 },
    { type: 'GPU', reason: 'clean-exit', atMs: 3 },
  ]);
  expect(said).toEqual(Array(2).fill('a process of the app went away'));
  expect(drawsInSoftware('45.4.1')).toBe(false);
});
