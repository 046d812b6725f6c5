import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { AppError } from '../../contract/index.ts';
import { scrubbedEnvironment } from './environment.ts';

export interface Ffmpeg {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** As the program prints it, e.g. `5.1.9-0+deb12u1`. */
  readonly version: string;
}

export interface FfmpegPlaces {
  readonly ffmpegDir: string | null;
  readonly resources: string;
}

/** The setting first, then the build that ships with the app, then what the system has. Throws NO_DECODER. */
export async function locateFfmpeg(options: FfmpegPlaces): Promise<Ffmpeg> {
  for (const { ffmpeg, ffprobe } of candidates(options)) {
    if (!canRun(ffmpeg) || !canRun(ffprobe)) continue;
    // Once more when it was killed from outside: that says nothing about the program.
    const version = (await versionOf(ffmpeg)) ?? (await versionOf(ffmpeg));
    if (version) return { ffmpeg, ffprobe, version };
  }
  throw new AppError('NO_DECODER', howToInstall());
}

/** Version 5.1 or newer, by the means of the system it has to be installed on. */
export function howToInstall(): string {
  if (process.platform === 'darwin') return 'Run "brew install ffmpeg", or set its folder in Settings.';
  if (process.platform === 'win32') return 'Run "winget install Gyan.FFmpeg", or set its folder in Settings.';
  return 'Install the package ffmpeg (5.1 or newer) of your system, or set its folder in Settings.';
}

/** Changes when any program that could be chosen does; costs no process. */
export async function decoderFingerprint(options: FfmpegPlaces): Promise<string> {
  const prints: string[] = [];
  for (const { ffmpeg, ffprobe } of candidates(options)) {
    for (const program of [ffmpeg, ffprobe]) {
      const found = await stat(program).catch(() => null);
      if (found) prints.push(`${program}:${found.size}:${found.mtimeMs}`);
    }
  }
  return prints.join('|');
}

function candidates({ ffmpegDir, resources }: FfmpegPlaces): { ffmpeg: string; ffprobe: string }[] {
  const bundled = join(resources, 'ffmpeg', `${process.platform}-${process.arch}`);
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(isAbsolute);
  const folders = [...(ffmpegDir === null ? [] : [ffmpegDir]), bundled, ...onPath];
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return folders.map((folder) => ({
    ffmpeg: join(folder, `ffmpeg${suffix}`),
    ffprobe: join(folder, `ffprobe${suffix}`),
  }));
}

/** At once, so that the program is asked for its version before whatever else the app does at its start. */
function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

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
