import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { locateFfmpeg } from '../../../src/main/media/locate.ts';
import { withEnvironment } from '../../support/environment.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const real = (name: string): string => execFileSync('which', [name], { encoding: 'utf8' }).trim();
const linked = (folder: string): string => {
  mkdirSync(folder, { recursive: true });
  for (const name of ['ffmpeg', 'ffprobe']) symlinkSync(real(name), join(folder, name));
  return folder;
};

it.skipIf(process.platform === 'win32')(
  'the setting comes first, then the build in the app, then the PATH',
  async () => {
    const home = tempFolder();
    const onPath = linked(join(home, 'path'));
    const resources = join(home, 'resources');
    const ofApp = linked(join(resources, 'ffmpeg', `${process.platform}-${process.arch}`));
    const named = linked(join(home, 'named'));
    withEnvironment({ PATH: onPath });
    const chosen = async (ffmpegDir: string | null, from = resources) =>
      (await locateFfmpeg({ ffmpegDir, resources: from })).ffmpeg;
    expect(await chosen(named)).toBe(join(named, 'ffmpeg'));
    expect(await chosen(null)).toBe(join(ofApp, 'ffmpeg'));
    expect(await chosen(null, home)).toBe(join(onPath, 'ffmpeg'));
  },
);

it.skipIf(process.platform === 'win32')(
  'without one, or with one that is too old, it says how to get it',
  async () => {
    const home = tempFolder();
    const old = join(home, 'old');
    mkdirSync(old);
    for (const name of ['ffmpeg', 'ffprobe'])
      writeFileSync(join(old, name), '#!/bin/sh\necho ffmpeg version 4.4.2 of long ago\n', { mode: 0o755 });
    withEnvironment({ PATH: ['/nowhere', old].join(delimiter) });
    await expect(locateFfmpeg({ ffmpegDir: null, resources: home })).rejects.toMatchObject({
      code: 'NO_DECODER',
      message: expect.stringMatching(/ffmpeg and ffprobe, are missing\. .*Settings\.$/),
    });
  },
);
