import { createMeasurer } from '../../../src/main/core/measure/index.ts';
import type { ClipEnd, ClipFacts, Measured } from '../../../src/main/core/measure/signals.ts';
import {
  AUDIO_RATE,
  BODY_SAMPLES_PER_SECOND,
  HOOK_SAMPLES_PER_SECOND,
  HOOK_SECONDS,
  SAMPLE_SIDE,
  TICK_BYTES,
  TICK_HEIGHT,
  TICK_WIDTH,
} from '../../../src/main/core/measure/signals.ts';
import { ffmpeg } from './ffmpeg.ts';

/** What a decoder delivers of one clip, held whole: small clips only. */
export interface Decoded {
  readonly facts: ClipFacts;
  readonly end: ClipEnd;
  readonly ticks: readonly { t: number; planes: Uint8Array }[];
  readonly samples: readonly { t: number; width: number; height: number; rgb: Uint8Array }[];
  readonly audio: Float32Array;
}

/**
 * Decodes a clip the plain way, every frame and one process per kind of signal. It exists so that measures can be
 * tested without the media host, and by a second route.
 */
export async function decode(path: string, facts: Partial<ClipFacts> = {}): Promise<Decoded> {
  const tickFilter = `scale=${TICK_WIDTH}:${TICK_HEIGHT}:flags=area:out_range=full:out_color_matrix=bt709,format=yuv420p`;
  const video = await frames(path, tickFilter, 'yuv420p');
  const step = `if(lt(t,${HOOK_SECONDS}),${1 / HOOK_SAMPLES_PER_SECOND},${1 / BODY_SAMPLES_PER_SECOND})`;
  const picked = `select='isnan(prev_selected_t)+gte(t-prev_selected_t,${step}-0.001)'`;
  const short = `scale='if(lt(iw,ih),${SAMPLE_SIDE},-2)':'if(lt(iw,ih),-2,${SAMPLE_SIDE})':flags=area`;
  const sampled = await frames(path, `${picked},${short}:in_color_matrix=auto,format=rgb24`, 'rgb24');
  const info = await ffmpeg(['-i', path, '-t', '0', '-f', 'null', '-']);
  const channels = /Audio:.* mono/.test(info.stderr) ? 1 : /Audio:/.test(info.stderr) ? 2 : 0;
  const audio = channels === 0 ? new Float32Array() : await sound(path, channels);
  const [, w, h] = /Video:.*?(\d{2,5})x(\d{2,5})/.exec(info.stderr) ?? [];
  const durationS = video.endS;
  const fps = durationS > 0 ? video.list.length / durationS : null;
  return {
    facts: {
      kind: 'video',
      media: {
        container: 'test',
        codec: 'test',
        width: Number(w),
        height: Number(h),
        rotation_deg: 0,
        duration_s: durationS,
        fps,
        has_audio: channels > 0,
        hdr: false,
        mode: 'full',
      },
      videoBitRate: null,
      audioChannels: channels,
      ...facts,
    },
    end: { durationS, fps, everyFrame: true },
    ticks: video.list.map(({ t, bytes }) => ({ t, planes: bytes })),
    samples: sampled.list.map(({ t, width, height, bytes }) => ({ t, width, height, rgb: bytes })),
    audio,
  };
}

interface Shown {
  t: number;
  width: number;
  height: number;
  bytes: Uint8Array;
}

async function frames(
  path: string,
  filter: string,
  format: string,
): Promise<{ list: Shown[]; endS: number }> {
  const { stdout, stderr } = await ffmpeg([
    ...['-i', path, '-an', '-sn', '-vf', `${filter},showinfo=checksum=0`],
    ...['-fps_mode', 'passthrough', '-pix_fmt', format, '-f', 'rawvideo', '-'],
  ]);
  const shown = [...stderr.matchAll(/ n: *\d+ pts: *\S+ pts_time:(\S+).*? s:(\d+)x(\d+)/g)];
  const first = Number(shown[0]?.[1] ?? 0);
  let at = 0;
  const list = shown.map(([, time, w, h]) => {
    const width = Number(w);
    const height = Number(h);
    const size = format === 'rgb24' ? width * height * 3 : TICK_BYTES;
    const bytes = new Uint8Array(stdout.subarray(at, at + size));
    at += size;
    return { t: Number(time) - first, width, height, bytes };
  });
  if (at !== stdout.length) throw new Error(`${path}: ${shown.length} frames told, ${stdout.length} bytes`);
  const last = list.at(-1)?.t ?? 0;
  const beforeLast = list.at(-2)?.t ?? 0;
  return { list, endS: last + (last - beforeLast) };
}

async function sound(path: string, channels: number): Promise<Float32Array> {
  const wanted = ['-ac', String(channels), '-ar', String(AUDIO_RATE), '-f', 'f32le', '-'];
  const { stdout } = await ffmpeg(['-i', path, '-vn', ...wanted]);
  return new Float32Array(new Uint8Array(stdout).buffer);
}

/** Pushes what was decoded through the engine, sound in blocks of a tenth of a second. */
export function measure(clip: Decoded): Measured {
  const measurer = createMeasurer(clip.facts);
  for (const { t, planes } of clip.ticks) measurer.tick(t, planes);
  for (const { t, width, height, rgb } of clip.samples) measurer.sample(t, width, height, rgb);
  const block = (AUDIO_RATE / 10) * Math.max(1, clip.facts.audioChannels);
  for (let at = 0; at < clip.audio.length; at += block) measurer.audio(clip.audio.subarray(at, at + block));
  return measurer.finish(clip.end);
}

export async function measureFile(path: string, facts: Partial<ClipFacts> = {}): Promise<Measured> {
  return measure(await decode(path, facts));
}
