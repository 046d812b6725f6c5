import { useQuery } from '../../api/api.tsx';
import { keyLabel } from '../../state/combos.ts';
import { runCommand, useKeysOf } from '../../state/commands.ts';
import { Icon } from '../../ui/icon.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { MenuButton, type MenuItem } from '../../ui/menu.tsx';
import { useCouncilDialog } from '../council/council-dialog-state.ts';
import css from './selection-bar.module.css';
import type { Bulk } from './use-bulk.ts';
import { useCollections } from './use-collections.ts';

interface SelectionActionsProps {
  readonly selected: ReadonlySet<string>;
  readonly bulk: Bulk;
  /** There is no room for what is also in a menu. */
  readonly short: boolean;
  readonly onNewClient: () => void;
}

/** What can be done with the chosen ads: the frequent ones as buttons, the rest in menus. */
export const SelectionActions = ({ selected, bulk, short, onNewClient }: SelectionActionsProps) => {
  const clients = useQuery('collections.list', {}).data?.clients ?? [];
  const change = useCollections();
  const ads = [...selected];
  const keysOf = useKeysOf();
  const rates = ([5, 4, 3, 2, 1, null] as const).map((rating): MenuItem => {
    const [key] = keysOf(rating === null ? 'unrate' : `rate${rating}`);
    return {
      label: rating === null ? 'No rating' : `${rating} of 5`,
      ...(key && { hint: keyLabel(key) }),
      run: () => bulk.rate(rating),
    };
  });
  const share: MenuItem = { label: 'What they share', icon: 'share', run: () => runCommand('share') };
  const council: MenuItem = { label: 'Council …', run: () => useCouncilDialog.setState({ ads }) };
  const exported: MenuItem = { label: 'Export', icon: 'download', run: () => runCommand('exportAds') };
  return (
    <>
      {selected.size > 1 && (
        <button type="button" className={css.action} onClick={() => runCommand('compare')}>
          Compare
          <CommandKey command="compare" />
        </button>
      )}
      <button type="button" className={css.action} onClick={() => bulk.flag('picked')}>
        <Icon name="flag" />
        <span>Pick</span>
        <CommandKey command="pick" />
      </button>
      <button type="button" className={css.action} onClick={() => bulk.flag('rejected')}>
        <Icon name="cross" />
        <span>Reject</span>
        <CommandKey command="reject" />
      </button>
      <MenuButton label="Rate the chosen ads" className={css.action} items={rates}>
        <Icon name="star" />
        <span>Rate</span>
      </MenuButton>
      <button type="button" className={css.action} onClick={() => runCommand('tag')}>
        <Icon name="tag" />
        <span>Tag</span>
        <CommandKey command="tag" />
      </button>
      <MenuButton
        label="Give the chosen ads to a client"
        className={css.action}
        items={[
          ...clients.map((client) => ({
            label: client.name,
            run: () => void change.assign(client, ads, []),
          })),
          { label: 'New client…', run: onNewClient },
          { label: 'Take from their clients', run: () => void change.assign(null, ads, []) },
        ]}
      >
        <Icon name="client" />
        <span>Client</span>
      </MenuButton>
      {!short && (
        <>
          <button type="button" className={css.action} onClick={share.run}>
            <Icon name="share" />
            {share.label}
          </button>
          <button type="button" className={css.action} onClick={council.run}>
            {council.label}
          </button>
          <button type="button" className={css.action} onClick={exported.run}>
            <Icon name="download" />
            {exported.label}
            <CommandKey command="exportAds" />
          </button>
        </>
      )}
      <MenuButton
        label="More for the chosen ads"
        className={css.action}
        items={[
          ...(short ? [share, council, exported] : []),
          { label: 'Measure again', icon: 'retry', run: () => runCommand('again') },
          { label: 'Take a tag…', icon: 'tag', run: () => runCommand('untag') },
          { label: 'Remove from the library', icon: 'bin', run: () => runCommand('remove') },
        ]}
      >
        <Icon name="more" />
      </MenuButton>
    </>
  );
};
