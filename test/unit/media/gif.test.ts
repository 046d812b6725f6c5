import { expect, test } from 'vitest';
import { refuseHugeGif } from '../../../src/main/media/still/gif.ts';

const u16 = (value: number) => [value & 0xff, value >> 8];
const gif = (canvas: [number, number], frame: [number, number, number, number], extension: number[] = []) =>
  Uint8Array.from([
    ...Buffer.from('GIF89a'),
    ...canvas.flatMap(u16),
    0x80,
    0,
    0,
    ...[0, 0, 0, 255, 255, 255],
    ...extension,
    0x2c,
    ...frame.flatMap(u16),
    0,
  ]);
const control = [0x21, 0xf9, 4, 0, 1, 0, 0, 0];

test('a frame far larger than its canvas is refused before it is decoded', () => {
  expect(() => refuseHugeGif(gif([32, 32], [0, 65280, 65535, 1321], control))).toThrow(/65535 × 66601/);
  expect(() => refuseHugeGif(gif([20000, 20000], [0, 0, 1, 1]))).toThrow(/20000/);
});

test('an ordinary one passes, with or without extensions', () => {
  refuseHugeGif(gif([640, 480], [0, 0, 640, 480], control));
  refuseHugeGif(gif([640, 480], [10, 10, 5, 5]));
});

test('one that ends inside its header is cut short', () => {
  expect(() => refuseHugeGif(Uint8Array.from(Buffer.from('GIF89a\0')))).toThrow(/ends/);
});
