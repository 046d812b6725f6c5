import { type ClipInfo, clipInfo } from '../../../src/main/media/video/clip-info.ts';
import { Probe, type ProbeStream } from '../../../src/main/media/video/probe-schema.ts';

/** ffprobe's answer for a film of even frames, to be bent by each test. */
export function probeOf(film: {
  frames: number;
  fps: number;
  claimedS?: number | null;
  startS?: number;
  stream?: Partial<ProbeStream>;
  others?: ProbeStream[];
}): Probe {
  const { frames, fps, startS = 0 } = film;
  const claimedS = film.claimedS === undefined ? frames / fps : film.claimedS;
  return Probe.parse({
    packets: Array.from({ length: frames }, (_, i) => ({
      stream_index: 0,
      pts_time: String(startS + i / fps),
      duration_time: String(1 / fps),
      size: '1000',
      flags: '__',
    })),
    streams: [
      { index: 0, codec_type: 'video', codec_name: 'h264', width: 640, height: 360, ...film.stream },
      ...(film.others ?? []),
    ],
    format: { start_time: String(startS), ...(claimedS === null ? {} : { duration: String(claimedS) }) },
  });
}

export const clipOf = (probe: Probe): ClipInfo => clipInfo(probe, 'mp4');
