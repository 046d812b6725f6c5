import { open } from 'node:fs/promises';
import type { MediaFile } from '../media-file.ts';

/** What the top level of an MP4 or QuickTime file says about its own completeness. */
export interface IsoLayout {
  readonly hasIndex: boolean;
  /** The index is there but the file ends inside it. */
  readonly indexCut: boolean;
  /** Some other box claims more bytes than the file has. */
  readonly cut: boolean;
  readonly encrypted: boolean;
}

const MAX_BOXES = 10_000;
const MAX_INDEX_BYTES = 16 * 1024 ** 2;

/** Walks the box headers only; the index itself is read to look for protected sample entries (ISO 14496-12, 8.12). */
export async function isoLayout(file: MediaFile): Promise<IsoLayout> {
  const handle = await open(file.path, 'r');
  const header = new DataView(new ArrayBuffer(16));
  const layout = { hasIndex: false, indexCut: false, cut: false, encrypted: false };
  try {
    for (let at = 0, boxes = 0; at + 8 <= file.size && boxes < MAX_BOXES; boxes++) {
      await handle.read(header, 0, 16, at);
      const short = header.getUint32(0);
      const type = String.fromCharCode(...new Uint8Array(header.buffer, 4, 4));
      const size = short === 1 ? Number(header.getBigUint64(8)) : short === 0 ? file.size - at : short;
      if (size < 8 || !/^[\w© -]{4}$/.test(type)) break;
      const isCut = at + size > file.size;
      if (type === 'moov') {
        layout.hasIndex = true;
        layout.indexCut = isCut;
        const bytes = Buffer.alloc(Math.min(size, file.size - at, MAX_INDEX_BYTES));
        await handle.read(bytes, 0, bytes.length, at);
        layout.encrypted = bytes.includes('sinf') && (bytes.includes('encv') || bytes.includes('enca'));
      } else if (isCut) layout.cut = true;
      at += size;
    }
    return layout;
  } finally {
    await handle.close();
  }
}
