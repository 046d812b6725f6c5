/** A gradual change: `t` is its darkest, brightest or most mixed moment. */
export interface Fade {
  readonly t: number;
  readonly t0: number;
  readonly t1: number;
  readonly kind: 'black' | 'white' | 'dissolve';
}
