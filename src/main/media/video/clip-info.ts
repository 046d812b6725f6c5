import { AppError } from '../../../contract/index.ts';
import type { ClipFacts } from '../../core/measure/signals.ts';
import { MAX_VIDEO_PIXELS } from '../limits.ts';
import { heardAs } from './channels.ts';
import { type Geometry, geometryOf } from './geometry.ts';
import { chooseMode } from './mode.ts';
import type { Probe, ProbeStream } from './probe-schema.ts';
import { chooseStreams, type PictureStream } from './streams.ts';
import { type Timeline, timelineOf } from './timeline.ts';

/** PQ and HLG, the two HDR transfer functions of BT.2100, by ffmpeg's names. */
export type HdrTransfer = 'smpte2084' | 'arib-std-b67';

/** Everything that is known of a film before a frame is decoded. */
export interface ClipInfo {
  readonly facts: ClipFacts;
  readonly picture: PictureStream;
  readonly sound: ProbeStream | null;
  readonly geometry: Geometry;
  readonly timeline: Timeline;
  readonly transfer: HdrTransfer | null;
  readonly hasAlpha: boolean;
}

export function clipInfo(probe: Probe, container: string): ClipInfo {
  const streams = chooseStreams(probe);
  const { picture, sound } = streams;
  const pixels = picture.width * picture.height;
  if (pixels > MAX_VIDEO_PIXELS)
    throw new AppError('TOO_LARGE', `The picture is ${picture.width} × ${picture.height}.`);
  const geometry = geometryOf(picture);
  const timeline = timelineOf(probe, streams);
  const durationS = timeline.endS ?? timeline.claimedS;
  const transfer = hdrTransfer(picture);
  return {
    facts: {
      kind: 'video',
      media: {
        container,
        codec: picture.codec_name ?? 'unknown',
        ...geometry.display,
        rotation_deg: geometry.rotationDeg,
        duration_s: durationS,
        fps: durationS && timeline.frames > 0 ? timeline.frames / durationS : null,
        has_audio: sound !== null,
        hdr: transfer !== null,
        mode: chooseMode(durationS, pixels),
      },
      videoBitRate: durationS ? Math.round((timeline.pictureBytes * 8) / durationS) : null,
      ...heardAs(sound),
    },
    picture,
    sound,
    geometry,
    timeline,
    transfer,
    hasAlpha: /^(yuva|rgba|bgra|argb|abgr|gbrap|ya8|ya16|pal8)/.test(picture.pix_fmt ?? ''),
  };
}

function hdrTransfer({ color_transfer }: PictureStream): HdrTransfer | null {
  return color_transfer === 'smpte2084' || color_transfer === 'arib-std-b67' ? color_transfer : null;
}
