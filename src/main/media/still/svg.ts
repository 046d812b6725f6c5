import { readFile } from 'node:fs/promises';
import { AppError } from '../../../contract/index.ts';
import { MAX_SVG_BYTES } from '../limits.ts';
import type { MediaFile } from '../media-file.ts';

/**
 * An SVG is a program for a renderer, so it is read as text first and refused when it asks for anything beyond itself.
 * librsvg gets the bytes, never the path: even a reference that slipped through has no folder to start from.
 */
export async function readSafeSvg(file: MediaFile): Promise<Uint8Array> {
  if (file.size > MAX_SVG_BYTES) throw new AppError('TOO_LARGE', 'An SVG over 4 MB is not rendered.');
  const bytes = await readFile(file.path);
  const reason = unsafe(bytes.toString('utf8'));
  if (reason !== null) throw new AppError('UNSUPPORTED_CODEC', `The SVG is not rendered: it has ${reason}.`);
  return bytes;
}

const refused: readonly [RegExp, string][] = [
  [/<!ENTITY/i, 'entities, which can grow without bound'],
  [/<!DOCTYPE[^>]*\[/i, 'a document type of its own'],
  [/<\?xml-stylesheet/i, 'an outside style sheet'],
  [/<script[\s>/]/i, 'a script'],
  [/<(foreignObject|iframe|embed|object|audio|video)[\s>/]/i, 'embedded documents'],
  [/<(xi:)?include[\s>/]/i, 'an inclusion of another file'],
  [/@import/i, 'an imported style sheet'],
];

/** A reference may lead into the document itself or be a picture carried inside it. */
const inside = /^\s*(#|data:image\/(png|jpeg|gif|webp)[;,]|$)/i;
const references = /(?:\bhref|\bsrc)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const urls = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)]*))\s*\)/gi;

/** Why it may not be rendered; null when it may. */
export function unsafe(svg: string): string | null {
  for (const [pattern, reason] of refused) if (pattern.test(svg)) return reason;
  // "&#104;ttp:" is "http:" to a renderer: numbers for characters are read before the references are judged.
  const plain = svg.replace(/&#(?:x([0-9a-f]+)|(\d+));?/gi, (_, hex, dec) =>
    String.fromCodePoint(Math.min(0x10ffff, hex === undefined ? Number(dec) : Number.parseInt(hex, 16))),
  );
  for (const pattern of [references, urls]) {
    for (const [, a, b, c] of plain.matchAll(pattern)) {
      if (!inside.test(a ?? b ?? c ?? '')) return 'references to other files';
    }
  }
  return null;
}
