import type { Sharp } from 'sharp';
import sharp from 'sharp';
import { type ClipFacts, type CreateMeasurer, SAMPLE_SIDE } from '../../core/measure/signals.ts';
import type { MeasuredFile } from '../../ports.ts';
import { shrinkToTick, toPlanes } from '../colour.ts';
import { writePictures } from '../pictures.ts';
import { type Size, sampleSize } from '../video/geometry.ts';
import type { Problem } from '../video/judge.ts';

/** A still that was opened: upright size known, pixels not yet read. */
export interface OpenStill {
  readonly container: string;
  readonly codec: string;
  readonly display: Size;
  readonly rotationDeg: number;
  /** A fresh pipeline that gives the upright picture. */
  readonly image: () => Sharp;
}

/** Everything is made from one reduced decode: twice as fine as a sample is enough for it and for the thumbnail. */
const WORK_SIDE = 2 * SAMPLE_SIDE;

export async function measureStill(
  still: OpenStill,
  createMeasurer: CreateMeasurer,
  pictureDir: string,
  problem: Problem | null,
): Promise<MeasuredFile> {
  const work = await pixels(
    still
      .image()
      .resize(WORK_SIDE, WORK_SIDE, { fit: 'outside', withoutEnlargement: true, kernel: 'linear' }),
  );
  const size = sampleSize(still.display);
  const sample = await pixels(
    sharp(work.rgb, { raw: { width: work.width, height: work.height, channels: 3 } }).resize(
      size.width,
      size.height,
      {
        fit: 'fill',
        kernel: 'linear',
      },
    ),
  );
  const facts: ClipFacts = {
    kind: 'image',
    media: {
      container: still.container,
      codec: still.codec,
      ...still.display,
      rotation_deg: still.rotationDeg,
      duration_s: null,
      fps: null,
      has_audio: false,
      hdr: false,
      mode: 'still',
    },
    videoBitRate: null,
    audioChannels: 0,
  };
  const measurer = createMeasurer(facts);
  measurer.tick(0, toPlanes(shrinkToTick(work.rgb, work.width, work.height)));
  measurer.sample(0, sample.width, sample.height, sample.rgb);
  const { features, hashes } = measurer.finish({ durationS: null, fps: null, everyFrame: true });
  await writePictures([{ t: 0, ...work }], pictureDir, false);
  return { kind: 'image', media: facts.media, features, hashes, stripFrames: 0, problem };
}

/** Reads the pixels: sRGB, 8 bit, transparent parts on white, as on the page an ad is shown on. */
async function pixels(image: Sharp): Promise<Size & { rgb: Uint8Array }> {
  const { data, info } = await image
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: new Uint8Array(data) };
}
