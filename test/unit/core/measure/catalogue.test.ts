import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMeasurer, ENGINE_VERSION } from '../../../../src/main/core/measure/index.ts';
import type { Measure } from '../../../../src/main/core/measure/measure.ts';
import { measures } from '../../../../src/main/core/measure/registry.ts';
import { measureSound, measureStill, someFacts } from '../../../support/clips/signals.ts';

const engine2 = [
  ...['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08'],
  ...['V01', 'V02', 'V03', 'V04', 'V06'],
  ...['T01', 'T02', 'T03', 'T04', 'T05', 'T06', 'T12', 'T12K'],
  ...['A01', 'A02', 'A03', 'A04', 'A06', 'A10', 'H01', 'P01'],
];
const ids = measures.map(({ id }) => id);

test('the catalogue is that of engine version 2, each id once; more asks for another version', () => {
  expect(ids).toEqual(expect.arrayContaining(engine2));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ENGINE_VERSION > 2 || ids.length === engine2.length).toBe(true);
});

test('every file of measures/ is in the registry', async () => {
  const folder = join(import.meta.dirname, '../../../../src/main/core/measure/measures');
  for (const file of readdirSync(folder)) {
    const exported = Object.values(await import(join(folder, file))) as unknown[];
    expect(
      exported.some((one) => measures.includes(one as Measure)),
      file,
    ).toBe(true);
  }
});

test('a still has a picture, but neither time nor sound', () => {
  const { features, hashes, cuts } = measureStill(160, 200, (x, y) => [x, y, 128]);
  const unasked: string[] = [];
  for (const { id, needs } of measures) {
    if (needs === 'time' || needs === 'sound') unasked.push(id);
    else expect(features[id]?.status, id).toBe(id === 'P01' ? 'unavailable' : 'ok');
  }
  expect(unasked).toEqual(expect.arrayContaining(engine2.filter((id) => /^[TA]|M01|M02|M07|M08/.test(id))));
  for (const id of unasked) expect(features[id]?.status, id).toBe('not_applicable');
  expect(hashes).toHaveLength(1);
  expect(cuts).toEqual([]);
});

test('nothing decoded is unavailable throughout, never a number', () => {
  const { features, hashes } = createMeasurer(someFacts({ audioChannels: 2, videoBitRate: null })).finish({
    durationS: null,
    fps: null,
    everyFrame: true,
  });
  for (const id of ids) {
    if (id === 'M03' || id === 'M04') continue; // the container's own words
    expect(features[id], id).toMatchObject({
      status: 'unavailable',
      value: null,
      reason: expect.any(String),
    });
  }
  expect(hashes).toEqual([]);
});

test('how the sound is cut into blocks does not matter', () => {
  const sound = (t: number) => 0.3 * Math.sin(2 * Math.PI * 441 * t) * Math.abs(Math.sin(3 * t));
  const whole = JSON.stringify(measureSound(3, [sound, sound], 48_000 * 3));
  expect(JSON.stringify(measureSound(3, [sound, sound], 1024))).toBe(whole);
  expect(JSON.stringify(measureSound(3, [sound, sound], 777))).toBe(whole);
});

test('hashes of a long film are never more than 24, over all of it', () => {
  const measurer = createMeasurer(someFacts());
  for (let i = 0; i < 1400; i++)
    measurer.sample(i / 2, 160, 160, new Uint8Array(160 * 160 * 3).fill(i % 256));
  const long = measurer.finish({ durationS: 700, fps: 2, everyFrame: false });
  expect(long.hashes).toHaveLength(24);
  expect(long.hashes.at(-1)?.t).toBeGreaterThan(600);
});
