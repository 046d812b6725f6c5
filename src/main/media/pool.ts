import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PQueue from 'p-queue';
import { AppError } from '../../contract/index.ts';
import type { LogoLook } from '../core/measure/brand/logo-looks.ts';
import type { JudgeFrame, Log, MeasuredFile, MediaPort, ReadFile, ReadLogo } from '../ports.ts';
import { forkMediaHost, type StartMediaHost } from './fork-host.ts';
import { locateFfmpeg } from './locate.ts';
import type { Request } from './protocol.ts';
import { type Answer, HostCrash, Supervisor } from './supervisor.ts';

export type { StartMediaHost } from './fork-host.ts';

export interface MediaPoolOptions {
  /** Files decoded side by side; one thread each, so as many as there are cores. */
  readonly parallel: number;
  readonly ffmpegDir: string | null;
  readonly resources: string;
  readonly startHost?: StartMediaHost | undefined;
  readonly log: Log;
}

export interface MediaPoolStats {
  readonly hostsStarted: number;
  readonly crashes: number;
  /** The most that any host or decoder was seen to hold. */
  readonly peakBytes: number;
}

export interface MediaPool extends MediaPort {
  /** For one that another takes the place of: its processes go once nothing of its work is left. */
  retire(): Promise<void>;
  close(): Promise<void>;
  stats(): MediaPoolStats;
}

/** A file may take its host or decoder down once; the second time it is the file. */
const ATTEMPTS = 2;

/** How it went when a process crashed: the host, or a decoder under it. */
function crashOf(error: unknown): string | null {
  if (error instanceof HostCrash) return `(${error.message})`;
  return error instanceof AppError && error.code === 'MEDIA_CRASH' ? error.detail : null;
}

/** Media hosts, as many as may run side by side, started when needed and used again. Throws NOT_FOUND without ffmpeg. */
export async function createMediaPool(options: MediaPoolOptions): Promise<MediaPool> {
  const { parallel, log, startHost = forkMediaHost() } = options;
  const idle: Supervisor[] = [];
  const busy = new Set<Supervisor>();
  const ended = { hostsStarted: 0, crashes: 0, peakBytes: 0 };
  let closed = false;

  const start = (): Supervisor => {
    ended.hostsStarted++;
    return new Supervisor(startHost);
  };
  const locating = locateFfmpeg(options);
  // One loads while ffmpeg is being asked; more at once would only keep each other from the first result.
  const decodersOfFirst = async (): Promise<string> => {
    for (let tries = 1; ; tries++) {
      const host = start();
      idle.push(host);
      try {
        return await host.ready;
      } catch (error) {
        if (!(error instanceof HostCrash) || tries >= ATTEMPTS || closed) throw error;
        ended.crashes++;
      }
    }
  };
  const [{ ffmpeg, ffprobe, version }, decoders] = await Promise.all([locating, decodersOfFirst()]).catch(
    (error: unknown) => {
      closed = true;
      for (const host of idle) host.kill();
      throw error instanceof HostCrash
        ? new AppError('INTERNAL', 'The media host does not start.', { cause: error })
        : error;
    },
  );
  const tools = { ffmpeg, ffprobe };
  const queue = new PQueue({ concurrency: parallel });
  /** A person waits for these, and each is one small picture: beside the files, but one at a time. */
  const logos = new PQueue({ concurrency: 1 });
  const settled = () => Promise.all([queue.onIdle(), logos.onIdle()]);

  const onHost = async <Type extends Answer['type']>(request: Request, answer: Type, signal: AbortSignal) => {
    signal.throwIfAborted();
    // What still waited when it was closed would begin only now.
    if (closed) throw new AppError('CANCELLED', 'The library is being closed.');
    let host = idle.pop();
    while (host && !host.usable) host = idle.pop();
    host ??= start();
    busy.add(host);
    try {
      return await host.ask(request, answer, signal);
    } finally {
      busy.delete(host);
      ended.peakBytes = Math.max(ended.peakBytes, host.peakBytes);
      if (closed) host.kill();
      else if (host.usable && idle.length < parallel) idle.push(host);
      else host.kill();
    }
  };

  /** Asks once more after a crash. `cut`: how a decoder was killed in the middle; what it left is no result yet. */
  const ask = async <Type extends Answer['type']>(
    request: Request,
    answer: Type,
    signal: AbortSignal,
    cut: (reply: Extract<Answer, { type: Type }>) => string | null = () => null,
  ) => {
    const { path } = request;
    for (let tries = 1; ; tries++) {
      try {
        const reply = await onHost(request, answer, signal);
        const how = cut(reply);
        if (how === null || tries >= ATTEMPTS) return reply;
        log.warn({ path, how, tries }, 'a decoder crashed');
      } catch (error) {
        const how = crashOf(error);
        if (how === null || closed) throw error;
        ended.crashes++;
        log.warn({ path, how, tries }, 'a media host or decoder crashed');
        if (tries >= ATTEMPTS) throw new AppError('MEDIA_CRASH', how, { cause: error });
      }
    }
  };

  const measure = async (path: string, pictureDir: string, signal: AbortSignal): Promise<MeasuredFile> => {
    const request = { type: 'measure', path, pictureDir, ...tools } as const;
    const { file } = await ask(request, 'measured', signal, ({ file: { problem } }) =>
      problem?.code === 'MEDIA_CRASH' ? problem.detail : null,
    );
    return file;
  };

  const readText = async (path: string, times: readonly number[], signal: AbortSignal): Promise<ReadFile> =>
    (await ask({ type: 'read', path, times, ...tools }, 'read', signal)).file;

  const frames = (path: string, times: readonly number[], signal: AbortSignal): Promise<JudgeFrame[]> =>
    inFolder(async (folder) => {
      const request = { type: 'pictures', path, times, folder, ...tools } as const;
      const made = await ask(request, 'pictures', signal);
      return Promise.all(
        made.frames.map(async (frame, at) => ({
          ...frame,
          jpeg: await readPicture(join(folder, `${at}.jpg`), JPEG),
        })),
      );
    });

  const findLogo = async (
    path: string,
    times: readonly number[],
    logo: string,
    signal: AbortSignal,
  ): Promise<LogoLook[]> =>
    (await ask({ type: 'find logo', path, times, logo, ...tools }, 'looks', signal)).looks;

  const readLogo = (path: string, signal: AbortSignal): Promise<ReadLogo> =>
    inFolder(async (folder) => {
      const { logo } = await ask({ type: 'logo', path, folder, ...tools }, 'logo', signal);
      return { ...logo, png: await readPicture(join(folder, 'logo.png'), PNG) };
    });

  return {
    decoderVersion: `ffmpeg ${version}, ${decoders}`,
    measure: (path, pictureDir, signal) => queue.add(() => measure(path, pictureDir, signal)),
    readText: (path, times, signal) => queue.add(() => readText(path, times, signal)),
    frames: (path, times, signal) => queue.add(() => frames(path, times, signal)),
    findLogo: (...asked) => queue.add(() => findLogo(...asked)),
    readLogo: (...asked) => logos.add(() => readLogo(...asked)),
    stats: () => ({ ...ended }),
    async retire() {
      await settled();
      for (const host of idle) host.kill();
    },
    async close() {
      closed = true;
      for (const host of [...idle, ...busy]) host.kill();
      await settled();
    },
  };
}

/** For what a host writes; gone with its use. */
async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'titan-frames-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const MAX_PICTURE_BYTES = 4 * 1024 ** 2;
const JPEG = [0xff, 0xd8];
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A host may be in hostile hands: what it left is a picture of this kind and of a frame's size, or nothing. */
async function readPicture(path: string, begin: readonly number[]): Promise<Uint8Array> {
  const bytes = await readFile(path);
  if (bytes.length > MAX_PICTURE_BYTES || begin.some((byte, at) => bytes[at] !== byte))
    throw new AppError('INTERNAL', 'The media host left something else than a picture.');
  return bytes;
}
