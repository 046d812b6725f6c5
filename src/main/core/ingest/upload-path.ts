import { AppError } from '../../../contract/index.ts';
import { visibleName } from './visible-name.ts';

/** Bytes of one name on every file system in use, and a length that leaves room for the data folder in front. */
const maxNameBytes = 255;
const maxPathUnits = 1024;
const maxDepth = 32;

/**
 * The relative path of a dropped file as the browser sends it, percent-decoded once. Answers it unchanged or throws
 * INVALID_INPUT: a path is never repaired, since a repaired path may name another file. The rules are those of the
 * strictest system, so that a library can move between machines.
 */
export function safeUploadPath(path: string): string {
  const why = refusal(path);
  if (why) throw new AppError('INVALID_INPUT', `Upload path "${visibleName(path.slice(0, 200))}": ${why}.`);
  return path;
}

function refusal(path: string): string | null {
  if (path === '') return 'it is empty';
  if (path.length > maxPathUnits) return `it is longer than ${maxPathUnits} characters`;
  if (!path.isWellFormed()) return 'it is not valid Unicode';
  if (/\p{Cc}/u.test(path)) return 'it holds a control character';
  if (path.startsWith('/')) return 'it is absolute';
  if (path.includes('\\')) return 'it holds a backslash, which Windows takes for a separator';
  if (path.includes(':')) return 'it holds a colon, which names a drive or an alternate stream on Windows';
  // A proxy or a later layer may decode once more; no honest name needs these.
  if (/%(?:2f|5c|00|3a)/i.test(path)) return 'it holds an encoded separator';
  const names = path.split('/');
  if (names.length > maxDepth) return `it is deeper than ${maxDepth} folders`;
  for (const name of names) {
    const why = nameRefusal(name);
    if (why) return why;
  }
  return null;
}

function nameRefusal(name: string): string | null {
  if (name === '') return 'it holds an empty name';
  if (utf8Bytes(name) > maxNameBytes) return `a name is longer than ${maxNameBytes} bytes`;
  // Encoded and full-width dots become plain ones where something decodes or normalises names.
  const folded = name.replace(/%2e/gi, '.').normalize('NFKC');
  if (folded.split(/[/\\]/).some(isDots)) return 'it holds a relative part';
  if (/[. ]$/.test(name)) return 'a name ends in a dot or a space, which Windows drops';
  if (isReservedOnWindows(name)) return 'a name is reserved on Windows';
  return null;
}

const isDots = (part: string): boolean => /^\s*\.{1,2}\s*$/.test(part);

/** Devices answer to their names with any extension and with spaces before it; superscript digits count as digits. */
const isReservedOnWindows = (name: string): boolean =>
  /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9\u00B9\u00B2\u00B3]) *(?:\.|$)/i.test(name);

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
  return bytes;
}
