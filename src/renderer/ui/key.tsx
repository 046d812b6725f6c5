import type { CommandId } from '../../contract/commands.ts';
import { keyLabel } from '../state/combos.ts';
import { useKeys } from '../state/commands.ts';
import css from './controls.module.css';

/** The key that triggers the control it stands in. Screen readers get it from the shortcut sheet instead. */
export const Key = ({ children, onAccent = false }: { children: string; onAccent?: boolean }) => (
  <span className={`${css.key} ${onAccent ? css.onAccent : ''}`} aria-hidden="true">
    {children}
  </span>
);

/** The first key of a command, as it is set now; nothing where it has none. */
export const CommandKey = ({ command, onAccent = false }: { command: CommandId; onAccent?: boolean }) => {
  const [key] = useKeys(command);
  return key ? <Key onAccent={onAccent}>{keyLabel(key)}</Key> : null;
};
