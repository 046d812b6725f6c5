import { AppError } from '../../../contract/index.ts';
import {
  MAX_ALLOC_BYTES,
  MAX_PROBE_BYTES,
  MAX_PROBE_PACKETS,
  MAX_VIDEO_PIXELS,
  probeLimitMs,
} from '../limits.ts';
import type { MediaFile } from '../media-file.ts';
import { runProgram } from '../run-program.ts';
import type { Tools } from '../tools.ts';
import { openFailure } from './open-failure.ts';
import { Probe } from './probe-schema.ts';

/**
 * One call answers what the streams are and when each packet is shown: how many frames to expect, when the last one
 * ends and whether the file holds what its header claims. Nothing is decoded but what ffprobe needs to tell a format.
 */
export async function probe(file: MediaFile, demuxer: string, tools: Tools): Promise<Probe> {
  const chunks: Uint8Array[] = [];
  const end = await runProgram(
    tools.ffprobe,
    [
      ...['-hide_banner', '-loglevel', 'repeat+error', '-protocol_whitelist', 'file'],
      ...['-max_alloc', String(MAX_ALLOC_BYTES), '-threads', '1'],
      ...['-max_pixels', String(MAX_VIDEO_PIXELS), '-f', demuxer],
      ...['-show_format', '-show_streams', '-show_packets', '-read_intervals', `%+#${MAX_PROBE_PACKETS}`],
      ...['-show_entries', 'packet=stream_index,pts_time,dts_time,duration_time,size,flags'],
      ...['-of', 'json=compact=1', '-i', file.path],
    ],
    {
      limitMs: probeLimitMs(file.size),
      maxBytes: MAX_PROBE_BYTES,
      onPid: tools.onPid,
      onOutput: (chunk) => chunks.push(chunk),
    },
  );
  if (end.stopped === 'output') throw new AppError('TOO_LARGE', 'Its structure has too many parts.');
  if (end.stopped !== null) throw new AppError('TIMEOUT', 'Reading its structure took too long.');
  if (end.crashSignal !== null) throw new AppError('MEDIA_CRASH', `(ffprobe, ${end.crashSignal})`);
  const parsed = Probe.safeParse(parseJson(chunks));
  if (end.exitCode !== 0 || !parsed.success) throw await openFailure(file, demuxer, end.stderr);
  return parsed.data;
}

function parseJson(chunks: readonly Uint8Array[]): unknown {
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return null; // cut short; the exit code and stderr tell why
  }
}
