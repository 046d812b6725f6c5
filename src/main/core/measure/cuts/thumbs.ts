import { TICK_HEIGHT, TICK_WIDTH } from '../signals.ts';

/** Side of a thumb in pixels, and of each of its three planes: the chroma planes of a tick have this size already. */
export const SIDE = TICK_WIDTH / 2;
export const PLANE = SIDE * SIDE;
export const THUMB = 3 * PLANE;

const PER_BLOCK = 256;

/**
 * Y, U and V of every decoded frame at 24 x 24, kept for the whole clip: 1.7 KB each, so that a frame can be compared
 * with what came before it and with what follows. Stored in blocks, because one growing array would be copied often.
 */
export class Thumbs {
  readonly #blocks: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(planes: Uint8Array): void {
    if (this.#length % PER_BLOCK === 0) this.#blocks.push(new Uint8Array(PER_BLOCK * THUMB));
    const thumb = this.at(this.#length++);
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const i = y * 2 * TICK_WIDTH + x * 2;
        const sum =
          (planes[i] as number) +
          (planes[i + 1] as number) +
          (planes[i + TICK_WIDTH] as number) +
          (planes[i + TICK_WIDTH + 1] as number);
        thumb[y * SIDE + x] = (sum + 2) >> 2;
      }
    }
    thumb.set(planes.subarray(TICK_WIDTH * TICK_HEIGHT, TICK_WIDTH * TICK_HEIGHT + 2 * PLANE), PLANE);
  }

  at(index: number): Uint8Array {
    const block = this.#blocks[Math.floor(index / PER_BLOCK)] as Uint8Array;
    const from = (index % PER_BLOCK) * THUMB;
    return block.subarray(from, from + THUMB);
  }

  /**
   * Stretches what lies between bars that stay black for the whole clip over the whole thumb: two pictures between the
   * same bars are else alike by their bars. Answers whether there were any.
   */
  fillFrame(): boolean {
    const rows = span(this.#brightest((i) => Math.floor(i / SIDE)));
    const columns = span(this.#brightest((i) => i % SIDE));
    if (rows.size === SIDE && columns.size === SIDE) return false;
    const before = new Uint8Array(THUMB);
    for (let n = 0; n < this.#length; n++) {
      const thumb = this.at(n);
      before.set(thumb);
      for (let y = 0; y < SIDE; y++) {
        const row = (rows.first + Math.floor(((y + 0.5) * rows.size) / SIDE)) * SIDE;
        for (let x = 0; x < SIDE; x++) {
          const from = row + columns.first + Math.floor(((x + 0.5) * columns.size) / SIDE);
          for (let plane = 0; plane < THUMB; plane += PLANE) {
            thumb[plane + y * SIDE + x] = before[plane + from] as number;
          }
        }
      }
    }
    return true;
  }

  /** The brightest luma of each row or column over all frames. */
  #brightest(lineOf: (pixel: number) => number): Uint8Array {
    const brightest = new Uint8Array(SIDE);
    for (let n = 0; n < this.#length; n++) {
      const thumb = this.at(n);
      for (let i = 0; i < PLANE; i++) {
        const line = lineOf(i);
        if ((thumb[i] as number) > (brightest[line] as number)) brightest[line] = thumb[i] as number;
      }
    }
    return brightest;
  }
}

/** Bars are this dark (`scoring.md` M06); less than a sixth of the side is too little to tell pictures apart by. */
const BAR_LUMA = 20;
const LEAST_LINES = SIDE / 6;

/** The lines from the first to the last that was ever lit; all of them when too few were. */
function span(brightest: Uint8Array): { readonly first: number; readonly size: number } {
  const first = brightest.findIndex((luma) => luma > BAR_LUMA);
  const size = brightest.findLastIndex((luma) => luma > BAR_LUMA) - first + 1;
  return first < 0 || size < LEAST_LINES ? { first: 0, size: SIDE } : { first, size };
}
