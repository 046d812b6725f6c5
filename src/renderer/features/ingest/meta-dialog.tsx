import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { Failure } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { useIntake } from '../../state/intake.ts';
import { go } from '../../state/place.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import css from './ingest.module.css';
import type { AddAds } from './use-add-ads.ts';

/** Which ad account, and how many of the videos and images that run in it. */
export const MetaDialog = ({ add }: { add: AddAds }) => {
  const formId = useId();
  const connected = useQuery('accounts.list', {}).data?.accounts.find(({ service }) => service === 'meta');
  const isConnected = connected?.kept_in != null;
  const { data, error: refused, loading } = useQuery('ingest.metaAccounts', isConnected ? {} : null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [max, setMax] = useState<number | ''>('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Failure | null>(null);
  const account = chosen ?? data?.accounts[0]?.id;
  const close = () => useIntake.setState({ askingMeta: false });
  const failure = error ?? refused;
  const run = async () => {
    if (account === undefined) return;
    setBusy(true);
    const problem = await add.meta({ account, ...(max !== '' && { max }) });
    setBusy(false);
    setError(problem);
    if (!problem) close();
  };
  return (
    <Dialog
      title="Analyze the ads that run at Meta"
      onClose={close}
      actions={
        <Button
          type="submit"
          form={formId}
          variant="filled"
          loading={busy}
          disabled={account === undefined}
          aria-describedby={connected && !isConnected ? 'meta-not-connected' : undefined}
        >
          Fetch and measure
        </Button>
      }
    >
      <form
        id={formId}
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <p>
          The videos and images of all ads that are live are fetched and scored like files. Each is kept with
          its ad at Meta, so that real results stand beside its score. Nothing at Meta is changed.
        </p>
        {connected && !isConnected && (
          <p id="meta-not-connected">
            Meta is not connected.{' '}
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
        {isConnected && loading && !data && (
          <p role="status" className="meta">
            Asking Meta for your ad accounts …
          </p>
        )}
        {data && (
          <NativeSelect
            label="Ad account"
            data={data.accounts.map(({ id, name, currency }) => ({
              value: id,
              label: `${name} (${currency}), ${id}`,
            }))}
            value={account}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
        )}
        <NumberInput
          label="At most this many videos and images"
          description="Leave empty for all of them."
          value={max}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          onChange={(value) => setMax(typeof value === 'number' ? value : '')}
        />
      </form>
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  );
};
