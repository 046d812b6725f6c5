import { useQuery } from '../../api/api.tsx';
import { runCommand } from '../../state/commands.ts';
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
  readonly onNewClient: () => void;
}

/** What can be done with the chosen ads: the frequent ones as buttons, the rest in menus. */
export const SelectionActions = ({ selected, bulk, onNewClient }: SelectionActionsProps) => {
  const clients = useQuery('collections.list', {}).data?.clients ?? [];
  const change = useCollections();
  const ads = [...selected];
  const rates: MenuItem[] = [5, 4, 3, 2, 1].map((rating) => ({
    label: `${rating} of 5`,
    hint: String(rating),
    run: () => bulk.rate(rating),
  }));
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
        Pick
        <CommandKey command="pick" />
      </button>
      <button type="button" className={css.action} onClick={() => bulk.flag('rejected')}>
        <Icon name="cross" />
        Reject
        <CommandKey command="reject" />
      </button>
      <MenuButton
        label="Rate the chosen ads"
        className={css.action}
        items={[...rates, { label: 'No rating', hint: '0', run: () => bulk.rate(null) }]}
      >
        <Icon name="star" />
        Rate
      </MenuButton>
      <button type="button" className={css.action} onClick={() => runCommand('tag')}>
        <Icon name="tag" />
        Tag
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
        Client
      </MenuButton>
      <button type="button" className={css.action} onClick={() => runCommand('share')}>
        <Icon name="share" />
        What they share
      </button>
      <button type="button" className={css.action} onClick={() => useCouncilDialog.setState({ ads })}>
        Council …
      </button>
      <button type="button" className={css.action} onClick={() => runCommand('exportAds')}>
        <Icon name="download" />
        Export
        <CommandKey command="exportAds" />
      </button>
      <MenuButton
        label="More for the chosen ads"
        className={css.action}
        items={[
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
