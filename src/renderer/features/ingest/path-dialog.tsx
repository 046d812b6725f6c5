import { TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useIntake } from '../../state/intake.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import css from './ingest.module.css';
import type { AddAds } from './use-add-ads.ts';
import { useSubmit } from './use-submit.ts';

/** For folders that a browser cannot hand over by path: nothing is copied, the files are read where they are. */
export const PathDialog = ({ add }: { add: AddAds }) => {
  const formId = useId();
  const [path, setPath] = useState('');
  const close = () => useIntake.setState({ askingPath: false });
  const { busy, error, onSubmit } = useSubmit(() => add.path(path.trim()), close);
  return (
    <Dialog
      title="Folder or file on this machine"
      onClose={close}
      actions={
        <BusyButton type="submit" form={formId} variant="filled" loading={busy} disabled={path.trim() === ''}>
          Measure this path
        </BusyButton>
      }
    >
      <form id={formId} className={css.form} onSubmit={onSubmit}>
        <TextInput
          label="Path"
          description="The files are read where they are; nothing is copied or uploaded."
          placeholder="/home/me/ads"
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
          data-autofocus
        />
        {error && <FailureNote failure={error} />}
      </form>
    </Dialog>
  );
};
