import { type CommandId, commands, type KeyChanges, keysOf } from '../../../contract/commands.ts';

type Changes = Record<string, string[]>;

const copyOf = (changes: KeyChanges): Changes =>
  Object.fromEntries(Object.entries(changes).map(([id, keys]) => [id, [...keys]]));

/** What is as it comes is not a change, so that a later default reaches whoever never touched the key. */
const tidy = (changes: Changes): Changes =>
  Object.fromEntries(
    Object.entries(changes).filter(
      ([id, keys]) =>
        keys.join('\n') !== (commands[id as CommandId]?.keys ?? []).join('\n') || !(id in commands),
    ),
  );

/** The command answers to this key alone, or to none; a command that had the key before gives it up. */
export const withKey = (
  changes: KeyChanges,
  id: CommandId,
  key: string | null,
  from: CommandId | null = null,
): Changes => {
  const next = copyOf(changes);
  if (from) next[from] = keysOf(from, changes).filter((used) => used !== key && !used.startsWith(`${key} `));
  next[id] = key === null ? [] : [key];
  return tidy(next);
};

export const asItComes = (changes: KeyChanges, id: CommandId): Changes => {
  const { [id]: _, ...rest } = copyOf(changes);
  return rest;
};

/** The keyboard's own way through a page, and what systems and browsers keep for themselves. */
const kept: ReadonlySet<string> = new Set([
  ...['Enter', 'Tab', 'Shift+Tab', 'Space', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Escape'],
  ...['C', 'V', 'X', 'A', 'Q', 'W', 'H', 'M', 'R', 'Shift+R', '0', '-', '=', '+'].map((key) => `Mod+${key}`),
  'F11',
]);

export const isKept = (combo: string): boolean => kept.has(combo);
