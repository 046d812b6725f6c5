import { useCallback } from 'react';
import { create } from 'zustand';
import { type CommandId, commands, type KeyChanges, keysOf } from '../../contract/commands.ts';
import type { Settings } from '../../contract/index.ts';
import { answers } from './combos.ts';

export interface Binding {
  readonly id: CommandId;
  readonly run: () => void;
}

interface CommandState {
  /** What can be done here and now; the newest last, since it stands in front of what was there before. */
  readonly bindings: readonly Binding[];
  readonly keyChanges: KeyChanges;
  /** WCAG 2.1.4: keys without a modifier can be turned off. */
  readonly singleKeys: boolean;
}

export const useCommands = create<CommandState>(() => ({ bindings: [], keyChanges: {}, singleKeys: true }));

export const takeKeys = ({ keys, single_key_shortcuts }: Settings): void =>
  useCommands.setState({ keyChanges: keys, singleKeys: single_key_shortcuts });

export const bindCommand = (id: CommandId, run: () => void): (() => void) => {
  const binding = { id, run };
  useCommands.setState(({ bindings }) => ({ bindings: [...bindings, binding] }));
  return () =>
    useCommands.setState(({ bindings }) => ({ bindings: bindings.filter((one) => one !== binding) }));
};

const bindingOf = (id: CommandId): Binding | undefined =>
  useCommands.getState().bindings.findLast((binding) => binding.id === id);

export const runCommand = (id: CommandId): void => bindingOf(id)?.run();

/** The keys that each command answers to now: a key that is turned off is shown nowhere as a way. */
export const useKeysOf = (): ((id: CommandId) => readonly string[]) => {
  const keyChanges = useCommands((state) => state.keyChanges);
  const singleKeys = useCommands((state) => state.singleKeys);
  return useCallback(
    (id) => keysOf(id, keyChanges).filter((key) => answers(key, singleKeys)),
    [keyChanges, singleKeys],
  );
};

/** The same of one command. */
export const useKeys = (id: CommandId): readonly string[] => useKeysOf()(id);

const isTextInput = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type);

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) || isTextInput(target));

/** From the native menu, which does not know where the cursor stands: undoing in a text field means the text. */
export const runFromMenu = (id: CommandId): void => {
  if (commands[id].textKeepsKey && isTyping(document.activeElement)) document.execCommand(id);
  // As for keys: what is in front keeps what was typed in it.
  else if (!document.querySelector('dialog:modal')) runCommand(id);
};
