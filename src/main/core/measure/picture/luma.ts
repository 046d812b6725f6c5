/** BT.709 luma of the pixel that begins at this byte, whatever comes after its red, green and blue. */
export const lumaAt = (pixels: Uint8Array, at: number): number =>
  0.2126 * (pixels[at] as number) + 0.7152 * (pixels[at + 1] as number) + 0.0722 * (pixels[at + 2] as number);
