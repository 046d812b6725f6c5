/** An order that follows from a text alone: the same on every machine, another for another text. */
export function shuffledBy<T>(key: string, list: readonly T[]): T[] {
  // FNV-1a to a seed, mulberry32 from there, Fisher and Yates.
  let state = 2166136261;
  for (const character of key) state = Math.imul(state ^ (character.codePointAt(0) as number), 16777619);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const found = [...list];
  for (let at = found.length - 1; at > 0; at -= 1) {
    const other = Math.floor(next() * (at + 1));
    [found[at], found[other]] = [found[other] as T, found[at] as T];
  }
  return found;
}
