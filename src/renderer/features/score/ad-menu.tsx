import { useId } from 'react';
import { type CommandId, commands } from '../../../contract/commands.ts';
import { keyLabel } from '../../state/combos.ts';
import { runCommand, useKeysOf } from '../../state/commands.ts';
import type { IconName } from '../../ui/icon.tsx';
import { MenuList } from '../../ui/menu.tsx';
import type { Browsing } from './use-browsing.ts';

/** Each is a command with a key of its own: the menu is never the only way. */
const offered: readonly (readonly [CommandId, IconName])[] = [
  ['pick', 'flag'],
  ['reject', 'cross'],
  ['tag', 'tag'],
  ['untag', 'tag'],
  ['compare', 'columns'],
  ['draft', 'arrowUp'],
  ['again', 'retry'],
  ['remove', 'bin'],
];

interface AdMenuProps {
  readonly browsing: Browsing;
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

/** What can be done with the ad under the pointer, or with those that are chosen where it is one of them. */
export const AdMenu = ({ browsing, at, onClose }: AdMenuProps) => {
  const id = useId();
  const keysOf = useKeysOf();
  const { active, selected } = browsing;
  const review =
    active === null
      ? []
      : [{ label: 'Review', icon: 'arrowRight' as const, hint: 'Enter', run: () => browsing.review(active) }];
  // A draft is of one ad; everything else is for all that are chosen.
  const fitting = offered.filter(([command]) => command !== 'draft' || selected.size < 2);
  const items = fitting.map(([command, icon]) => {
    const [key] = keysOf(command);
    return {
      label: commands[command].title,
      icon,
      ...(key && { hint: keyLabel(key) }),
      run: () => runCommand(command),
    };
  });
  return (
    <MenuList
      id={id}
      label={selected.size > 0 ? 'The chosen ads' : 'This ad'}
      items={[...review, ...items]}
      beside={{ top: at.y, bottom: at.y, left: at.x }}
      onClose={onClose}
    />
  );
};
