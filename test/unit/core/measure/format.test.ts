import { expect, test } from 'vitest';
import { createMeasurer } from '../../../../src/main/core/measure/index.ts';
import { measureStill, measureTicks, picture, someFacts, tick } from '../../../support/clips/signals.ts';

const grey = tick(() => 90);

test('M01 and M02 follow the last frame and the count of frames', () => {
  const { features } = measureTicks(new Array(50).fill(grey), 20);
  expect(features.M01?.value).toBe(2.5);
  expect(features.M02?.value).toBe(20);
});

test('M02 trusts the container where frames were skipped, and says so where it is silent', () => {
  const skipped = someFacts({ media: { mode: 'reference_frames', fps: 30 } });
  expect(measureTicks(new Array(10).fill(grey), 10, skipped).features.M02?.value).toBe(30);
  const silent = someFacts({ media: { mode: 'reference_frames', fps: null } });
  expect(measureTicks(new Array(10).fill(grey), 10, silent).features.M02).toMatchObject({
    status: 'unavailable',
    value: null,
  });
});

test('M03 and M04 give the display size and its placement shape', () => {
  const { features } = measureTicks([grey], 1);
  expect(features.M03?.value).toEqual({ width: 1080, height: 1920 });
  expect(features.M04?.value).toBe('9:16');
  const classes = [
    [1080, 1080, '1:1'],
    [1080, 1350, '4:5'],
    [1920, 1080, '16:9'],
    [1200, 628, '1.91:1'],
    [1080, 1440, '3:4'],
    [1400, 900, 'other'],
  ] as const;
  for (const [width, height, name] of classes) {
    const measured = measureTicks([grey], 1, someFacts({ media: { width, height } }));
    expect(measured.features.M04?.value, `${width} x ${height}`).toBe(name);
  }
});

test('M05 is bits per pixel and frame, and is not made up without a bit rate', () => {
  const { features } = measureTicks(new Array(50).fill(grey), 25);
  expect(features.M05?.value).toBe(0.0386); // 2,000,000 / (1080 * 1920 * 25)
  const unknown = measureTicks(new Array(50).fill(grey), 25, someFacts({ videoBitRate: null }));
  expect(unknown.features.M05).toMatchObject({ status: 'unavailable', value: null });
});

test('M06 finds bars to a row, and takes dark margins for what they are', () => {
  const barred = measureStill(160, 240, (_x, y) => (y < 30 || y >= 210 ? [3, 3, 3] : [120, 90, 60]));
  expect(barred.features.M06?.value).toEqual({ area: 0.25, left: 0, right: 0, top: 0.125, bottom: 0.125 });
  const pillars = measureStill(200, 160, (x) => (x < 20 ? [0, 0, 0] : [200, 90, 60]));
  expect(pillars.features.M06?.value).toMatchObject({ area: 0.1, left: 0.1, right: 0 });
  const textOnBlack = measureStill(160, 160, (x, y) =>
    x > 60 && x < 90 && y > 60 && y < 80 ? [255, 255, 255] : [4, 4, 4],
  );
  expect(textOnBlack.features.M06?.value).toMatchObject({ area: 0 });
  expect(measureStill(160, 160, () => [0, 0, 0]).features.M06?.status).toBe('unavailable');
});

test('M06 asks nine samples of ten: a bar that comes and goes is none', () => {
  const measurer = createMeasurer(someFacts());
  measurer.tick(0, grey);
  for (let i = 0; i < 20; i++) {
    const barred = i % 4 !== 0;
    measurer.sample(
      i / 10,
      160,
      160,
      picture(160, 160, (_x, y) => (barred && y < 16 ? [0, 0, 0] : [150, 150, 150])),
    );
  }
  const { features } = measurer.finish({ durationS: 2, fps: 10, everyFrame: true });
  expect(features.M06?.value).toMatchObject({ area: 0 });
});

test('M07 counts black pictures of a tenth of a second or more, and tells a black start', () => {
  const black = tick((x) => (x === 0 ? 30 : 5)); // 97.9 % of the pixels: not yet black
  const blacker = tick((x, y) => (x === 0 && y < 20 ? 200 : 5)); // 99.1 %
  const ticks = [
    ...new Array(5).fill(blacker),
    ...new Array(20).fill(grey),
    blacker,
    ...new Array(24).fill(black),
  ];
  const { features } = measureTicks(ticks, 25);
  expect(features.M07?.value).toEqual({ seconds: 0.2, fraction: 0.1, first_frame: true });
  expect(features.M07?.evidence).toEqual([{ t0: 0, t1: 0.2 }]);
});

test('M08 holds frames against the start of the stretch, so a slow zoom does not freeze', () => {
  const drifting = Array.from({ length: 100 }, (_, i) => tick((x) => 60 + x + Math.floor(i / 4)));
  expect(measureTicks(drifting, 25).features.M08?.value).toBe(0);
  const held = [...drifting.slice(0, 25), ...new Array(25).fill(drifting[25]), ...drifting.slice(50)];
  const { features } = measureTicks(held, 25);
  expect(features.M08?.value).toBeCloseTo(1, 1);
  expect(features.M08?.evidence[0]?.t0).toBeCloseTo(1, 1);
});

test('M08 leaves the end of the clip out and counts one long picture as standing', () => {
  const moving = Array.from({ length: 100 }, (_, i) => tick((x, y) => (x * 7 + y * 3 + i * 11) % 256));
  const endCard = [...moving, ...new Array(25).fill(grey)]; // END of 5 s is its last second
  expect(measureTicks(endCard, 25).features.M08?.value).toBe(0);
  const slides = Array.from({ length: 5 }, (_, i) => tick((x) => (x * 5 + i * 40) % 256));
  expect(measureTicks(slides, 1).features.M08?.value).toBe(4);
});
