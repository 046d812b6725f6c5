import { z } from 'zod';

/** What ffprobe prints as JSON, as far as it is used. Numbers come as strings; a missing field is simply absent. */
const SideData = z.object({ side_data_type: z.string().optional(), rotation: z.number().optional() });

export const ProbeStream = z.object({
  index: z.int(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  width: z.int().optional(),
  height: z.int().optional(),
  pix_fmt: z.string().optional(),
  sample_aspect_ratio: z.string().optional(),
  color_space: z.string().optional(),
  color_transfer: z.string().optional(),
  channels: z.int().optional(),
  channel_layout: z.string().optional(),
  sample_rate: z.string().optional(),
  duration: z.string().optional(),
  nb_frames: z.string().optional(),
  disposition: z.object({ default: z.int(), attached_pic: z.int() }).optional(),
  side_data_list: z.array(SideData).optional(),
  tags: z.record(z.string(), z.string()).optional(),
});
export type ProbeStream = z.infer<typeof ProbeStream>;

/** By far the longest part: one entry per packet of the file. */
export const ProbePacket = z.object({
  stream_index: z.int(),
  pts_time: z.string().optional(),
  dts_time: z.string().optional(),
  duration_time: z.string().optional(),
  size: z.string().optional(),
  flags: z.string().optional(),
});
export type ProbePacket = z.infer<typeof ProbePacket>;

export const Probe = z.object({
  packets: z.array(ProbePacket).default([]),
  streams: z.array(ProbeStream).default([]),
  format: z.object({ start_time: z.string().optional(), duration: z.string().optional() }).default({}),
});
export type Probe = z.infer<typeof Probe>;
