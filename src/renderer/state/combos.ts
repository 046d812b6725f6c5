/** Keys as text, the same text in the list of commands, in Settings and on screen. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const modifiers: ReadonlySet<string> = new Set(['Shift', 'Control', 'Meta', 'Alt', 'AltGraph', 'CapsLock']);

/** The letter that a key carries, also where the keyboard writes another script. */
const letterOf = ({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string =>
  key.charCodeAt(0) > 0x24f ? (/^Key([A-Z])$/.exec(code)?.[1] ?? key) : key;

/** Signs that many keyboards have on a third level, behind Option or AltGr, which tells itself as Ctrl and Alt. */
const sign = /^[!-/:-@[-`{-~]$/;

/** Null while only a modifier is down, and for what is held with a modifier of the system's own. */
export const comboOf = (
  event: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): string | null => {
  if (modifiers.has(event.key)) return null;
  const { ctrlKey, metaKey } = event;
  if (event.altKey) return !metaKey && ctrlKey !== isMac && sign.test(event.key) ? event.key : null;
  if (isMac ? ctrlKey : metaKey) return null;
  const mod = ctrlKey || metaKey;
  const named = event.key === ' ' ? 'Space' : event.key;
  const key = named.length === 1 ? letterOf(event).toUpperCase() : named;
  // A sign that needs Shift on some keyboards ("?") is told by the sign alone.
  const shift = event.shiftKey && (key.length > 1 || /[A-Z]/.test(key)) ? 'Shift+' : '';
  return `${mod ? 'Mod+' : ''}${shift}${key}`;
};

/** Nothing to hold down with it: such a key can be switched off, and means a letter while someone types. */
export const isPlain = (combo: string): boolean => !/^Mod\+|^(Shift\+)?F\d/.test(combo);

/** Whether a key answers while those without a modifier are on or off: Esc always leads back. */
export const answers = (combo: string, singleKeys: boolean): boolean =>
  singleKeys || !isPlain(combo) || combo === 'Escape';

/** As `aria-keyshortcuts` has them; undefined where there are none. */
export const ariaKeys = (combos: readonly string[]): string | undefined =>
  combos.map((combo) => combo.replace('Mod', isMac ? 'Meta' : 'Control')).join(' ') || undefined;

const names: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

const stepLabel = (combo: string): string =>
  combo
    .replace('Mod+', isMac ? '⌘' : 'Ctrl ')
    .replace('Shift+', isMac ? '⇧' : 'Shift ')
    .replace(/Arrow\w+|Escape/, (name) => names[name] ?? name);

export const keyLabel = (combo: string): string => combo.split(' ').map(stepLabel).join(' then ');
