/** Seeded numbers (mulberry32): the same seed draws the same library on every machine. */
export interface Draw {
  unit(): number;
  between(low: number, high: number): number;
  int(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  chance(share: number): boolean;
}

export const createDraw = (seed: number): Draw => {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + unit() * (high - low);
  return {
    unit,
    between,
    int: (low, high) => Math.floor(between(low, high + 1)),
    pick: (list) => list[Math.floor(unit() * list.length)] as (typeof list)[number],
    chance: (share) => unit() < share,
  };
};

/** Spreads small numbers over 64 bits, for ids that look like hashes and sort like them. */
export const hexOf = (value: number, digits: number): string => {
  const draw = createDraw(value * 2_654_435_761 + 97);
  let text = '';
  while (text.length < digits)
    text += Math.floor(draw.unit() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, digits);
};
