import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { forkMediaHost, type MediaHost } from '../../../src/main/media/fork-host.ts';
import { createMediaPool } from '../../../src/main/media/pool.ts';
import { madeUpLogos } from '../../support/clips/logos.ts';
import { withEnvironment } from '../../support/environment.ts';
import { openPool } from '../../support/media-pool.ts';
import { silent } from '../../support/silent-log.ts';
import { tempFolder } from '../../support/temp-folder.ts';

// A failure that nobody takes would end the program; vitest fails for it.
it.each([
  ['the host', 'spawn ENOMEM', {}],
  ['ffmpeg before it', 'The programs that decode films', { PATH: '' }],
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
  const alive = new Set<MediaHost>();
  let started = 0;
  const startHost = () => {
    let gone: (how: string) => void = () => undefined;
    const host: MediaHost = {
      pid: undefined,
      send: () => undefined,
      onMessage: () => undefined,
      onExit: (listener) => {
        gone = listener;
      },
      // Killed again by whoever is told that it is gone.
      kill: () => void (alive.delete(host) && gone('SIGKILL')),
    };
    alive.add(host);
    started += 1;
    return host;
  };
  const options = { parallel: 2, ffmpegDir: null, resources: tempFolder(), startHost, log: silent };
  await expect(createMediaPool(options)).rejects.toMatchObject({ code: 'NO_DECODER' });
  // A second try of the host that is gone would begin only now.
  await new Promise(setImmediate);
  expect([started, alive.size]).toEqual([1, 0]);
});

it('reads logos one after the other, beside the files, and keeps no more hosts than files are decoded at once', async () => {
  const alive = new Set<MediaHost>();
  let most = 0;
  const start = forkMediaHost();
  const { pool, folder, close } = await openPool(() => {
    const host = start();
    host.onExit(() => alive.delete(host));
    alive.add(host);
    most = Math.max(most, alive.size);
    return host;
  }, 1);
  try {
    const picture = join(folder, 'given.png');
    writeFileSync(picture, await sharp(madeUpLogos.emblem).png().toBuffer());
    const { signal } = new AbortController();
    const logos = Array.from({ length: 5 }, () => pool.readLogo(picture, signal));
    await Promise.all([pool.frames(picture, [0], signal), ...logos]);
    expect(most).toBe(2);
    await expect.poll(() => alive.size).toBe(1);
  } finally {
    await close();
  }
});

it('begins nothing that still waited when it was closed', async () => {
  let started = 0;
  const start = forkMediaHost();
  const { pool, folder, close } = await openPool(() => {
    started += 1;
    return start();
  }, 1);
  const picture = join(folder, 'given.png');
  writeFileSync(picture, await sharp(madeUpLogos.emblem).png().toBuffer());
  const { signal } = new AbortController();
  const logos = Promise.allSettled(Array.from({ length: 3 }, () => pool.readLogo(picture, signal)));
  await close();
  const codes = (await logos).map((one) => (one.status === 'rejected' ? one.reason.code : null));
  expect(codes.slice(1)).toEqual(['CANCELLED', 'CANCELLED']);
  expect(started).toBe(1);
});
