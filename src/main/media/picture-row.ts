/** One upright frame, RGB 8 bit. */
export interface RgbFrame {
  readonly t: number;
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** How many frames a filmstrip shows at most. */
export const STRIP_FRAMES = 10;

/** The frames pictures are made of, as they come. Thinned out evenly when a film turns out longer than it said. */
export class PictureRow {
  private frames: RgbFrame[] = [];
  private every = 1;
  private seen = 0;

  push(frame: RgbFrame): void {
    if (this.seen++ % this.every !== 0) return;
    this.frames.push(frame);
    if (this.frames.length <= 2 * STRIP_FRAMES) return;
    this.frames = this.frames.filter((_, i) => i % 2 === 0);
    this.every *= 2;
  }

  /** At most STRIP_FRAMES of them, evenly spread. The very first frame gives way before any other. */
  spread(): RgbFrame[] {
    const rest = this.frames.length > STRIP_FRAMES ? this.frames.slice(1) : this.frames;
    if (rest.length <= STRIP_FRAMES) return rest;
    return Array.from(
      { length: STRIP_FRAMES },
      (_, i) => rest[Math.floor(((i + 0.5) * rest.length) / STRIP_FRAMES)] as RgbFrame,
    );
  }
}
