import { AppError } from '../../../contract/index.ts';
import { MAX_VIDEO_PIXELS } from '../limits.ts';

/**
 * The canvas and the first frame a GIF declares, checked before any decoder makes room for them: 44 bytes can claim a
 * frame of 65,535 pixels square (GIF89a, 18 and 20).
 */
export function refuseHugeGif(head: Uint8Array): void {
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  if (head.length < 13) throw new AppError('TRUNCATED', 'The file ends inside its header.');
  const flags = view.getUint8(10);
  let at = 13 + ((flags & 0x80) !== 0 ? 3 << ((flags & 7) + 1) : 0);
  refuse(view.getUint16(6, true), view.getUint16(8, true));
  // Extensions (0x21, label, sub-blocks) may stand before the first image descriptor (0x2c).
  while (at < head.length && head[at] === 0x21) {
    at += 2;
    while (at < head.length && head[at] !== 0) at += (head[at] ?? 0) + 1;
    at++;
  }
  if (head[at] !== 0x2c || at + 9 > head.length) return;
  const right = view.getUint16(at + 1, true) + view.getUint16(at + 5, true);
  const bottom = view.getUint16(at + 3, true) + view.getUint16(at + 7, true);
  refuse(right, bottom);
}

function refuse(width: number, height: number): void {
  if (width * height > MAX_VIDEO_PIXELS)
    throw new AppError('TOO_LARGE', `It declares ${width} × ${height} px.`);
}
