import { lumaAt } from './luma.ts';

export const sides = ['left', 'right', 'top', 'bottom'] as const;

export interface Bar {
  /** In parts of the frame's width (left, right) or height (top, bottom). */
  readonly width: number;
  /** Whether a picture begins beside it: at least half of what follows is clearly lighter than the bar. */
  readonly edge: boolean;
}
export type Bars = Readonly<Record<(typeof sides)[number], Bar>>;

/** A row or column is bar when its luma is dark and even (`scoring.md` M06). */
const MEAN_MOST = 20;
const STD_MOST = 3;

/** Luma by which a picture is lighter than its bar; a dark gradient climbs by less from row to row. */
const EDGE_STEP = 12;
const EDGE_SHARE = 0.5;

/** Null when the whole frame is black: it says nothing about bars. */
export function barsOf(width: number, height: number, rgb: Uint8Array): Bars | null {
  const row = (y: number): Line => ({ from: y * width * 3, step: 3, count: width });
  const column = (x: number): Line => ({ from: x * 3, step: width * 3, count: height });
  const top = barOf(rgb, height, row);
  if (top.width === 1) return null;
  return {
    top,
    bottom: barOf(rgb, height, (i) => row(height - 1 - i)),
    left: barOf(rgb, width, column),
    right: barOf(rgb, width, (i) => column(width - 1 - i)),
  };
}

/** The pixels of one row or column within the buffer. */
interface Line {
  readonly from: number;
  readonly step: number;
  readonly count: number;
}

function barOf(rgb: Uint8Array, limit: number, line: (index: number) => Line): Bar {
  let depth = 0;
  while (depth < limit && isBar(rgb, line(depth))) depth++;
  // The row at the border may be half bar, half picture: look one further.
  const inside = Math.min(depth + 1, limit - 1);
  const edge = depth > 0 && depth < limit && isLit(rgb, line(inside), meanOf(rgb, line(depth - 1)));
  return { width: depth / limit, edge };
}

function meanOf(rgb: Uint8Array, { from, step, count }: Line): number {
  let sum = 0;
  for (let i = 0, p = from; i < count; i++, p += step) sum += lumaAt(rgb, p);
  return sum / count;
}

function isLit(rgb: Uint8Array, { from, step, count }: Line, bar: number): boolean {
  let lit = 0;
  for (let i = 0, p = from; i < count; i++, p += step) if (lumaAt(rgb, p) > bar + EDGE_STEP) lit++;
  return lit >= EDGE_SHARE * count;
}

function isBar(rgb: Uint8Array, { from, step, count }: Line): boolean {
  let sum = 0;
  let squares = 0;
  for (let i = 0, p = from; i < count; i++, p += step) {
    const y = lumaAt(rgb, p);
    sum += y;
    squares += y * y;
  }
  const mean = sum / count;
  return mean <= MEAN_MOST && squares / count - mean * mean <= STD_MOST * STD_MOST;
}
