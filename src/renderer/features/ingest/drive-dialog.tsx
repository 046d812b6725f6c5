import { Button, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { useIntake } from '../../state/intake.ts';
import { go } from '../../state/place.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import css from './ingest.module.css';
import type { AddAds } from './use-add-ads.ts';

/** A pasted link, and how many of its files. Results appear in the Library as they come. */
export const DriveDialog = ({ add }: { add: AddAds }) => {
  const { data } = useQuery('accounts.list', {});
  const [link, setLink] = useState('');
  const [max, setMax] = useState<number | ''>('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Failure | null>(null);
  const close = () => useIntake.setState({ askingDrive: false });
  const google = data?.accounts.find(({ service }) => service === 'google');
  const connected = google?.kept_in != null;
  const run = async () => {
    setBusy(true);
    const problem = await add.drive(link.trim(), max === '' ? null : max);
    setBusy(false);
    setError(problem);
    if (!problem) close();
  };
  return (
    <Dialog title="Analyze my Google Drive ads" onClose={close}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <TextInput
          label="Link to a folder or a file"
          description="As you copy it in Drive. Folders inside it and shortcuts are read too; nothing in Drive is changed."
          placeholder="https://drive.google.com/drive/folders/…"
          value={link}
          onChange={(event) => setLink(event.currentTarget.value)}
          data-autofocus
        />
        <NumberInput
          label="At most this many files"
          description="Leave empty for all of them."
          value={max}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          onChange={(value) => setMax(typeof value === 'number' ? value : '')}
        />
        {data && !connected && (
          <p id="drive-not-connected">
            Google Drive is not connected.{' '}
            <button
              type="button"
              className="link"
              onClick={() => {
                close();
                go({ name: 'accounts' });
              }}
            >
              Connect it in Accounts
            </button>
          </p>
        )}
        {error && <FailureNote failure={error} />}
        <Button
          type="submit"
          variant="filled"
          className={css.submit}
          loading={busy}
          disabled={!connected || link.trim() === ''}
          aria-describedby={data && !connected ? 'drive-not-connected' : undefined}
        >
          Fetch and measure
        </Button>
      </form>
    </Dialog>
  );
};
