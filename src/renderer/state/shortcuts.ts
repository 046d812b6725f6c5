import { useLayoutEffect, useRef } from 'react';

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Every key of the window in one list: it feeds the key handler and the sheet behind "?". */
export const shortcuts = {
  add: { keys: ['Mod+O'], label: 'Add a folder of ads', scope: 'Everywhere' },
  search: { keys: ['Mod+F'], label: 'Search', scope: 'Everywhere' },
  settings: { keys: ['Mod+,'], label: 'Settings', scope: 'Everywhere' },
  placeLibrary: { keys: ['Mod+1'], label: 'Go to Library', scope: 'Everywhere' },
  placeHealth: { keys: ['Mod+2'], label: 'Go to Health', scope: 'Everywhere' },
  help: { keys: ['?'], label: 'Show these keys', scope: 'Everywhere' },
  filter: { keys: ['/'], label: 'Filter', scope: 'Library' },
  layout: { keys: ['T'], label: 'Tiles or table', scope: 'Library' },
  exportAds: { keys: ['Mod+E'], label: 'Export as CSV', scope: 'Library' },
  showNew: { keys: ['R'], label: 'Show new ads', scope: 'Library' },
  back: { keys: ['Escape'], label: 'Back: close the ad, then clear the selection', scope: 'Library' },
  play: { keys: ['K', 'Space'], label: 'Play or pause', scope: 'Ad' },
  frameBack: { keys: [','], label: 'One frame back', scope: 'Ad' },
  frameOn: { keys: ['.'], label: 'One frame on', scope: 'Ad' },
  faster: { keys: ['L'], label: 'Play, then faster', scope: 'Ad' },
  slower: { keys: ['J'], label: 'Play backwards, or slower', scope: 'Ad' },
  secondBack: { keys: ['Shift+ArrowLeft'], label: 'One second back', scope: 'Ad' },
  secondOn: { keys: ['Shift+ArrowRight'], label: 'One second on', scope: 'Ad' },
  hookStart: { keys: ['H'], label: 'Start of the hook', scope: 'Ad' },
  clipStart: { keys: ['Home'], label: 'Start', scope: 'Ad' },
  clipEnd: { keys: ['End'], label: 'End', scope: 'Ad' },
  sound: { keys: ['M'], label: 'Sound on or off', scope: 'Ad' },
  events: { keys: ['E'], label: 'Review: table of events', scope: 'Ad' },
  cutBack: { keys: ['['], label: 'Previous cut', scope: 'Ad' },
  cutOn: { keys: [']'], label: 'Next cut', scope: 'Ad' },
  next: { keys: ['N'], label: 'Next ad', scope: 'Ad' },
  previous: { keys: ['Shift+N'], label: 'Previous ad', scope: 'Ad' },
} as const satisfies Record<string, { keys: readonly string[]; label: string; scope: string }>;

export type ShortcutId = keyof typeof shortcuts;

/** Handled by the grid itself while it has the focus; here for the sheet. */
export const gridKeys = [
  { keys: ['↑', '↓', '←', '→'], label: 'Move' },
  { keys: ['Shift+↑', 'Shift+↓'], label: 'Extend the selection' },
  { keys: ['Mod+Space'], label: 'Select or unselect' },
  { keys: ['Mod+A'], label: 'Select all that the filter shows' },
  { keys: ['Enter'], label: 'Review the ad' },
  { keys: ['Space'], label: 'Preview: open and play' },
] as const;

const handlers = new Map<ShortcutId, () => void>();
let singleKeys = true;
/** WCAG 2.1.4: keys without a modifier can be turned off. */
export const allowSingleKeys = (allowed: boolean): void => {
  singleKeys = allowed;
};

export const comboOf = (event: KeyboardEvent): string => {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  // A sign that needs Shift on some keyboards ("?") is told by the sign alone.
  const shift = event.shiftKey && (key.length > 1 || /[A-Z]/.test(key)) ? 'Shift+' : '';
  return `${mod ? 'Mod+' : ''}${shift}${key}`;
};

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) || isTextInput(target));

const isTextInput = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type);

const onKeyDown = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.altKey) return;
  const combo = comboOf(event);
  const plain = !combo.startsWith('Mod+');
  if (plain && typing(event.target)) return;
  if (plain && !singleKeys && combo !== 'Escape') return;
  if (
    combo === 'Space' &&
    event.target instanceof HTMLElement &&
    event.target.closest('button, a, input, [role=grid]')
  )
    return;
  for (const [id, run] of [...handlers].reverse()) {
    if ((shortcuts[id].keys as readonly string[]).includes(combo)) {
      event.preventDefault();
      run();
      return;
    }
  }
};

export const listenForKeys = (): (() => void) => {
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
};

/** Binds a shortcut while the component is mounted; `null` leaves the key free. */
export const useShortcut = (id: ShortcutId, run: (() => void) | null): void => {
  const latest = useRef(run);
  latest.current = run;
  const bound = run !== null;
  // With the picture, not after it: what can be seen can be steered.
  useLayoutEffect(() => {
    if (!bound) return;
    const call = () => latest.current?.();
    handlers.set(id, call);
    return () => {
      if (handlers.get(id) === call) handlers.delete(id);
    };
  }, [id, bound]);
};

export const keyLabel = (combo: string): string =>
  combo
    .replace('Mod+', isMac ? '⌘' : 'Ctrl ')
    .replace('Shift+', isMac ? '⇧' : 'Shift ')
    .replace('ArrowLeft', '←')
    .replace('ArrowRight', '→')
    .replace('Escape', 'Esc');
