import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fitToDisplays, readWindowState } from '../../../../src/main/hosts/electron/window-state.ts';

const display = (x: number, y: number, width: number, height: number) => ({
  workArea: { x, y, width, height },
});
const laptop = display(0, 25, 1440, 875);
const beside = display(1440, 0, 2560, 1440);

describe('where the window opens', () => {
  it('opens in the middle the first time', () => {
    expect(fitToDisplays(null, [laptop])).toEqual({ x: 80, y: 63, width: 1280, height: 800 });
  });
  it('stays where it was on a display that is still there', () => {
    const saved = { x: 1600, y: 100, width: 1500, height: 900 };
    expect(fitToDisplays(saved, [laptop, beside])).toEqual(saved);
  });
  it('comes back when its display is gone', () => {
    expect(fitToDisplays({ x: 1600, y: 100, width: 1500, height: 900 }, [laptop])).toEqual({
      x: 0,
      y: 25,
      width: 1440,
      height: 875,
    });
  });
  it('is always inside one display, whatever was saved', () => {
    const any = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(fc.record({ x: any, y: any, width: any, height: any }), (saved) => {
        const at = fitToDisplays(saved, [laptop, beside]);
        const inside = [laptop, beside].some(
          ({ workArea: a }) =>
            at &&
            at.x >= a.x &&
            at.y >= a.y &&
            at.x + at.width <= a.x + a.width &&
            at.y + at.height <= a.y + a.height,
        );
        return inside && (at?.width ?? 0) >= 960 && (at?.height ?? 0) >= 600;
      }),
    );
  });
});

describe('the saved state', () => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'titan-window-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"bounds":{"x":1e400,"y":0,"width":1,"height":1},"maximized":true,"full_screen":false}',
    '{"bounds":{"x":"0","y":0,"width":1,"height":1},"maximized":true,"full_screen":false}',
    '{"maximized":true}',
  ])('is ignored when it reads %s', (text) => {
    writeFileSync(join(home, 'window.json'), text);
    expect(readWindowState(home)).toBeNull();
  });
});
