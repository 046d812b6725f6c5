import { describe, expect, test } from 'vitest';
import type { AdText, Spoken } from '../../../../../src/contract/index.ts';
import { describeText } from '../../../../../src/main/core/measure/text/describe.ts';
import { hookOf } from '../../../../../src/main/core/measure/text/hook.ts';

const shown = (text: string): AdText =>
  describeText(
    [
      {
        t: 0,
        lines: [
          { text, box: { x: 0.2, y: 0.4, w: 0.5, h: 0.05 }, confidence: 0.95, height: 0.05, contrast: 12 },
        ],
      },
    ],
    { durationS: 10, width: 1080, height: 1920, cuts: [], speech: null },
  );
const said = (...lines: [t0: number, text: string][]): Spoken => ({
  source: 'file',
  name: 'ad.srt',
  lines: lines.map(([t0, text]) => ({ t0, t1: t0 + 2, text })),
});

describe('how an ad opens', () => {
  test('by what is said where the screen shows no cue, with the words that show it', () => {
    const opened = hookOf(shown('Slow mornings'), said([0.4, 'I tried this'], [2.1, 'for thirty days']));
    expect(opened).toEqual({
      type: 'social_proof',
      confidence: 0.6,
      basis: 'spoken, by the subtitles: "i tried this"',
    });
  });

  test('by the stronger cue of both', () => {
    const offer = shown('20 % off');
    expect(hookOf(offer, said([0, 'Last summer I lost my luggage'])).type).toBe('offer');
    expect(hookOf(offer, said([0, 'POV: you found it'])).type).toBe('pov');
    expect(hookOf(offer, null)).toMatchObject({ type: 'offer', basis: 'words on the screen: "20 % off"' });
  });

  test('by the first three seconds alone', () => {
    const late = hookOf(shown('Slow mornings'), said([0, 'Hey guys'], [3, 'Tired of dry skin?']));
    expect(late).toEqual({
      type: 'unknown',
      confidence: 0,
      basis: 'no cue among the words found in the first 3 s, nor among those that are spoken then',
    });
  });

  test('by its subtitles also before a frame was read', () => {
    expect(hookOf(null, said([0, 'Let me show you'])).type).toBe('demo');
    expect(hookOf(null, said([0, 'Hey guys'])).basis).toBe('words not read yet');
    expect(hookOf(null, null).basis).toBe('words not read yet');
  });
});
