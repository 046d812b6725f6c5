import { useLayoutEffect, useRef } from 'react';
import { type CommandId, commands, keysOf } from '../../contract/commands.ts';
import { answers, comboOf, isPlain } from './combos.ts';
import { type Binding, bindCommand, isTyping, useCommands } from './commands.ts';

/** Handled by the grid itself while it has the focus; here for the sheet. */
export const gridKeys = [
  { keys: ['↑', '↓', '←', '→'], title: 'Move' },
  { keys: ['Shift+↑', 'Shift+↓'], title: 'Extend the selection' },
  { keys: ['Mod+Space'], title: 'Select or unselect' },
  { keys: ['Mod+A'], title: 'Select all that the filter shows' },
  { keys: ['Enter'], title: 'Review the ad' },
  { keys: ['Space'], title: 'Preview: open and play' },
] as const;

/** How long after the first of two keys the second may be struck, by the keyboard's clock: also in a busy window. */
const SECOND_KEY_MS = 1500;
let first: { readonly combo: string; readonly struckMs: number } | null = null;

/** What this key runs, or whether it begins a pair of keys ("wait") or is nobody's (null). */
const meant = (pressed: string, inText: boolean): 'wait' | Binding | null => {
  const { bindings, keyChanges } = useCommands.getState();
  let begins = false;
  for (const binding of bindings.toReversed()) {
    if (inText && commands[binding.id].textKeepsKey) continue;
    const keys = keysOf(binding.id, keyChanges);
    if (keys.includes(pressed)) return binding;
    begins ||= keys.some((key) => key.startsWith(`${pressed} `));
  }
  return begins ? 'wait' : null;
};

const onKeyDown = (event: KeyboardEvent): void => {
  if (event.defaultPrevented) return;
  // What is in front has the keys, also when what was focused in it has just gone.
  if (document.querySelector('dialog:modal')) return;
  const combo = comboOf(event);
  if (combo === null) return;
  const inText = isTyping(event.target);
  if ((inText && isPlain(combo)) || !answers(combo, useCommands.getState().singleKeys)) return;
  const onControl =
    event.target instanceof HTMLElement && event.target.closest('button, a, input, summary, [role=grid]');
  if (combo === 'Space' && onControl) return;
  const { timeStamp } = event;
  const pair =
    first && timeStamp - first.struckMs <= SECOND_KEY_MS && meant(`${first.combo} ${combo}`, inText);
  const found = pair || meant(combo, inText);
  first = found === 'wait' ? { combo, struckMs: timeStamp } : null;
  if (found === null) return;
  event.preventDefault();
  if (found === 'wait') return;
  // A key that is still held would approve, remove or mark what has only just come into view.
  if (!event.repeat || commands[found.id].whileHeld) found.run();
};

export const listenForKeys = (): (() => void) => {
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
};

/** Gives a command its deed while the component is mounted; `null` leaves command and key free. */
export const useShortcut = (id: CommandId, run: (() => void) | null): void => {
  const latest = useRef(run);
  latest.current = run;
  const bound = run !== null;
  // With the picture, not after it: what can be seen can be steered.
  useLayoutEffect(() => {
    if (bound) return bindCommand(id, () => latest.current?.());
  }, [id, bound]);
};
