import { z } from 'zod';
import { Box, errorCodes, Features, Logo, Media, Spoken } from '../../contract/index.ts';

/** All that the pool and a media host say to each other. Only text and numbers cross; every message is checked. */

const Problem = z.strictObject({ code: z.enum(errorCodes), detail: z.string() });

const FrameHash = z.strictObject({
  t: z.number(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  quality: z.number(),
});

export const MeasuredMessage = z.strictObject({
  kind: z.enum(['video', 'image']),
  media: Media,
  features: Features,
  hashes: z.array(FrameHash),
  stripFrames: z.int().nonnegative(),
  problem: Problem.nullable(),
});

const ReadFrameMessage = z.strictObject({
  t: z.number().nonnegative(),
  lines: z
    .array(
      z.strictObject({
        text: z.string().max(2000),
        box: Box,
        confidence: z.number(),
        height: z.number(),
        contrast: z.number().nullable(),
      }),
    )
    .max(2000)
    .readonly(),
});

const PaletteMessage = z.strictObject({
  t: z.number().nonnegative(),
  cells: z
    .array(z.tuple([z.number(), z.number(), z.number(), z.number()]))
    .max(300)
    .readonly(),
});

const ReadMessage = z.strictObject({
  frames: z.array(ReadFrameMessage).readonly(),
  spoken: Spoken.nullable(),
  palettes: z.array(PaletteMessage).readonly(),
});

const Measure = z.strictObject({
  type: z.literal('measure'),
  path: z.string(),
  pictureDir: z.string(),
  ffmpeg: z.string(),
  ffprobe: z.string(),
});

/** Read the words on the frames shown at these times. */
const Read = z.strictObject({
  type: z.literal('read'),
  path: z.string(),
  times: z.array(z.number().nonnegative()).min(1).max(12).readonly(),
  ffmpeg: z.string(),
  ffprobe: z.string(),
});

/** Write the frames shown at these times into `folder` as 0.jpg, 1.jpg … */
const Pictures = z.strictObject({ ...Read.shape, type: z.literal('pictures'), folder: z.string() });

const PictureMessage = z.strictObject({
  t: z.number().nonnegative(),
  width: z.int().positive().max(1024),
  height: z.int().positive().max(1024),
});

/** Make a picture into a logo: logo.png in `folder`. */
const ReadLogo = z
  .strictObject({ ...Measure.shape, type: z.literal('logo') })
  .omit({ pictureDir: true })
  .extend({ folder: z.string() });

/** Look for a logo that was kept on the frames shown at these times. */
const FindLogo = z.strictObject({ ...Read.shape, type: z.literal('find logo'), logo: z.string() });

const LookMessage = z.strictObject({ t: z.number().nonnegative(), box: Box.nullable() });

/** Pool to host. */
export const Request = z.discriminatedUnion('type', [Measure, Read, Pictures, ReadLogo, FindLogo]);
export type Request = z.infer<typeof Request>;

/** Host to pool. `program` names the ffmpeg that runs now, so that it can be watched and killed; null when it is gone. */
export const Reply = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready'), decoders: z.string() }),
  z.strictObject({ type: z.literal('program'), pid: z.int().positive().nullable() }),
  z.strictObject({ type: z.literal('limit'), ms: z.number().positive() }),
  z.strictObject({ type: z.literal('measured'), file: MeasuredMessage, residentBytes: z.number() }),
  z.strictObject({ type: z.literal('read'), file: ReadMessage, residentBytes: z.number() }),
  z.strictObject({
    type: z.literal('pictures'),
    frames: z.array(PictureMessage).max(12),
    residentBytes: z.number(),
  }),
  z.strictObject({
    type: z.literal('logo'),
    logo: Logo.omit({ id: true }),
    residentBytes: z.number(),
  }),
  z.strictObject({
    type: z.literal('looks'),
    looks: z.array(LookMessage).max(12),
    residentBytes: z.number(),
  }),
  z.strictObject({ type: z.literal('failed'), ...Problem.shape, residentBytes: z.number() }),
]);
export type Reply = z.infer<typeof Reply>;
