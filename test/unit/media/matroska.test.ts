import { describe, expect, test } from 'vitest';
import { type BlockSink, MatroskaReader } from '../../../src/main/media/video/matroska.ts';

const bytes = (...parts: (number | number[])[]) => Uint8Array.from(parts.flat());
const size1 = (size: number) => 0x80 | size;
const unknown = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const block = (id: number, track: number, relativeMs: number, payload: number[]) => [
  id,
  size1(4 + payload.length),
  size1(track),
  (relativeMs >> 8) & 0xff,
  relativeMs & 0xff,
  0x80,
  ...payload,
];
const cluster = (ms: number) => [0x1f, 0x43, 0xb6, 0x75, ...unknown, 0xe7, size1(2), ms >> 8, ms & 0xff];
const head = [
  [0x1a, 0x45, 0xdf, 0xa3, size1(3), 1, 2, 3],
  [0x18, 0x53, 0x80, 0x67, ...unknown],
  [0x16, 0x54, 0xae, 0x6b, size1(2), 0xa3, 0x99],
].flat();

/** Blocks as [track, ms, ...payload]. */
function read(stream: Uint8Array, chunks: number[]): { blocks: number[][]; complete: boolean } {
  const blocks: number[][] = [];
  const sink: BlockSink = {
    begin: (track, timeMs) => blocks.push([track, timeMs]),
    data: (slice) => blocks.at(-1)?.push(...slice),
    end: () => undefined,
  };
  const reader = new MatroskaReader(sink);
  let at = 0;
  for (const length of [...chunks, stream.length]) {
    reader.push(stream.subarray(at, at + length));
    at += length;
  }
  return { blocks, complete: reader.complete };
}

const stream = bytes(
  head,
  cluster(1000),
  block(0xa3, 1, 0, [7, 8, 9]),
  block(0xa3, 2, -40, [1]),
  [0xa0, size1(13), ...block(0xa1, 3, 500, [5, 6]), 0x9b, size1(3), 0, 0, 1],
  [0xec, size1(2), 0xa3, 0xa3],
  cluster(3000),
  block(0xa3, 1, 33, []),
  block(0xa3, 1, 66, [4]),
);
const expected = [
  [1, 1000, 7, 8, 9],
  [2, 960, 1],
  [3, 1500, 5, 6],
  [1, 3033],
  [1, 3066, 4],
];

describe('the Matroska reader', () => {
  test('reads simple blocks, block groups and negative relative times', () => {
    expect(read(stream, [])).toEqual({ blocks: expected, complete: true });
  });

  test('gives the same blocks wherever the stream is cut into chunks', () => {
    for (let cut = 1; cut < stream.length; cut++) {
      expect(read(stream, [cut]).blocks, `cut at ${cut}`).toEqual(expected);
    }
    expect(
      read(
        stream,
        Array.from(stream, () => 1),
      ).blocks,
    ).toEqual(expected);
  });

  test('knows when the stream ended inside a block', () => {
    expect(read(stream.subarray(0, stream.length - 1), []).complete).toBe(false);
  });

  test('refuses bytes that are no element', () => {
    expect(() => read(bytes(head, [0x00, 0x01]), [])).toThrow(/no Matroska element/);
  });
});
