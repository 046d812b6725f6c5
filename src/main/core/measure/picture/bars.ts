/** Widths of black bars at the edges, in parts of the frame's width (left, right) and height (top, bottom). */
export interface Bars {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A row or column is bar when its luma is dark and even (`scoring.md` M06). */
const MEAN_MOST = 20;
const STD_MOST = 3;

/** Null when the whole frame is black: it says nothing about bars. */
export function barsOf(width: number, height: number, rgb: Uint8Array): Bars | null {
  const row = (y: number) => isBar(rgb, y * width * 3, 3, width);
  const column = (x: number) => isBar(rgb, x * 3, width * 3, height);
  const top = countWhile(height, row);
  if (top === height) return null;
  const bottom = countWhile(height, (y) => row(height - 1 - y));
  const left = countWhile(width, column);
  const right = countWhile(width, (x) => column(width - 1 - x));
  return { left: left / width, right: right / width, top: top / height, bottom: bottom / height };
}

function countWhile(limit: number, holds: (index: number) => boolean): number {
  let count = 0;
  while (count < limit && holds(count)) count++;
  return count;
}

function isBar(rgb: Uint8Array, from: number, step: number, count: number): boolean {
  let sum = 0;
  let squares = 0;
  for (let i = 0, p = from; i < count; i++, p += step) {
    const y = 0.2126 * (rgb[p] as number) + 0.7152 * (rgb[p + 1] as number) + 0.0722 * (rgb[p + 2] as number);
    sum += y;
    squares += y * y;
  }
  const mean = sum / count;
  return mean <= MEAN_MOST && squares / count - mean * mean <= STD_MOST * STD_MOST;
}
