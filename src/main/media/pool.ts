import PQueue from 'p-queue';
import { AppError } from '../../contract/index.ts';
import type { Log, MeasuredFile, MediaPort } from '../ports.ts';
import { forkMediaHost, type StartMediaHost } from './fork-host.ts';
import { locateFfmpeg } from './locate.ts';
import { HostCrash, Supervisor } from './supervisor.ts';

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

export type MediaPool = MediaPort & { close(): Promise<void>; stats(): MediaPoolStats };

/** A file may take its host down once; the second time it is the file. */
const ATTEMPTS = 2;

/** Media hosts, as many as may run side by side, started at once and used again. Throws NOT_FOUND without ffmpeg. */
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
  // They load while ffmpeg is being looked for.
  for (let i = 0; i < parallel; i++) idle.push(start());
  const [tools, decoders] = await Promise.all([locateFfmpeg(options), idle[0]?.ready]).catch(
    (error: unknown) => {
      for (const host of idle) host.kill();
      throw error instanceof HostCrash
        ? new AppError('INTERNAL', 'The media host does not start.', { cause: error })
        : error;
    },
  );
  const queue = new PQueue({ concurrency: parallel });

  const attempt = async (path: string, pictureDir: string, signal: AbortSignal): Promise<MeasuredFile> => {
    signal.throwIfAborted();
    let host = idle.pop();
    while (host && !host.usable) host = idle.pop();
    host ??= start();
    busy.add(host);
    try {
      const { ffmpeg, ffprobe } = tools;
      return await host.measure({ type: 'measure', path, pictureDir, ffmpeg, ffprobe }, signal);
    } finally {
      busy.delete(host);
      ended.peakBytes = Math.max(ended.peakBytes, host.peakBytes);
      if (closed) host.kill();
      else if (host.usable) idle.push(host);
    }
  };

  const measure = async (path: string, pictureDir: string, signal: AbortSignal): Promise<MeasuredFile> => {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt(path, pictureDir, signal);
      } catch (error) {
        if (!(error instanceof HostCrash) || closed) throw error;
        ended.crashes++;
        log.warn({ path, how: error.message, tries }, 'a media host crashed');
        if (tries >= ATTEMPTS) throw new AppError('MEDIA_CRASH', `(${error.message})`, { cause: error });
      }
    }
  };

  return {
    decoderVersion: `ffmpeg ${tools.version}, ${decoders}`,
    measure: (path, pictureDir, signal) => queue.add(() => measure(path, pictureDir, signal)),
    stats: () => ({ ...ended }),
    async close() {
      closed = true;
      for (const host of [...idle, ...busy]) host.kill();
      await queue.onIdle();
    },
  };
}
