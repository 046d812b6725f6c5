/** Small words keep their small letter in a Mac's titles. */
const small: ReadonlySet<string> = new Set([
  'a',
  'and',
  'as',
  'at',
  'in',
  'of',
  'on',
  'or',
  'the',
  'then',
  'to',
]);

/** Macs write menus in title case, Windows and Linux as sentences. */
export const menuLabel = (title: string, platform: NodeJS.Platform): string =>
  platform === 'darwin'
    ? title.replace(/\p{L}+/gu, (word, at: number) =>
        at > 0 && small.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1),
      )
    : title;

/** A name of the user's own: `&` would be read as "the next letter is the key". */
export const plainLabel = (text: string): string => text.replaceAll('&', '&&');

const electronNames: Record<string, string> = {
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
};

/**
 * The key that the system may show and press. A plain key is not given to it: a menu would take the letter out of a
 * text field, and it knows no pairs of keys.
 */
export function nativeKey(keys: readonly string[]): string | null {
  const key = keys.find((combo) => combo.startsWith('Mod+') && !combo.includes(' '));
  if (!key) return null;
  return key.replace('Mod+', 'CmdOrCtrl+').replace(/Arrow\w+/, (name) => electronNames[name] ?? name);
}
