/** How many ends the estimate looks back on (`spec/ux.md` 2.2). */
const lookBack = 20;

/** Time left from the last ends: robust against a folder whose second half is longer than its first. */
export function createRate() {
  const ends: number[] = [];
  return {
    ended(atMs: number): void {
      ends.push(atMs);
      if (ends.length > lookBack) ends.shift();
    },
    /** Seconds for `left` more files; null until three have ended. */
    secondsLeft(left: number): number | null {
      const first = ends[0];
      const last = ends.at(-1);
      if (first === undefined || last === undefined || ends.length < 3) return null;
      const perFileMs = (last - first) / (ends.length - 1);
      return Math.round((perFileMs * left) / 100) / 10;
    },
  };
}
