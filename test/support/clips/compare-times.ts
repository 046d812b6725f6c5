/** Which times of the truth were found within `tolerance` seconds; each found time counts once. */
export function compareTimes(
  truth: readonly number[],
  found: readonly number[],
  tolerance = 0.1,
): { hits: number; missed: number[]; wrong: number[] } {
  const left = [...found];
  const missed: number[] = [];
  for (const t of truth) {
    const distances = left.map((f) => Math.abs(f - t));
    const nearest = distances.indexOf(Math.min(...distances));
    if (nearest >= 0 && (distances[nearest] as number) <= tolerance + 1e-6) left.splice(nearest, 1);
    else missed.push(t);
  }
  return { hits: truth.length - missed.length, missed, wrong: left };
}
