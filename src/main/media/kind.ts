import type { ErrorCode } from '../../contract/index.ts';

/**
 * What a file is by its first bytes, and which decoder may touch it. The demuxer is forced with `-f`, so that a
 * playlist or any other format that names further files can never be guessed from the content (`reliability.md` M3).
 */
export type Kind =
  | { readonly decoder: 'ffmpeg'; readonly demuxer: string; readonly container: string }
  | { readonly decoder: 'gif' }
  | { readonly decoder: 'webp'; readonly animated: boolean }
  | { readonly decoder: 'svg' }
  | { readonly decoder: 'heic' }
  | { readonly decoder: 'still'; readonly container: string }
  | { readonly decoder: 'none'; readonly code: ErrorCode; readonly detail: string };

/** Enough for three MPEG-TS packets, the brands of an MP4 and the first tags of an SVG. */
export const HEAD_BYTES = 4096;

/** Raise it when what counts as media changes: files that counted as none are looked into again. */
export const KIND_VERSION = 1;

/** For files whose name promises nothing: recognised pictures and films count, sound and documents do not. */
export function looksLikeMedia(head: Uint8Array): boolean {
  return recognise(head).decoder !== 'none';
}

export function recognise(head: Uint8Array): Kind {
  for (const test of tests) {
    const kind = test(head);
    if (kind) return kind;
  }
  return unknown(head);
}

type Test = (head: Uint8Array) => Kind | null;

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));
const begins = (head: Uint8Array, ...bytes: number[]): boolean =>
  bytes.every((byte, at) => head[at] === byte);
const still = (container: string): Kind => ({ decoder: 'still', container });
const film = (demuxer: string, container = demuxer): Kind => ({ decoder: 'ffmpeg', demuxer, container });
const sound = (what: string): Kind => ({ decoder: 'none', code: 'NO_VIDEO', detail: `It is ${what} sound.` });
const unsupported = (what: string): Kind => ({
  decoder: 'none',
  code: 'UNSUPPORTED_CODEC',
  detail: `It is ${what}.`,
});

const tests: readonly Test[] = [
  (head) => (begins(head, 0xff, 0xd8, 0xff) ? still('jpeg') : null),
  (head) => (begins(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) ? png(head) : null),
  (head) => (/^GIF8[79]a/.test(ascii(head, 0, 6)) ? { decoder: 'gif' } : null),
  (head) => (ascii(head, 0, 4) === 'RIFF' ? riff(head) : null),
  isoFile,
  (head) => (begins(head, 0x1a, 0x45, 0xdf, 0xa3) ? ebml(head) : null),
  (head) => (ascii(head, 0, 4) === 'OggS' ? film('ogg') : null),
  (head) => (ascii(head, 0, 3) === 'FLV' ? film('flv') : null),
  (head) => (begins(head, 0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11) ? film('asf', 'wmv') : null),
  (head) => (begins(head, 0, 0, 1, 0xba) ? film('mpeg') : null),
  (head) => (begins(head, 0, 0, 1, 0xb3) ? film('mpegvideo', 'mpeg') : null),
  (head) => (repeats(head, 0x47, 0, 188) || repeats(head, 0x47, 4, 192) ? film('mpegts') : null),
  (head) => (/^(II\*\0|MM\0\*)/.test(ascii(head, 0, 4)) ? still('tiff') : null),
  (head) =>
    ascii(head, 0, 2) === 'BM' && head[14] !== undefined && head[14] >= 12
      ? unsupported('a BMP picture')
      : null,
  (head) => (ascii(head, 0, 4) === '8BPS' ? unsupported('a Photoshop document') : null),
  (head) =>
    begins(head, 0xff, 0x0a) || ascii(head, 4, 4) === 'JXL ' ? unsupported('a JPEG XL picture') : null,
  (head) => (ascii(head, 4, 4) === 'jP  ' ? unsupported('a JPEG 2000 picture') : null),
  (head) => (ascii(head, 0, 3) === 'ID3' ? sound('MP3') : null),
  (head) => (ascii(head, 0, 4) === 'fLaC' ? sound('FLAC') : null),
  (head) => (/<svg[\s>]/.test(markup(head)) ? { decoder: 'svg' } : null),
];

/** An animated PNG says so before its first picture data. */
function png(head: Uint8Array): Kind {
  const text = ascii(head, 0, head.length);
  const control = text.indexOf('acTL');
  const data = text.indexOf('IDAT');
  return control > 0 && (data < 0 || control < data) ? film('apng') : still('png');
}

function riff(head: Uint8Array): Kind | null {
  const form = ascii(head, 8, 4);
  if (form === 'AVI ') return film('avi');
  if (form === 'WAVE') return sound('WAV');
  // Byte 20 of an extended WebP holds its flags; 0x02 is "animation" (WebP container specification).
  if (form === 'WEBP')
    return { decoder: 'webp', animated: ascii(head, 12, 4) === 'VP8X' && ((head[20] ?? 0) & 2) !== 0 };
  return null;
}

const boxes = new Set([
  'moov',
  'mdat',
  'free',
  'skip',
  'wide',
  'pnot',
  'moof',
  'styp',
  'sidx',
  'udta',
  'uuid',
]);

function isoFile(head: Uint8Array): Kind | null {
  const box = ascii(head, 4, 4);
  // Only QuickTime films and pieces of a stream begin without naming their brand.
  if (boxes.has(box)) return film('mov', box === 'moof' || box === 'styp' || box === 'sidx' ? 'mp4' : 'mov');
  if (box !== 'ftyp') return null;
  const end = Math.min(head.length, new DataView(head.buffer, head.byteOffset).getUint32(0));
  const major = ascii(head, 8, 4);
  const brands = [major];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(ascii(head, at, 4));
  const has = (...wanted: string[]) => wanted.some((brand) => brands.includes(brand));
  if (has('avis')) return film('mov', 'avif');
  if (has('avif')) return still('avif');
  if (has('heic', 'heix', 'heim', 'heis', 'hevc', 'hevx')) return { decoder: 'heic' };
  if (major === 'mif1' || major === 'msf1') return { decoder: 'heic' };
  if (major === 'crx ') return unsupported('a camera raw picture');
  if (major === 'M4A ' || major === 'M4B ') return sound('MPEG-4');
  if (major === 'qt  ') return film('mov', 'mov');
  return film('mov', major.startsWith('3g') ? '3gp' : 'mp4');
}

const ebml = (head: Uint8Array): Kind =>
  film('matroska', ascii(head, 0, 64).includes('webm') ? 'webm' : 'matroska');

const repeats = (head: Uint8Array, byte: number, from: number, step: number): boolean =>
  head.length > from + 2 * step && [0, 1, 2].every((packet) => head[from + packet * step] === byte);

const markup = (head: Uint8Array): string => (head[0] === 0 ? '' : new TextDecoder().decode(head));

/** Words that stand near the beginning of formats we know; in an unknown file they mean that its first bytes are broken. */
const traces = /ftyp|moov|mdat|mvhd|moof|meta.{0,64}iprp|JFIF|Exif\0|IHDR|IDAT|WEBP|matroska|webm|AVI LIST/s;

function unknown(head: Uint8Array): Kind {
  const isText = !head.subarray(0, 512).some((byte) => byte < 9 || (byte > 13 && byte < 32));
  if (isText) return { decoder: 'none', code: 'NOT_MEDIA', detail: 'It is a text.' };
  const trace = traces.exec(ascii(head, 0, head.length))?.[0].slice(0, 4);
  return trace === undefined
    ? { decoder: 'none', code: 'NOT_MEDIA', detail: 'Its first bytes belong to no known format.' }
    : {
        decoder: 'none',
        code: 'BAD_HEADER',
        detail: `Its first bytes are wrong, though "${trace}" follows.`,
      };
}
