import { expect, test } from 'vitest';
import type { Measured } from '../../../../src/main/core/measure/signals.ts';
import { compareTimes } from '../../../support/clips/compare-times.ts';
import { cutClip } from '../../../support/clips/cut-films.ts';
import { measureFile } from '../../../support/clips/decode.ts';
import { again, patternClip } from '../../../support/clips/golden.ts';

const at = (measured: Measured, id: string, key?: string) => {
  const value = measured.features[id]?.value;
  return (key === undefined ? value : (value as Record<string, unknown> | null)?.[key]) as number;
};

/** How far a value may move when only the encoding changes (`scoring.md` 8 allows a sub-score three points). */
const tolerances = [
  ['V01', 'mean', 2],
  ['V02', 'mean', 0.01],
  ['V03', 'mean', 0.03],
  ['V04', 'mean', 2.5],
  ['T06', 'mean', 0.004],
  ['M06', 'area', 0.02],
  ['M07', 'seconds', 0.05],
] as const;

test('two bit rates and another size leave the measures where they were', async () => {
  const { path, truth } = await cutClip('plain', 102);
  const original = await measureFile(path);
  const others = {
    'high rate': await again(path, 'plain-102-high', 'null', 18),
    'low rate': await again(path, 'plain-102-low', 'null', 36),
    larger: await again(path, 'plain-102-large', 'scale=iw*1.5:ih*1.5,crop=trunc(iw/2)*2:trunc(ih/2)*2', 23),
  };
  for (const [name, other] of Object.entries(others)) {
    const measured = await measureFile(other);
    for (const [id, key, tolerance] of tolerances) {
      const change = Math.abs(at(measured, id, key) - at(original, id, key));
      expect(change, `${name}: ${id}.${key}`).toBeLessThanOrEqual(tolerance);
    }
    const { missed, wrong } = compareTimes(truth.cuts, measured.cuts);
    expect(missed.length + wrong.length, name).toBeLessThanOrEqual(1);
  }
});

test('freeze, black and bars are found where a script put them, through a real decoder', async () => {
  // Frame 50 repeated 37 times: the picture stands from 2.0 to 3.52 s.
  const frozen = await measureFile(
    await patternClip('freeze', 6, 'hue=h=t*90,loop=loop=37:size=1:start=50,setpts=N/25/TB'),
  );
  expect(at(frozen, 'M08')).toBeCloseTo(1.52, 1);
  expect(frozen.features.M08?.evidence[0]?.t0).toBeCloseTo(2, 1);
  const box = "drawbox=c=black:t=fill:enable='between(t,1,1.99)'";
  const black = await measureFile(await patternClip('black', 4, box));
  expect(at(black, 'M07', 'seconds')).toBeCloseTo(1, 1);
  expect(black.features.M07?.evidence[0]?.t0).toBeCloseTo(1, 1);
  const barred = await measureFile(await patternClip('bars', 3, 'scale=320:180,pad=320:240:0:30'));
  expect(at(barred, 'M06', 'top')).toBeCloseTo(0.125, 1.5);
  expect(at(barred, 'M06', 'bottom')).toBeCloseTo(0.125, 1.5);
  expect(at(barred, 'M06', 'left')).toBe(0);
});
