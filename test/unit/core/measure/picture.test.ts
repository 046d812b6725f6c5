import sharp from 'sharp';
import { expect, test } from 'vitest';
import { createMeasurer } from '../../../../src/main/core/measure/index.ts';
import { jpegBits } from '../../../../src/main/core/measure/picture/jpeg-size.ts';
import type { OverTime } from '../../../../src/main/core/measure/picture/over-time.ts';
import type { Measured } from '../../../../src/main/core/measure/signals.ts';
import { measureStill, measureTicks, picture, someFacts, tick } from '../../../support/clips/signals.ts';
import { drawWorld, worldKinds } from '../../../support/clips/worlds.ts';

const value = (feature: { value: unknown } | undefined) => feature?.value as OverTime;

test('V01 to V04 of one colour are what their formulas say', () => {
  const { features } = measureStill(160, 160, () => [200, 100, 50]);
  expect(value(features.V01).mean).toBe(117.65); // 0.2126 * 200 + 0.7152 * 100 + 0.0722 * 50
  expect(value(features.V02).mean).toBe(0);
  expect(value(features.V03).mean).toBe(0.75);
  expect(value(features.V04).mean).toBe(42.4264); // 0.3 * sqrt(100^2 + 100^2)
});

test('V02 of half black, half white is one half', () => {
  const { features } = measureStill(160, 160, (x) => (x < 80 ? [0, 0, 0] : [255, 255, 255]));
  expect(value(features.V02).mean).toBe(0.5);
  expect(value(features.V01).mean).toBe(127.5);
  expect(value(features.V04).mean).toBe(0);
});

test('V03 and V04 agree with a second route, pixel by pixel', () => {
  const colour = (x: number, y: number) => [(x * 3) % 256, (y * 5 + x) % 256, (x * y) % 256] as const;
  const { features } = measureStill(160, 120, colour);
  const rg: number[] = [];
  const yb: number[] = [];
  let saturation = 0;
  for (let y = 0; y < 120; y++) {
    for (let x = 0; x < 160; x++) {
      const [r, g, b] = colour(x, y);
      rg.push(r - g);
      yb.push((r + g) / 2 - b);
      const most = Math.max(r, g, b);
      saturation += most === 0 ? 0 : (most - Math.min(r, g, b)) / most / (160 * 120);
    }
  }
  const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const std = (list: number[]) => {
    const middle = mean(list);
    return Math.sqrt(mean(list.map((one) => (one - middle) ** 2)));
  };
  const m3 = Math.hypot(std(rg), std(yb)) + 0.3 * Math.hypot(mean(rg), mean(yb));
  expect(value(features.V04).mean).toBeCloseTo(m3, 3);
  expect(value(features.V03).mean).toBeCloseTo(saturation, 3);
});

test('the hook is sampled more densely and does not count more for it', () => {
  const measurer = createMeasurer(someFacts());
  measurer.tick(
    0,
    tick(() => 0),
  );
  const flat = (level: number) => picture(160, 160, () => [level, level, level]);
  for (let i = 0; i < 30; i++) measurer.sample(i / 10, 160, 160, flat(200));
  for (let i = 0; i < 14; i++) measurer.sample(3 + i / 2, 160, 160, flat(50));
  const { features } = measurer.finish({ durationS: 10, fps: 25, everyFrame: true });
  expect(value(features.V01)).toEqual({ mean: 95, std: 68.7386, hook: 200, first: 200 });
});

test('V06 is within 4 % of what a real encoder writes', async () => {
  for (const kind of worldKinds) {
    const world = await drawWorld(kind, 7);
    const raw = { width: world.width, height: world.height, channels: 3 as const };
    const { data, info } = await sharp(world.rgb, { raw })
      .resize(160)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    const bytes = jpegBits({ t: 0, width, height, rgb: new Uint8Array(data) }) / 8;
    const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 75, optimiseCoding: false, chromaSubsampling: '4:2:0' })
      .toBuffer();
    const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
    const header = scan + 2 + jpeg.readUInt16BE(scan + 2) + 2; // and the end marker
    expect(bytes / (jpeg.length - header), kind).toBeGreaterThan(0.96);
    expect(bytes / (jpeg.length - header), kind).toBeLessThan(1.04);
  }
});

test('V06 gives more to noise than to a plain colour', () => {
  let state = 1;
  const noisy = measureStill(160, 160, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return [state & 255, (state >> 8) & 255, (state >> 16) & 255];
  });
  const plain = measureStill(160, 160, () => [90, 120, 60]);
  const mean = ({ features }: Measured) => (features.V06?.value as { mean: number } | undefined)?.mean;
  expect(mean(noisy)).toBeGreaterThan(0.5);
  expect(mean(plain)).toBeLessThan(0.03);
});

test('T06 is the luma change per tenth of a second, whatever the frame rate', () => {
  const levels = (fps: number) =>
    Array.from({ length: 4 * fps }, (_, i) => tick((x) => x + Math.floor((i / fps) * 10 + 1e-9)));
  for (const fps of [10, 30, 60]) {
    const motion = measureTicks(levels(fps), fps).features.T06?.value;
    expect(motion, `${fps} frames/s`).toMatchObject({ mean: 0.0039, hook: 0.0039, p95: 0.0039 }); // 1 / 255
  }
});

test('T06 leaves cuts out', () => {
  const a = tick((x, y) => (x * 37 + y * 11) % 200);
  const b = tick((x, y) => 255 - ((x * 5 + y * 53) % 200));
  const { features } = measureTicks([...new Array(25).fill(a), ...new Array(25).fill(b)], 25);
  expect(features.T01?.value).toEqual([1]);
  expect(features.T06?.value).toEqual({ mean: 0, hook: 0, p95: 0 });
});

test('H01 gives nothing for a plain start and full marks for a sharp, contrasted, well shaped one', () => {
  const strong = measureStill(160, 284, (x, y) =>
    ((x >> 1) + (y >> 1)) % 2 === 0 ? [250, 250, 250] : [10, 10, 10],
  );
  expect(strong.features.H01?.value).toMatchObject({ score: 100, plain: false, sharpness: null });
  const black = measureStill(160, 284, () => [0, 0, 0]);
  expect(black.features.H01?.value).toMatchObject({ score: 0, plain: true });
  const oddShape = measureStill(249, 160, (x) => (x % 2 === 0 ? [250, 250, 250] : [10, 10, 10]));
  expect(oddShape.features.H01?.value).toMatchObject({ score: 50, aspect: 0 });
});

test('H01 is halved by a fade-in and lowered by a soft first frame', () => {
  const sharpFrame = picture(160, 284, (x, y) =>
    ((x >> 2) + (y >> 2)) % 2 === 0 ? [250, 250, 250] : [10, 10, 10],
  );
  const softFrame = picture(160, 284, (x) => [x + 40, x + 40, x + 40]);
  const run = (first: Uint8Array, level: (i: number) => number) => {
    const measurer = createMeasurer(someFacts());
    for (let i = 0; i < 100; i++) {
      measurer.tick(
        i / 25,
        tick((x, y) => ((x + y) % 2) * level(i)),
      );
      if (i % 5 === 0) measurer.sample(i / 25, 160, 284, i < 20 ? first : sharpFrame);
    }
    return measurer.finish({ durationS: 4, fps: 25, everyFrame: true }).features.H01?.value as {
      score: number;
      fading_in: boolean;
    };
  };
  expect(run(sharpFrame, () => 200)).toMatchObject({ score: 100, fading_in: false });
  expect(run(sharpFrame, (i) => Math.min(200, i * 8))).toMatchObject({ score: 50, fading_in: true });
  expect(run(softFrame, () => 200).score).toBeLessThan(75);
});
