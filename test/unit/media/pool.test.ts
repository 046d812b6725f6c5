import { expect, it } from 'vitest';
import { createMediaPool } from '../../../src/main/media/pool.ts';
import { withEnvironment } from '../../support/environment.ts';
import { silent } from '../../support/silent-log.ts';
import { tempFolder } from '../../support/temp-folder.ts';

// A failure that nobody takes would end the program; vitest fails for it.
it.each([
  ['the host', 'spawn ENOMEM', {}],
  ['ffmpeg before it', 'There is no such thing', { PATH: '' }],
])(
  'tells of %s when the system starts no more of them, and takes the other failure too',
  async (_, text, environment) => {
    withEnvironment(environment);
    const startHost = () => {
      throw new Error('spawn ENOMEM');
    };
    const options = { parallel: 2, ffmpegDir: null, resources: tempFolder(), startHost, log: silent };
    await expect(createMediaPool(options)).rejects.toThrow(text);
  },
);

it('leaves no host behind where there is no ffmpeg', async () => {
  withEnvironment({ PATH: '' });
  let alive = 0;
  const startHost = () => {
    let gone: (how: string) => void = () => undefined;
    alive += 1;
    const kill = () => {
      alive -= 1;
      gone('SIGKILL');
    };
    const onExit = (listener: typeof gone) => {
      gone = listener;
    };
    return { pid: undefined, send: () => undefined, onMessage: () => undefined, onExit, kill: once(kill) };
  };
  const options = { parallel: 2, ffmpegDir: null, resources: tempFolder(), startHost, log: silent };
  await expect(createMediaPool(options)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await new Promise(setImmediate);
  expect(alive).toBe(0);
});

/** A process ends once, however often it is killed. */
const once = (act: () => void) => {
  let done = false;
  return () => {
    if (!done) {
      done = true;
      act();
    }
  };
};
