import type { Spoken } from '../../../contract/index.ts';
import { parseSubtitles } from '../../core/ingest/subtitles.ts';
import { visibleText } from '../../core/ingest/visible-text.ts';
import { MAX_SUBTITLE_BYTES, probeLimitMs } from '../limits.ts';
import type { MediaFile } from '../media-file.ts';
import { runProgram } from '../run-program.ts';
import type { Tools } from '../tools.ts';
import type { Probe } from '../video/probe-schema.ts';

/** Subtitles that are text; the others are pictures. */
const textCodecs = ['subrip', 'srt', 'mov_text', 'webvtt', 'ass', 'ssa', 'text'];
/** Two hours of talk take a tenth of this. */
const MAX_BYTES = 2 * 1024 ** 2;

/** The first subtitle track that is text. Null without one, and where it cannot be read: the frames are what was asked for. */
export async function subtitleTrack(
  file: MediaFile,
  demuxer: string,
  { streams }: Probe,
  tools: Tools,
): Promise<Spoken | null> {
  const track = streams.find(
    ({ codec_type, codec_name = '' }) => codec_type === 'subtitle' && textCodecs.includes(codec_name),
  );
  if (!track) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const limitMs = probeLimitMs(file.size);
  tools.onLimit(limitMs);
  const end = await runProgram(
    tools.ffmpeg,
    [
      ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-protocol_whitelist', 'file'],
      ...['-f', demuxer, '-i', file.path, '-map', `0:${track.index}`],
      ...['-map_metadata', '-1', '-c:s', 'webvtt', '-f', 'webvtt', 'pipe:1'],
    ],
    {
      limitMs,
      maxBytes: MAX_SUBTITLE_BYTES,
      onPid: tools.onPid,
      onOutput: (chunk) => {
        bytes += chunk.length;
        if (bytes <= MAX_BYTES) chunks.push(chunk);
      },
    },
  );
  if (end.exitCode !== 0) return null;
  const lines = parseSubtitles(Buffer.concat(chunks).toString('utf8'));
  if (lines.length === 0) return null;
  return { source: 'track', name: visibleText(track.tags?.language ?? '', 40), lines };
}
