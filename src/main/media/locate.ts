import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { AppError } from '../../contract/index.ts';
import { scrubbedEnvironment } from './environment.ts';

export interface Ffmpeg {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** As the program prints it, e.g. `5.1.9-0+deb12u1`. */
  readonly version: string;
}

/** The setting first, then the build that ships with the app, then what the system has. Throws NOT_FOUND. */
export async function locateFfmpeg(options: {
  readonly ffmpegDir: string | null;
  readonly resources: string;
}): Promise<Ffmpeg> {
  const bundled = join(options.resources, 'ffmpeg', `${process.platform}-${process.arch}`);
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(isAbsolute);
  const folders = [...(options.ffmpegDir === null ? [] : [options.ffmpegDir]), bundled, ...onPath];
  const suffix = process.platform === 'win32' ? '.exe' : '';
  for (const folder of folders) {
    const ffmpeg = join(folder, `ffmpeg${suffix}`);
    const ffprobe = join(folder, `ffprobe${suffix}`);
    if (!(await canRun(ffmpeg)) || !(await canRun(ffprobe))) continue;
    const version = await versionOf(ffmpeg);
    if (version) return { ffmpeg, ffprobe, version };
  }
  throw new AppError(
    'NOT_FOUND',
    'ffmpeg and ffprobe (5.1 or newer) are neither in the app nor on the PATH.',
  );
}

const canRun = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** Null when it cannot run here, or is too old: `-fps_mode` came with 5.1. */
function versionOf(ffmpeg: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(ffmpeg, ['-version'], { timeout: 10_000, env: scrubbedEnvironment() }, (_error, stdout) => {
      const version = /^ffmpeg version (\S+)/.exec(stdout)?.[1] ?? null;
      const [, major, minor] = /^n?(\d+)\.(\d+)/.exec(version ?? '') ?? [];
      const isOld = major !== undefined && Number(major) * 100 + Number(minor) < 501;
      resolve(isOld ? null : version);
    });
  });
}
