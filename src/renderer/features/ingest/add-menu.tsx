import { Button } from '@mantine/core';
import { useQuery } from '../../api/api.tsx';
import { keyLabel } from '../../state/combos.ts';
import { useKeys } from '../../state/commands.ts';
import { useIntake } from '../../state/intake.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { Icon } from '../../ui/icon.tsx';
import { MenuButton, type MenuItem } from '../../ui/menu.tsx';
import css from './ingest.module.css';
import type { AddAds } from './use-add-ads.ts';

/** The rest is in the palette. */
const MOST_FOLDERS = 5;

export const AddMenu = ({ add }: { add: AddAds }) => {
  const [addKey] = useKeys('add');
  const [refreshKey] = useKeys('refreshMeta');
  useShortcut('refreshMeta', () => void add.refreshMeta());
  const folders = useQuery('settings.get', {}).data?.recent_folders ?? [];
  return (
    <MenuButton
      label="Add ads"
      className={css.primary}
      items={[
        {
          label: 'Choose a folder …',
          icon: 'folder',
          ...(addKey && { hint: keyLabel(addKey) }),
          run: () => void add.chooseFolder(),
        },
        { label: 'Choose files …', icon: 'file', run: () => void add.chooseFiles() },
        {
          label: 'Path on this machine …',
          icon: 'path',
          run: () => useIntake.setState({ askingPath: true }),
        },
        {
          label: 'Analyze my Google Drive ads …',
          icon: 'cloud',
          run: () => useIntake.setState({ askingDrive: true }),
        },
        {
          label: 'Analyze the ads that run at Meta …',
          icon: 'cloud',
          run: () => useIntake.setState({ askingMeta: true }),
        },
        {
          label: 'Refresh Meta Learning Data',
          icon: 'database',
          ...(refreshKey && { hint: keyLabel(refreshKey) }),
          run: () => void add.refreshMeta(),
        },
        { label: 'Score the sample ads', icon: 'library', run: () => void add.samples() },
        ...folders.slice(0, MOST_FOLDERS).map(
          (folder): MenuItem => ({
            label: folder,
            icon: 'retry',
            hint: 'again',
            run: () => void add.again(folder),
          }),
        ),
      ]}
    >
      <Icon name="plus" />
      Add ads
    </MenuButton>
  );
};

/** For the empty Library: the one thing to do, and a way to look around first. */
export const StartButtons = ({ add }: { add: AddAds }) => (
  <>
    <Button variant="filled" onClick={() => void add.chooseFolder()}>
      Choose folder
    </Button>
    <Button onClick={() => useIntake.setState({ askingDrive: true })}>Analyze My Google Drive Ads</Button>
    <Button onClick={() => void add.samples()}>Score the sample ads</Button>
  </>
);
