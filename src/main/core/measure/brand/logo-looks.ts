import type { Box } from '../../../../contract/index.ts';

/** Raised when the finder would see other logos on the same frames; they are looked for anew then. */
export const LOGO_VERSION = 1;

/** One frame that was looked at, and where the logo was seen on it; null is "not seen", never "not there". */
export interface LogoLook {
  readonly t: number;
  readonly box: Box | null;
}
