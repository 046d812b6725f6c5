/** ITU-T T.81 annex K: the tables every baseline encoder starts from. */

/** K.1 and K.2, quantisation steps of quality 50, in rows. */
export const LUMA_STEPS = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
  29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
  121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
] as const;
export const CHROMA_STEPS = [
  17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
] as const;

/** Place in the block of the n-th coefficient in zigzag order. */
export const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
] as const;

/** K.3 to K.6: how many codes of each length 1 to 16, and the symbols in order of their codes. */
const LUMA_DC = { counts: [0, 1, 5, 1, 1, 1, 1, 1, 1], symbols: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] };
const CHROMA_DC = {
  counts: [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  symbols: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
};
const LUMA_AC = {
  counts: [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125],
  // The 125 codes of 16 bits need no list: what is not named here has 16.
  symbols: hex('01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282'),
};
const CHROMA_AC = {
  counts: [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119],
  symbols: hex('000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f1'),
};

function hex(text: string): number[] {
  return (text.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
}

/** Bits of the code of each symbol. */
function lengths({ counts, symbols }: { counts: number[]; symbols: number[] }): Uint8Array {
  const bits = new Uint8Array(256).fill(16);
  let at = 0;
  counts.forEach((count, i) => {
    for (let k = 0; k < count && at < symbols.length; k++) bits[symbols[at++] as number] = i + 1;
  });
  return bits;
}

export const DC_BITS = [lengths(LUMA_DC), lengths(CHROMA_DC)] as const;
export const AC_BITS = [lengths(LUMA_AC), lengths(CHROMA_AC)] as const;
