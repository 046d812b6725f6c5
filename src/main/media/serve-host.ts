import { getPriority, setPriority } from 'node:os';
import sharp from 'sharp';
import { AppError } from '../../contract/index.ts';
import { isFull } from '../core/is-full.ts';
import type { CreateMeasurer } from '../core/measure/signals.ts';
import { judgePictures } from './judge/pictures.ts';
import { findLogo } from './logo/find-logo.ts';
import { readLogo } from './logo/read-logo.ts';
import { measureFile } from './measure-file.ts';
import { type Reply, Request } from './protocol.ts';
import { readFile } from './text/read-file.ts';

/** The two ends Node and Electron give a child to talk to its parent. */
export interface HostChannel {
  send(reply: Reply): void;
  onMessage(listener: (message: unknown) => void): void;
  onClosed(listener: () => void): void;
}

/** Below everything a person waits for; the decoders inherit it. */
const NICENESS = 10;

/** Whoever began lower stays there: only an administrator may go up again. Where it is refused, the work matters more. */
function giveWay(): void {
  try {
    if (getPriority() < NICENESS) setPriority(NICENESS);
  } catch {
    // Some containers allow no change.
  }
}

/** Serves one file at a time until its parent is gone; then nothing of it may be left. */
export function serveHost(channel: HostChannel, createMeasurer: CreateMeasurer): void {
  giveWay();
  let program: number | null = null;
  const onPid = (pid: number | null) => {
    program = pid;
    channel.send({ type: 'program', pid });
  };
  channel.onClosed(() => {
    if (program !== null) process.kill(program, 'SIGKILL');
    process.exit(0);
  });
  channel.onMessage(async (message) => {
    const request = Request.parse(message);
    const { path, ffmpeg, ffprobe } = request;
    const onLimit = (ms: number) => channel.send({ type: 'limit', ms });
    const tools = { ffmpeg, ffprobe, onPid, onLimit };
    try {
      if (request.type === 'read') {
        const file = await readFile(path, request.times, tools);
        channel.send({ type: 'read', file, residentBytes: resident() });
        return;
      }
      if (request.type === 'pictures') {
        const frames = await judgePictures(path, request.times, request.folder, tools);
        channel.send({ type: 'pictures', frames, residentBytes: resident() });
        return;
      }
      if (request.type === 'logo') {
        const logo = await readLogo(path, request.folder, tools);
        channel.send({ type: 'logo', logo, residentBytes: resident() });
        return;
      }
      if (request.type === 'find logo') {
        const looks = await findLogo(path, request.times, request.logo, tools);
        channel.send({ type: 'looks', looks, residentBytes: resident() });
        return;
      }
      const file = await measureFile(path, request.pictureDir, createMeasurer, tools);
      channel.send({
        type: 'measured',
        file: { ...file, hashes: [...file.hashes] },
        residentBytes: resident(),
      });
    } catch (error) {
      channel.send({ type: 'failed', ...asProblem(error), residentBytes: resident() });
    }
  });
  channel.send({ type: 'ready', decoders });
}

/** Raised by hand when our own decoding would give other frames or sound for the same file. */
const DECODING = 1;

const decoders = `sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}, decoding ${DECODING}`;

const resident = (): number => process.memoryUsage.rss();

/** What is not one of our codes is a bug or the system's word; both are told apart, neither ends this process. */
function asProblem(error: unknown): { code: AppError['code']; detail: string } {
  if (error instanceof AppError) return { code: error.code, detail: error.detail };
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (isFull(error)) return { code: 'DISK_FULL', detail: message };
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    return { code: 'READ_ONLY', detail: message };
  if (/out of memory|allocation failed/i.test(message ?? ''))
    return { code: 'OUT_OF_MEMORY', detail: message };
  return { code: 'INTERNAL', detail: stack ?? String(error) };
}
