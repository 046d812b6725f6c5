import type { Box } from '../../../../contract/index.ts';

/** Area that two boxes share. */
export function shared(a: Box, b: Box): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

export const area = ({ w, h }: Box): number => w * h;

/** Intersection over union. */
export function iou(a: Box, b: Box): number {
  const common = shared(a, b);
  return common === 0 ? 0 : common / (area(a) + area(b) - common);
}

/** The smallest box around all of them. */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    w: Math.max(...boxes.map((box) => box.x + box.w)) - x,
    h: Math.max(...boxes.map((box) => box.y + box.h)) - y,
  };
}

/** Area covered by any of the boxes, each point counted once. */
export function covered(boxes: readonly Box[]): number {
  const edges = [...new Set(boxes.flatMap(({ x, w }) => [x, x + w]))].sort((a, b) => a - b);
  let sum = 0;
  edges.slice(1).forEach((right, at) => {
    const left = edges[at] as number;
    const here = boxes.filter(({ x, w }) => x < right && x + w > left).sort((a, b) => a.y - b.y);
    let filled = 0;
    let end = Number.NEGATIVE_INFINITY;
    for (const { y, h } of here) {
      filled += Math.max(0, y + h - Math.max(y, end));
      end = Math.max(end, y + h);
    }
    sum += filled * (right - left);
  });
  return sum;
}
