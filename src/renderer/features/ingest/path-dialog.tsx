import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '../../../contract/index.ts';
import { useIntake } from '../../state/intake.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import css from './ingest.module.css';
import type { AddAds } from './use-add-ads.ts';

/** For folders that a browser cannot hand over by path: nothing is copied, the files are read where they are. */
export const PathDialog = ({ add }: { add: AddAds }) => {
  const [path, setPath] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Failure | null>(null);
  const close = () => useIntake.setState({ askingPath: false });
  const run = async () => {
    setBusy(true);
    const problem = await add.path(path.trim());
    setBusy(false);
    setError(problem);
    if (!problem) close();
  };
  return (
    <Dialog title="Folder or file on this machine" onClose={close}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <TextInput
          label="Path"
          description="The files are read where they are; nothing is copied or uploaded."
          placeholder="/home/me/ads"
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
          data-autofocus
        />
        {error && <FailureNote failure={error} />}
        <Button
          type="submit"
          variant="filled"
          className={css.submit}
          loading={busy}
          disabled={path.trim() === ''}
        >
          Measure this path
        </Button>
      </form>
    </Dialog>
  );
};
