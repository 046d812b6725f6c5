/**
 * Reads the Matroska that our own ffmpeg writes to its output pipe, as it arrives. Of the format (RFC 9559) only what
 * that writer uses is understood: clusters, their time stamp, and blocks without lacing. Payloads are handed on in the
 * slices in which they arrive, so that no block is ever held whole here.
 */
export interface BlockSink {
  /** A block begins: `size` bytes of track `track` (from 1) shown at `timeMs`. */
  begin(track: number, timeMs: number, size: number): void;
  data(slice: Uint8Array): void;
  end(): void;
}

const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const TIMESTAMP = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;

/** An element header is at most 4 + 8 bytes, a block header 8 + 2 + 1 more. */
const MAX_HEADER = 24;

export class MatroskaReader {
  private readonly sink: BlockSink;
  private rest = new Uint8Array();
  private skip = 0;
  private payload = 0;
  private clusterMs = 0;

  constructor(sink: BlockSink) {
    this.sink = sink;
  }

  push(chunk: Uint8Array): void {
    let bytes = chunk;
    if (this.rest.length > 0) {
      bytes = new Uint8Array(this.rest.length + chunk.length);
      bytes.set(this.rest);
      bytes.set(chunk, this.rest.length);
      this.rest = new Uint8Array();
    }
    let at = 0;
    while (at < bytes.length) {
      if (this.payload > 0) {
        const take = Math.min(this.payload, bytes.length - at);
        this.sink.data(bytes.subarray(at, at + take));
        this.payload -= take;
        at += take;
        if (this.payload === 0) this.sink.end();
      } else if (this.skip > 0) {
        const take = Math.min(this.skip, bytes.length - at);
        this.skip -= take;
        at += take;
      } else {
        const used = this.element(bytes, at);
        if (used === 0) {
          this.rest = bytes.slice(at);
          return;
        }
        at += used;
      }
    }
  }

  /** Whether the stream ended between two elements. */
  get complete(): boolean {
    return this.payload === 0 && this.skip === 0 && this.rest.length === 0;
  }

  /** Reads one element header at `at`; answers the bytes used, 0 when more are needed. */
  private element(bytes: Uint8Array, at: number): number {
    const idLength = Math.clz32(bytes[at] ?? 0) - 23;
    if (idLength > 4) throw new Error(`no Matroska element begins with byte ${bytes[at]}`);
    if (at + idLength >= bytes.length) return 0;
    let id = 0;
    for (let i = 0; i < idLength; i++) id = id * 256 + (bytes[at + i] ?? 0);
    const size = readVint(bytes, at + idLength);
    if (!size) return 0;
    const header = idLength + size.length;
    if (id === SEGMENT || id === CLUSTER || id === BLOCK_GROUP) return header;
    if (size.value === null) throw new Error(`element ${id.toString(16)} has no size`);
    if (id === TIMESTAMP) {
      if (at + header + size.value > bytes.length) return 0;
      this.clusterMs = 0;
      for (let i = 0; i < size.value; i++)
        this.clusterMs = this.clusterMs * 256 + (bytes[at + header + i] ?? 0);
      return header + size.value;
    }
    if (id === SIMPLE_BLOCK || id === BLOCK) return this.block(bytes, at, header, size.value);
    this.skip = size.value;
    return header;
  }

  private block(bytes: Uint8Array, at: number, header: number, size: number): number {
    if (bytes.length - at < MAX_HEADER && bytes.length - at < header + size) return 0;
    const track = readVint(bytes, at + header);
    if (!track || track.value === null) return 0;
    const time = at + header + track.length;
    const relativeMs = (((bytes[time] ?? 0) << 24) >> 16) | (bytes[time + 1] ?? 0);
    const head = track.length + 3;
    this.payload = size - head;
    this.sink.begin(track.value, this.clusterMs + relativeMs, this.payload);
    if (this.payload === 0) this.sink.end();
    return header + head;
  }
}

/** A variable-length integer; value null means "unknown size" (all bits one). Null when bytes are missing. */
function readVint(bytes: Uint8Array, at: number): { value: number | null; length: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  const length = Math.clz32(first) - 23;
  if (length > 8) throw new Error('a Matroska integer is longer than 8 bytes');
  if (at + length > bytes.length) return null;
  let value = first & (0xff >> length);
  let allOnes = value === 0xff >> length;
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i] ?? 0;
    allOnes &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value: allOnes ? null : value, length };
}
