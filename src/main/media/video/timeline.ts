import { MAX_PROBE_PACKETS } from '../limits.ts';
import type { Probe, ProbePacket, ProbeStream } from './probe-schema.ts';
import type { Streams } from './streams.ts';

/** What the packets say about time. Zero is the start of the file, where a player's clock is zero, too. */
export interface Timeline {
  /** End of the last shown frame by the packets; null when they carry no time. */
  readonly endS: number | null;
  readonly lastFrameS: number;
  readonly lastFrameDurationS: number;
  /** Frames to expect from a decoder that decodes all. */
  readonly frames: number;
  readonly pictureBytes: number;
  /** How long header and tags say the file is; null when they say nothing. */
  readonly claimedS: number | null;
  /** Whether the packets end well before what the header promises. */
  readonly isShort: boolean;
}

/** A claim counts as broken when more than this is missing: tags are rounded, streams end a little apart. */
const SHORT_SHARE = 0.05;
const SHORT_SECONDS = 0.5;

export function timelineOf(probe: Probe, { picture, sound }: Streams): Timeline {
  const originS = seconds(probe.format.start_time) ?? 0;
  let endS: number | null = null;
  let soundEndS = 0;
  let firstS = Number.POSITIVE_INFINITY;
  let last = { startS: 0, durationS: 0 };
  let [frames, timed] = [0, 0];
  let pictureBytes = 0;
  for (const packet of probe.packets) {
    const span = spanOf(packet, originS);
    if (packet.stream_index === sound?.index && span)
      soundEndS = Math.max(soundEndS, span.startS + span.durationS);
    if (packet.stream_index !== picture.index) continue;
    pictureBytes += Number(packet.size ?? 0);
    // D: decoded, but cut away by an edit list.
    if (packet.flags?.includes('D') || packet.size === '0') continue;
    frames++;
    if (!span) continue;
    timed++;
    firstS = Math.min(firstS, span.startS);
    endS = Math.max(endS ?? 0, span.startS + span.durationS);
    if (span.startS >= last.startS) last = span;
  }
  const claimedS = seconds(probe.format.duration) ?? claimOf(picture);
  // Some Matroska files let each frame last for a tick. Where no header says when the picture ends, the last frame is then as
  // long as they are apart.
  const apartS = timed > 1 ? (last.startS - firstS) / (timed - 1) : 0;
  if (endS !== null && last.durationS < apartS / 2 && claimOf(picture) === null) {
    endS = Math.min(last.startS + apartS, Math.max(endS, claimedS ?? Number.POSITIVE_INFINITY));
    last = { startS: last.startS, durationS: endS - last.startS };
  }
  // Some headers count from zero, some from where the file begins: an MP4 may begin with an empty edit.
  const heldS = Math.max(endS ?? 0, soundEndS) + Math.max(0, originS);
  const missingS = claimedS === null ? 0 : claimedS - heldS;
  const claimedFrames = Number(picture.nb_frames ?? 0);
  // A list that ends at its cap says nothing of what follows: the header does, for what it covers tells how dense it is.
  const coveredS = endS ?? 0;
  if (probe.packets.length >= MAX_PROBE_PACKETS && coveredS > 0 && claimedS !== null && claimedS > coveredS) {
    const share = claimedS / coveredS;
    return {
      endS: claimedS,
      lastFrameS: claimedS - last.durationS,
      lastFrameDurationS: last.durationS,
      frames: claimedFrames || Math.round(frames * share),
      pictureBytes: pictureBytes * share,
      claimedS,
      isShort: false,
    };
  }
  return {
    endS,
    lastFrameS: last.startS,
    lastFrameDurationS: last.durationS,
    frames,
    pictureBytes,
    claimedS,
    isShort:
      missingS > Math.max(SHORT_SECONDS, SHORT_SHARE * (claimedS ?? 0)) ||
      frames < claimedFrames * (1 - SHORT_SHARE) - 2,
  };
}

function spanOf(packet: ProbePacket, originS: number): { startS: number; durationS: number } | null {
  const startS = seconds(packet.pts_time) ?? seconds(packet.dts_time);
  return startS === null ? null : { startS: startS - originS, durationS: seconds(packet.duration_time) ?? 0 };
}

const claimOf = (stream: ProbeStream): number | null => seconds(stream.duration);

export function seconds(text: string | undefined): number | null {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}
