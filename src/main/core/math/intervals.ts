/** Wilson's interval of a share, for z standard deviations to each side. */
export function wilson(hits: number, size: number, z: number): [number, number] {
  const share = hits / size;
  const middle = share + (z * z) / (2 * size);
  const half = z * Math.sqrt((share * (1 - share)) / size + (z * z) / (4 * size * size));
  const whole = 1 + (z * z) / size;
  return [(middle - half) / whole, (middle + half) / whole];
}

/** Byar's interval of a Poisson count: Wilson and Hilferty's cube root of the exact one. */
export function byar(count: number, z: number): [number, number] {
  const edge = (n: number, side: number): number =>
    n <= 0 ? 0 : n * (1 - 1 / (9 * n) + (side * z) / (3 * Math.sqrt(n))) ** 3;
  return [Math.max(0, edge(count, -1)), edge(count + 1, 1)];
}
