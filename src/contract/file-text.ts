/** Apart from the schemas, since the window and the command line both open files that tools of every kind wrote. */

/** UTF-8, or the UTF-16 that tools of Windows write, which says so; null for any other. */
export function textOf(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The same of a table; what is neither is taken for Windows-1252, as spreadsheets there write it, and `guessed` says so. */
export function tableText(bytes: Uint8Array): { readonly text: string; readonly guessed: boolean } {
  const text = textOf(bytes);
  return text === null
    ? { text: new TextDecoder('windows-1252').decode(bytes), guessed: true }
    : { text, guessed: false };
}

/** What is said of a guess. */
export const guessedText =
  'The file is not UTF-8 and was read as Windows-1252: look whether names such as Müller are right.';
