/** The placement shapes of `scoring.md` M04, as width / height. */
const shapes = [
  ['9:16', 9 / 16],
  ['3:4', 3 / 4],
  ['4:5', 4 / 5],
  ['1:1', 1],
  ['16:9', 16 / 9],
  ['1.91:1', 1.91],
] as const;

/** The nearest shape within 2 % of the display ratio, else `other`. */
export function aspectOf(width: number, height: number): string {
  const ratio = width / height;
  let best = 'other';
  let bestDifference = 0.02;
  for (const [name, shape] of shapes) {
    const difference = Math.abs(ratio - shape) / shape;
    if (difference <= bestDifference) {
      best = name;
      bestDifference = difference;
    }
  }
  return best;
}
