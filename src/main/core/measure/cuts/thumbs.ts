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
}
