import { NativeSelect } from '@mantine/core';
import { useId, useState } from 'react';
import { useQuery } from '../../api/api.tsx';
import { useIntake } from '../../state/intake.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { AtMost, NotConnected } from './fetch-form.tsx';
import css from './ingest.module.css';
import type { AddAds } from './use-add-ads.ts';
import { useSubmit } from './use-submit.ts';

/** Which ad account, and how many of the videos and images that run in it. */
export const MetaDialog = ({ add }: { add: AddAds }) => {
  const formId = useId();
  const connected = useQuery('accounts.list', {}).data?.accounts.find(({ service }) => service === 'meta');
  const isConnected = connected?.kept_in != null;
  const { data, error: refused, loading } = useQuery('ingest.metaAccounts', isConnected ? {} : null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [max, setMax] = useState<number | ''>('');
  const account = chosen ?? data?.accounts[0]?.id;
  const close = () => useIntake.setState({ askingMeta: false });
  const { busy, error, onSubmit } = useSubmit(
    account === undefined ? null : () => add.meta({ account, ...(max !== '' && { max }) }),
    close,
  );
  const failure = error ?? refused;
  return (
    <Dialog
      title="Analyze the ads that run at Meta"
      onClose={close}
      actions={
        <BusyButton
          type="submit"
          form={formId}
          variant="filled"
          loading={busy}
          disabled={account === undefined}
          aria-describedby={connected && !isConnected ? 'meta-not-connected' : undefined}
        >
          Fetch and measure
        </BusyButton>
      }
    >
      <form id={formId} className={css.form} onSubmit={onSubmit}>
        <p>
          The videos and images of all ads that are live are fetched and scored like files. Each is kept with
          its ad at Meta, so that real results stand beside its score. Nothing at Meta is changed.
        </p>
        {connected && !isConnected && <NotConnected id="meta-not-connected" service="Meta" close={close} />}
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
        <AtMost things="videos and images" value={max} onChange={setMax} />
      </form>
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  );
};
