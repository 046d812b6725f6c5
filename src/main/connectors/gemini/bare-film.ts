import { openAsBlob } from 'node:fs';
import type { JudgeVideo } from '../../ports.ts';

/** Boxes of an MP4 or MOV with others inside that may tell something (ISO 14496-12). */
const holders = ['moov', 'trak', 'mdia'];
/** Boxes that tell what is not in the film: titles, comments, places, what made it. */
const tellers = ['udta', 'meta', 'uuid', 'free', 'skip'];
/** What a track is handled by; its name stands behind. */
const handlerBytes = 24;
const maxBoxes = 10_000;
const zeros = new Uint8Array(64 * 1024);
const free = new TextEncoder().encode('free');

/** A stretch that is sent as zeros; `type` is where the box before it is made one to be skipped. */
interface Blank {
  readonly type: number | null;
  readonly from: number;
  readonly to: number;
}

/**
 * The bytes of a film without what its container tells beside the pictures: a judge is blind to campaigns and results, and
 * takes no orders from a comment. Every byte stays in its place, so that the film plays as it did. A WebM goes as it is.
 */
export async function bareFilm({ path, mime }: JudgeVideo): Promise<Blob> {
  const blob = await openAsBlob(path, { type: mime });
  if (mime === 'video/webm') return blob;
  const parts: (Blob | Uint8Array<ArrayBuffer>)[] = [];
  let at = 0;
  for (const { type, from, to } of await blanksIn(blob, 0, blob.size)) {
    if (type !== null) {
      parts.push(blob.slice(at, type), free);
      at = type + free.length;
    }
    parts.push(blob.slice(at, from));
    for (at = from; at < to; at += zeros.length)
      parts.push(zeros.subarray(0, Math.min(zeros.length, to - at)));
    at = to;
  }
  return new Blob([...parts, blob.slice(at)], { type: mime });
}

/** In order. What is no box any more ends the walk: the rest goes as it is. */
async function blanksIn(
  blob: Blob,
  start: number,
  end: number,
  left = { boxes: maxBoxes },
): Promise<Blank[]> {
  const found: Blank[] = [];
  for (let at = start; at + 8 <= end && left.boxes > 0; left.boxes -= 1) {
    const header = new DataView(await blob.slice(at, at + 16).arrayBuffer());
    const short = header.getUint32(0);
    const type = String.fromCharCode(...new Uint8Array(header.buffer, 4, 4));
    const head = short === 1 ? 16 : 8;
    const size =
      short === 1 && header.byteLength === 16
        ? Number(header.getBigUint64(8))
        : short === 0
          ? end - at
          : short;
    const [from, to] = [at + head, at + size];
    if (size < head || to > end) break;
    if (holders.includes(type)) found.push(...(await blanksIn(blob, from, to, left)));
    else if (tellers.includes(type)) found.push({ type: at + 4, from, to });
    else if (type === 'hdlr' && size > head + handlerBytes)
      found.push({ type: null, from: from + handlerBytes, to });
    at = to;
  }
  return found;
}
