import type { AdRow, AdText } from '../../../src/contract/index.ts';
import { describeText } from '../../../src/main/core/measure/text/describe.ts';
import type { ReadLine } from '../../../src/main/core/measure/text/tracks.ts';

const line = (text: string, y: number, contrast = 9.4): ReadLine => ({
  text,
  box: { x: 0.12, y, w: 0.7, h: 0.05 },
  confidence: 0.94,
  height: 0.045,
  contrast,
});

/** The real description of words as a reader might have found them in an ad with this row. */
export const aText = (row: AdRow): AdText =>
  describeText(
    [
      { t: 0, lines: [line('20 % off your first bottle', 0.2), line('today only', 0.27, 2.8)] },
      { t: 1, lines: [line('20 % off your first bottle', 0.2), line('today only', 0.27, 2.8)] },
      { t: 2.5, lines: [line('Tested by dermatologists', 0.72)] },
      {
        t: 5,
        lines: ['Vitamin C', '10 %', 'Niacinamide', 'Zinc'].map((text, at) => line(text, 0.3 + at / 10)),
      },
      { t: (row.duration_s ?? 6) - 0.4, lines: [line('Shop now', 0.74)] },
    ].slice(0, row.duration_s === null ? 1 : 5),
    {
      durationS: row.duration_s,
      width: row.width,
      height: row.height,
      cuts: [0.8, 1.6, 2.4, 3.2],
      speech: [],
    },
  );
