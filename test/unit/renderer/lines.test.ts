import { describe, expect, it } from 'vitest';
import { type Group, Lines, type Stop } from '../../../src/renderer/features/score/lines.ts';

const group = (key: string | null, ads: number): Group => ({ key, name: key, ads, first: '0', best: null });
const groups = [group('a', 3), group('b', 5), group(null, 2)];
const lines = (columns: number, folded: string[] = []) => new Lines(10, columns, groups, new Set(folded));

describe('lines of a view', () => {
  it('holds every ad once, in its order, with and without groups', () => {
    for (const list of [lines(1), lines(2), lines(4), new Lines(10, 3, [], new Set())]) {
      const ads: number[] = [];
      for (let at = 0; at < list.count; at += 1) {
        const line = list.at(at);
        if (line.kind === 'head') continue;
        for (let ad = line.first; ad < line.first + line.ads; ad += 1) {
          ads.push(ad);
          expect(list.lineOf(ad)).toBe(at);
        }
      }
      expect(ads).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
  });

  it('puts a header above each group, and no ad under one that is folded', () => {
    const list = lines(2, ['b', '']);
    expect(Array.from({ length: list.count }, (_, at) => list.at(at))).toEqual([
      { kind: 'head', group: 0 },
      { kind: 'ads', group: 0, first: 0, ads: 2 },
      { kind: 'ads', group: 0, first: 2, ads: 1 },
      { kind: 'head', group: 1 },
      { kind: 'head', group: 2 },
    ]);
    expect(list.lineOf(5)).toBe(3);
    expect(list.groupOf(8)).toBe(2);
  });

  it('moves by lines over headers, and back to where it came from', () => {
    const list = lines(2);
    const walk = (from: Stop, by: number, times: number): Stop[] => {
      const stops = [from];
      for (let n = 0; n < times; n += 1) stops.push(list.step(stops.at(-1) as Stop, by));
      return stops;
    };
    expect(walk({ ad: 1 }, 1, 4)).toEqual([{ ad: 1 }, { ad: 2 }, { head: 1 }, { ad: 3 }, { ad: 5 }]);
    expect(walk({ ad: 9 }, -1, 3)).toEqual([{ ad: 9 }, { head: 2 }, { ad: 7 }, { ad: 5 }]);
    expect(list.step({ ad: 0 }, -9)).toEqual({ head: 0 });
    expect(list.step({ ad: 0 }, 99)).toEqual({ ad: 8 });
  });

  it('reads on from an ad to the next header, and stops at both ends', () => {
    const list = lines(2, ['b']);
    expect(list.beside({ ad: 0 }, 1)).toEqual({ ad: 1 });
    expect(list.beside({ ad: 2 }, 1)).toEqual({ head: 1 });
    expect(list.beside({ head: 1 }, 1)).toEqual({ head: 2 });
    expect(list.beside({ head: 1 }, -1)).toEqual({ ad: 2 });
    expect(list.beside({ head: 0 }, -1)).toEqual({ head: 0 });
    expect(list.beside({ ad: 9 }, 1)).toEqual({ ad: 9 });
  });
});
