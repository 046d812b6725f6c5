import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import type { Input, ProcedureId } from '../../src/contract/index.ts';
import { openApp } from '../../src/main/hosts/compose.ts';
import { firstJob } from '../../src/main/hosts/first-job.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';
import { forkMediaHost } from '../../src/main/media/fork-host.ts';
import { locateFfmpeg } from '../../src/main/media/locate.ts';
import { window } from '../support/act/open-desk.ts';
import { patternClip } from '../support/clips/golden.ts';
import { withEnvironment } from '../support/environment.ts';
import { jobEnded } from '../support/job-ended.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('the folder of ffmpeg and the files at the same time, set while the app is open, hold from the next analysis on', async () => {
  const ads = tempFolder();
  for (let n = 0; n < 12; n += 1)
    await sharp({ create: { width: 900, height: 900, channels: 3, background: { r: 20 * n, g: 90, b: 60 } } })
      .png()
      .toFile(join(ads, `${n}.png`));
  const { ffmpeg } = await locateFfmpeg({ ffmpegDir: null, resources: ads });
  withEnvironment({ PATH: '' });
  let started = 0;
  const startHost = forkMediaHost();
  const app = await openApp({
    home: tempFolder(),
    role: 'app',
    startMediaHost: () => {
      started += 1;
      return startHost();
    },
  });
  const call = <Id extends ProcedureId>(id: Id, input: Input<Id>) => typedCall(app, window, id, input);
  const analysed = async (fresh: boolean, state: 'done' | 'failed') => {
    started = 0;
    const { job_id } = await call('ingest.analyze', { paths: [ads], fresh });
    return (await jobEnded(app, job_id, state)).job;
  };
  try {
    expect((await analysed(false, 'failed')).error?.code).toBe('NO_DECODER');
    await call('settings.set', { ffmpeg_dir: dirname(ffmpeg), parallel_files: 1 });
    expect((await analysed(false, 'done')).progress).toMatchObject({ done: 12, failed: 0 });
    expect(started).toBe(1);
    await call('settings.set', { parallel_files: 3 });
    await analysed(true, 'done');
    expect(started).toBe(3);
  } finally {
    await app.close();
  }
});

test.skipIf(process.platform === 'win32')(
  'a film that a leaner build of ffmpeg could not read is measured once a full one of the same version is there',
  async () => {
    const [ads, programs] = [tempFolder(), tempFolder()];
    copyFileSync(await patternClip('full-build', 1, 'null'), join(ads, 'a.mp4'));
    const { ffmpeg, ffprobe } = await locateFfmpeg({ ffmpegDir: null, resources: ads });
    const program = (name: string, does: string): void =>
      writeFileSync(join(programs, name), `#!/bin/sh\n${does}\n`, { mode: 0o755 });
    program('ffmpeg', `exec ${ffmpeg} "$@"`);
    program('ffprobe', 'echo Unknown input format >&2; exit 1');
    const app = await openApp({ home: tempFolder(), role: 'app' });
    const failed = async () => {
      const { job_id } = await typedCall(app, window, 'ingest.analyze', { paths: [ads] });
      return (await jobEnded(app, job_id, 'done')).job.progress.failed;
    };
    try {
      await typedCall(app, window, 'settings.set', { ffmpeg_dir: programs });
      expect(await failed()).toBe(1);
      program('ffprobe', `exec ${ffprobe} "$@"`);
      expect(await failed()).toBe(0);
    } finally {
      await app.close();
    }
  },
);

test('a library that nobody used starts with the sample ads also after a first start without ffmpeg', async () => {
  const home = tempFolder();
  /** What there is after a start: the newest job first. */
  const started = async () => {
    const app = await openApp({ home, role: 'app' });
    try {
      await firstJob(app, window, []);
      const { jobs } = await typedCall(app, window, 'jobs.list', {});
      const [first] = jobs;
      if (jobs.length === 1 && first) await jobEnded(app, first.id, 'failed');
      return jobs;
    } finally {
      await app.close();
    }
  };
  withEnvironment({ PATH: '' });
  expect(await started()).toHaveLength(1);
  vi.unstubAllEnvs();
  expect(await started()).toMatchObject([{ title: 'Sample ads' }, { error: { code: 'NO_DECODER' } }]);
  expect(await started()).toHaveLength(2);
});

test('an empty library whose backups are still there gets no sample ads', async () => {
  const home = tempFolder();
  const used = await openApp({ home, role: 'query' });
  await typedCall(used, window, 'store.backup', {});
  await used.close();
  rmSync(join(home, 'titan.db'));
  const app = await openApp({ home, role: 'app' });
  try {
    await firstJob(app, window, []);
    expect((await typedCall(app, window, 'jobs.list', {})).jobs).toEqual([]);
    await typedCall(app, window, 'settings.set', { recovery: null });
    await firstJob(app, window, []);
    expect((await typedCall(app, window, 'jobs.list', {})).jobs).toMatchObject([{ title: 'Sample ads' }]);
  } finally {
    await app.close();
  }
});
