import type { CreateMeasurer, Measurer } from '../../core/measure/signals.ts';
import type { MeasuredFile } from '../../ports.ts';
import { decodedBytesLimit, decodeLimitMs, STALL_MS } from '../limits.ts';
import type { MediaFile } from '../media-file.ts';
import { writeCurves, writePictures } from '../pictures.ts';
import { type ProgramEnd, runProgram } from '../run-program.ts';
import type { Tools } from '../tools.ts';
import type { ClipInfo } from './clip-info.ts';
import { decodeCommand } from './command.ts';
import { judge } from './judge.ts';
import { lengthOf } from './length.ts';
import { MatroskaReader } from './matroska.ts';
import { Tracks } from './tracks.ts';

/** A probed film to measures and pictures: one decode, then judgement. */
export async function measureVideo(
  file: MediaFile,
  demuxer: string,
  info: ClipInfo,
  createMeasurer: CreateMeasurer,
  pictureDir: string,
  tools: Tools,
): Promise<MeasuredFile> {
  let pass = await decode(file, demuxer, info, createMeasurer, tools, info.sound !== null);
  // Sound that cannot be decoded at all keeps ffmpeg from writing anything; the picture may still be whole.
  const ranToItsEnd = pass.end.stopped === null && pass.end.crashSignal === null;
  const soundFailed = pass.tracks.ticks === 0 && info.sound !== null && ranToItsEnd;
  if (soundFailed) pass = await decode(file, demuxer, info, createMeasurer, tools, false);
  const { tracks, end, measurer } = pass;
  const problem = judge(info, file.path, { ticks: tracks.ticks, end });
  const { durationS, fps } = lengthOf(info, tracks);
  // Made beside this thread, which has its own work until the end.
  const pictures = writePictures(tracks.pictures.spread(), pictureDir, true);
  pictures.catch(() => undefined); // told below
  const { features, hashes, curves } = measurer.finish({
    durationS,
    fps,
    everyFrame: info.facts.media.mode === 'full',
  });
  await writeCurves(curves, pictureDir);
  return {
    kind: 'video',
    media: { ...info.facts.media, duration_s: durationS, fps },
    features,
    hashes,
    stripFrames: await pictures,
    problem: problem ?? (soundFailed ? { code: 'DAMAGED', detail: 'Its sound could not be decoded.' } : null),
  };
}

interface Pass {
  readonly tracks: Tracks;
  readonly end: ProgramEnd;
  readonly measurer: Measurer;
}

async function decode(
  file: MediaFile,
  demuxer: string,
  info: ClipInfo,
  createMeasurer: CreateMeasurer,
  tools: Tools,
  withSound: boolean,
): Promise<Pass> {
  const facts = withSound ? info.facts : { ...info.facts, audioChannels: 0 };
  const measurer = createMeasurer(facts);
  const { args, roles } = decodeCommand(info, file.path, demuxer, { withSound });
  const tracks = new Tracks(info, roles, measurer);
  const reader = new MatroskaReader(tracks);
  const { duration_s } = info.facts.media;
  const limitMs = decodeLimitMs(duration_s, (info.picture.width * info.picture.height) / 1e6);
  tools.onLimit(limitMs);
  const end = await runProgram(tools.ffmpeg, args, {
    limitMs,
    maxBytes: decodedBytesLimit(info.timeline, facts.audioChannels),
    stallMs: STALL_MS,
    onPid: tools.onPid,
    onOutput: (chunk) => reader.push(chunk),
  });
  return { tracks, end, measurer };
}
