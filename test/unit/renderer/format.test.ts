import { describe, expect, test } from 'vitest';
import { momentText } from '../../../src/renderer/features/review/events.ts';
import { shown } from '../../../src/renderer/features/today/figure-words.ts';
import { featureValue } from '../../../src/renderer/format/feature.ts';
import { setLocale } from '../../../src/renderer/format/locale.ts';
import {
  bytes,
  inWords,
  percent,
  plural,
  points,
  significant,
  twoDecimals,
  usd,
} from '../../../src/renderer/format/number.ts';
import { scoreColor, scoreSentence, wordOf } from '../../../src/renderer/format/score.ts';
import { shareFact } from '../../../src/renderer/format/share.ts';
import { dateTime, duration, moment, timeLeft, withMoments } from '../../../src/renderer/format/time.ts';

test('instants in a sentence of the host are written as those beside it', () => {
  const at = '2026-11-29T17:18:11Z';
  expect(withMoments(`1, newest ${at}, each opened`)).toBe(`1, newest ${dateTime(at)}, each opened`);
});

describe('numbers', () => {
  test('points carry their sign, with a true minus, and nothing has none', () => {
    expect([6.24, -3.06, 0.04, -0.04].map(points)).toEqual(['+6.2', '−3.1', '0.0', '0.0']);
  });

  test('three significant digits, whole above a thousand', () => {
    expect([0.06423, 48.234, 1523.7, -0.5].map(significant)).toEqual(['0.0642', '48.2', '1,524', '−0.5']);
  });

  test('fractions become percent with a narrow space', () => {
    expect(percent(0.21)).toBe('21\u202f%');
    expect(percent(0.0123)).toBe('1.23\u202f%');
  });

  test('sentences of the engine have their figures as the others', () => {
    const said = 'The sound is at -45.3 LUFS, 9.80-12.5 s, in a 1.91:1 picture (v1.2).';
    expect(inWords(said)).toBe('The sound is at −45.3 LUFS, 9.80-12.5 s, in a 1.91:1 picture (v1.2).');
    setLocale('de');
    expect(inWords(said)).toBe('The sound is at −45,3 LUFS, 9,80-12,5 s, in a 1.91:1 picture (v1.2).');
    setLocale('');
  });

  test('returns, certainties and costs are written as amounts are here', () => {
    expect([twoDecimals(2.4), twoDecimals(-0.456), usd(0.0123, 4)]).toEqual(['2.40', '−0.46', '$0.0123']);
    setLocale('de');
    expect([twoDecimals(2.4), usd(0.0123, 4)]).toEqual(['2,40', '$0,0123']);
    expect(shown('roas', 2.4, 'EUR')).toBe('2,40');
    expect(momentText(3.2, [], [])).toBe('3,2 s');
    const sides = { n_chosen: 8, n_rest: 9, chosen: 12, rest: 21, effect: -9, verdict: 'differs' } as const;
    const lengths = { ...sides, feature: 'V05', name: 'Length', unit: 's', word: null } as const;
    expect(shareFact({ ...lengths, interval90: [-14, -4], q: 0.041 })).toMatch(/q 0,041$/);
    setLocale('');
  });

  test('sizes in steps of a thousand', () => {
    expect([0, 999, 1500, 48_230_400, 81_203_441_664].map(bytes)).toEqual([
      '0\u00a0B',
      '999\u00a0B',
      '1.5\u00a0kB',
      '48.2\u00a0MB',
      '81.2\u00a0GB',
    ]);
  });

  test('one copy, two copies', () => {
    expect([plural(1, 'copy', 'copies'), plural(2, 'copy', 'copies'), plural(0, 'file')]).toEqual([
      '1 copy',
      '2 copies',
      '0 files',
    ]);
  });
});

describe('times', () => {
  test('a moment rounds into the next second without a sixtieth', () => {
    expect([0, 0.24, 59.96, 61.04, 612.5].map(moment)).toEqual([
      '0:00.0',
      '0:00.2',
      '1:00.0',
      '1:01.0',
      '10:12.5',
    ]);
  });

  test('a length is never 0:00', () => {
    expect([0.2, 15, 75.4, 3725].map(duration)).toEqual(['0:01', '0:15', '1:15', '1:02:05']);
  });

  test('time left is rounded up so that it stands still', () => {
    expect([4.2, 61, 187, 1234].map(timeLeft)).toEqual(['0:05', '1:10', '3:10', '21:00']);
  });
});

describe('scores', () => {
  test('the word follows the number as shown', () => {
    expect([49.4, 49.5, 50, 70, 70.4, 70.5].map(wordOf)).toEqual([
      'Low',
      'Watch',
      'Watch',
      'Watch',
      'Watch',
      'Strong',
    ]);
  });

  test('a missing score is told as missing, and no sentence speaks of a chance', () => {
    expect(scoreSentence(null, null)).toMatch(/^No score/);
    expect(scoreSentence(86.2, [79, 91])).toBe('Checklist score 86, Strong, 80 percent interval 79–91');
  });

  test('the ramp is continuous where its halves meet', () => {
    expect(scoreColor(50)).toContain('var(--score-mid) 100%');
    expect(scoreColor(50.0001)).toMatch(/var\(--score-high\) 0\.0\d*%, var\(--score-mid\)/);
    expect(scoreColor(140)).toBe(scoreColor(100));
  });
});

describe('measured values', () => {
  test('in their units', () => {
    expect(featureValue(-15.8, 'LUFS')).toBe('−15.8\u00a0LUFS');
    expect(featureValue(0.214, 'fraction')).toBe('21\u202f%');
    expect(featureValue(15.2, 's')).toBe('15.2\u00a0s');
    expect(featureValue(131.4, '0-255')).toBe('131');
    expect(featureValue(true, '')).toBe('yes');
  });

  test('lists of seconds are moments, long ones say how many there are', () => {
    expect(featureValue([], 's')).toBe('none');
    expect(featureValue([0.8, 12.34], 's')).toBe('0:00.8, 0:12.3');
    expect(featureValue([1, 2, 3, 4, 5, 6, 7, 8], 's')).toMatch(/^8: 0:01\.0, .* …$/);
    expect(featureValue([{ t: 3.1, kind: 'fade_to_black' }], 's')).toBe('0:03.1 fade to black');
  });

  test('parts of a value carry the unit that their name tells', () => {
    expect(featureValue({ has_track: true, seconds: 0, fraction: 0 }, 's')).toBe('has track · 0\u00a0s');
    expect(featureValue({ first_s: 5.05, seconds: 1.3, fraction: 0.1226, confidence: 0.35 }, 's')).toBe(
      'first 5.05\u00a0s · 1.3\u00a0s · 12\u202f% · confidence 35\u202f%',
    );
    expect(featureValue({ area: 0, left: 0, right: 0, top: 0, bottom: 0 }, 'fraction')).toBe('area 0\u202f%');
    expect(featureValue({ width: 1280, height: 720 }, 'px')).toBe('1280 × 720\u00a0px');
    expect(featureValue({ per_second: 0.2835, average_shot_s: 2.6458 }, '1/s')).toBe(
      '0.284\u00a0/\u00a0s · average shot 2.65\u00a0s',
    );
    expect(featureValue({ plain: false, fading_in: false }, '0-100')).toBe('no');
    expect(featureValue('9:16', 'class')).toBe('9:16');
  });
});
