import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow, Display, Rectangle } from 'electron';
import { z } from 'zod';

const Bounds = z.strictObject({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });
const WindowState = z.strictObject({ bounds: Bounds, maximized: z.boolean(), full_screen: z.boolean() });
export type WindowState = z.infer<typeof WindowState>;

export const minWidth = 960;
export const minHeight = 600;
const defaultSize = { width: 1280, height: 800 };

const fileIn = (home: string): string => join(home, 'window.json');

/** Null when there is none or it is not ours: a window must open whatever the file says. */
export function readWindowState(home: string): WindowState | null {
  try {
    return WindowState.parse(JSON.parse(readFileSync(fileIn(home), 'utf8')));
  } catch {
    return null;
  }
}

type Area = Pick<Display, 'workArea'>;
const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));
const overlap = (a: Rectangle, b: Rectangle): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

/** Inside the display that shows most of it, and centred on the first when its display is gone. */
export function fitToDisplays(saved: Rectangle | null, displays: readonly Area[]): Rectangle | null {
  const areas = displays.map(({ workArea }) => workArea);
  const [first] = areas;
  if (!first) return saved;
  const wanted = saved ?? { x: 0, y: 0, ...defaultSize };
  const shown = areas.map((area) => overlap(wanted, area));
  const best = Math.max(...shown);
  const area = best > 0 ? (areas[shown.indexOf(best)] ?? first) : first;
  const width = clamp(wanted.width, Math.min(minWidth, area.width), area.width);
  const height = clamp(wanted.height, Math.min(minHeight, area.height), area.height);
  if (!saved || best === 0) {
    const x = area.x + Math.round((area.width - width) / 2);
    return { x, y: area.y + Math.round((area.height - height) / 2), width, height };
  }
  return {
    x: clamp(wanted.x, area.x, area.x + area.width - width),
    y: clamp(wanted.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}

const saveAfterMs = 500;

/** Writes where the window stands a moment after it was moved, and when it closes. */
export function keepWindowState(window: BrowserWindow, home: string): void {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized()) return;
    const { x, y, width, height } = window.getNormalBounds();
    const state: WindowState = {
      bounds: { x, y, width, height },
      maximized: window.isMaximized(),
      full_screen: window.isFullScreen(),
    };
    try {
      const temporary = `${fileIn(home)}.tmp`;
      writeFileSync(temporary, JSON.stringify(state));
      renameSync(temporary, fileIn(home));
    } catch {
      // A full or read-only disk is told where it matters; the next start opens at the default place.
    }
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, saveAfterMs);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('enter-full-screen', later);
  window.on('leave-full-screen', later);
  window.on('close', save);
}
