import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { crashPolicy, type RecoveryParts, recover } from '../../../../src/main/hosts/electron/recovery.ts';

const decisions = (...atMs: number[]): string[] => {
  let now = 0;
  const decide = crashPolicy(() => now);
  return atMs.map((at) => {
    now = at;
    return decide();
  });
};

describe('after a crash of the page', () => {
  it('reloads twice within a minute, then shows the safe page, then asks', () => {
    expect(decisions(0, 10_000, 20_000, 21_000, 22_000, 23_000)).toEqual([
      'reload',
      'reload',
      'safe page',
      'safe page',
      'ask',
      'ask',
    ]);
  });
  it('forgets what is older than a minute', () => {
    expect(decisions(0, 30_000, 61_000, 95_000)).toEqual(['reload', 'reload', 'reload', 'reload']);
  });
});

/** The few parts of a page's contents that recovery uses. */
class Contents extends EventEmitter {
  readonly done: string[] = [];
  readonly said: string[] = [];
  url = 'app://titan/index.html#/health';
  getURL = (): string => this.url;
  isDestroyed = (): boolean => false;
  reload = (): void => void this.done.push('reload');
  loadURL = async (url: string): Promise<void> => {
    this.url = url;
    this.done.push(url);
  };
  forcefullyCrashRenderer = (): void => void this.done.push('crash');
}
const watch = (askReload: RecoveryParts['askReload']): Contents => {
  const contents = new Contents();
  recover(contents as unknown as WebContents, {
    nowMs: () => 0,
    log: { warn: (_fields, text) => void contents.said.push(text) },
    askReload,
  });
  return contents;
};
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('a page that is gone', () => {
  it('is loaded again, and is the safe page after the third time', async () => {
    const contents = watch(async () => false);
    for (let time = 0; time < 3; time += 1) contents.emit('render-process-gone', {}, { reason: 'oom' });
    await settled();
    expect(contents.done).toEqual(['reload', 'reload', 'app://titan/safe-page']);
    expect(contents.said).toEqual(Array(3).fill('the page of the window went away'));
  });
  it('is not opened for ever: a person is asked, and may leave it', async () => {
    const asked: string[] = [];
    const contents = watch(async (why) => asked.push(why) > 1);
    for (let time = 0; time < 6; time += 1) contents.emit('render-process-gone', {}, { reason: 'oom' });
    await settled();
    expect(asked).toEqual(['gone', 'gone']);
    expect(contents.done.slice(2)).toEqual(Array(3).fill('app://titan/safe-page'));
  });
  it('is left alone when its window was closed', async () => {
    const contents = watch(async () => false);
    contents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    await settled();
    expect(contents.done).toEqual([]);
  });
});

describe('a page without its bridge', () => {
  it('is loaded again, and the safe page, which needs none, is left alone', async () => {
    const contents = watch(async () => false);
    for (let time = 0; time < 5; time += 1) {
      contents.emit('preload-error', {}, 'index.cjs', new Error('broken'));
      await settled();
    }
    expect(contents.done).toEqual(['reload', 'reload', 'app://titan/safe-page']);
    expect(contents.said).toEqual(Array(5).fill('the bridge of the window could not be made'));
  });
});

describe('a page that hangs', () => {
  it('is started again when the user says so', async () => {
    const contents = watch(async () => true);
    contents.emit('unresponsive');
    await settled();
    expect(contents.done).toEqual(['crash']);
  });
  it('is left alone when it answers first, and is asked about once', async () => {
    let asked = 0;
    const contents = watch((_why, signal) => {
      asked += 1;
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(true)));
    });
    contents.emit('unresponsive');
    contents.emit('unresponsive');
    contents.emit('responsive');
    await settled();
    expect([asked, contents.done]).toEqual([1, []]);
  });
});
