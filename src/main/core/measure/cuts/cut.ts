/** A hard cut: the last frame of one shot was shown at `t0`, the first frame of the next at `t1`. */
export interface Cut {
  readonly t0: number;
  readonly t1: number;
}
