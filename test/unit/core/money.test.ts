import { describe, expect, it } from 'vitest';
import { decimalsOf, minorOf, minorPerMetaUnit } from '../../../src/main/core/money.ts';

describe('money', () => {
  it('reads decimal texts exactly', () => {
    expect(minorOf('5339.5', 2)).toBe(533_950);
    expect(minorOf('0.29', 2)).toBe(29);
    expect(minorOf('1.005', 2)).toBe(101);
    expect(minorOf('59.989999', 2)).toBe(5999);
    expect(minorOf('-12.345', 2)).toBe(-1235);
    expect(minorOf('1200', 0)).toBe(1200);
    expect(minorOf('1200.6', 0)).toBe(1201);
    expect(minorOf('1.2345', 3)).toBe(1235);
    expect(minorOf('90071992547409.91', 2)).toBe(9_007_199_254_740_991);
    for (const text of ['', '1,50', '1e3', 'NaN', '1.', ' 1', '99999999999999999999'])
      expect(minorOf(text, 2), text).toBeNull();
  });

  it('knows the digits of a currency and the unit Meta counts it in', () => {
    expect(['EUR', 'JPY', 'KWD', 'HUF'].map(decimalsOf)).toEqual([2, 0, 3, 2]);
    expect(['EUR', 'JPY', 'KWD', 'HUF'].map(minorPerMetaUnit)).toEqual([1, 1, 10, 100]);
    expect(() => decimalsOf('euro')).toThrow(RangeError);
  });
});
