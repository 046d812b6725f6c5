import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Account, Failure } from '../../../contract/index.ts';
import { accessEndsText, serviceNames } from '../../../contract/words.ts';
import { useCommand } from '../../api/api.tsx';
import { dateTime } from '../../format/time.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Icon } from '../../ui/icon.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import css from './accounts.module.css';
import { ConnectForm } from './connect-form.tsx';
import { uses } from './services.ts';

const keptIn = {
  keychain: 'kept in the keychain',
  session: 'for this session only',
  environment: 'from the environment',
} as const;

export const AccountCard = ({ account, hasGoogleClient }: { account: Account; hasGoogleClient: boolean }) => {
  const { service, kept_in, problem } = account;
  const name = serviceNames[service];
  const [connecting, setConnecting] = useState(false);
  const [url, setUrl] = useState<string | null>(null);
  const test = useCommand('accounts.test');
  const remove = useCommand('accounts.remove');
  const ends = accessEndsText(account, Date.now(), dateTime);
  const failure: Failure | undefined =
    test.error ?? remove.error ?? (problem ? { ...problem, nextStep: problem.next_step } : undefined);
  return (
    <section className={css.card} aria-labelledby={`account-${service}`}>
      <div className={css.head}>
        <div className={css.words}>
          <h2 id={`account-${service}`}>{name}</h2>
          <p className="meta">{uses[service]}</p>
        </div>
        <State account={account} ends={ends !== null} />
      </div>
      {kept_in !== null && (
        <p className={css.facts}>
          {[
            account.label,
            account.ends_in && `ends in ${account.ends_in}`,
            account.limits,
            account.expires_at && !ends && `access until ${dateTime(account.expires_at)}`,
            keptIn[kept_in],
            account.tested_at && `tested ${dateTime(account.tested_at)}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      {ends && (
        <p className={css.warning}>
          <Icon name="warn" />
          {ends}
        </p>
      )}
      {failure && <FailureNote failure={failure} />}
      {account.signing_in && url !== null && (
        <p className={css.facts}>
          <a className="link" href={url} target="_blank" rel="noopener noreferrer">
            Open Google’s sign-in in the browser
          </a>{' '}
          <span className="meta">This page goes on by itself when you are through.</span>
        </p>
      )}
      {connecting && (
        <ConnectForm
          service={service}
          hasGoogleClient={hasGoogleClient}
          onDone={(signInUrl) => {
            setUrl(signInUrl);
            setConnecting(false);
          }}
          onCancel={() => setConnecting(false)}
        />
      )}
      {!connecting && (
        <div className={css.buttons}>
          {kept_in !== 'environment' && (
            <Button
              variant={kept_in === null ? 'filled' : 'default'}
              aria-label={`${kept_in === null ? 'Connect' : 'Replace'} ${name}`}
              onClick={() => setConnecting(true)}
            >
              {kept_in === null ? 'Connect' : 'Replace'}
            </Button>
          )}
          {kept_in !== null && (
            <BusyButton
              aria-label={`Test ${name}`}
              loading={test.busy}
              onClick={() => void test.run({ service })}
            >
              Test
            </BusyButton>
          )}
          {(kept_in === null ? problem !== null : kept_in !== 'environment') && (
            <BusyButton
              aria-label={`Remove ${name}`}
              loading={remove.busy}
              onClick={() => void remove.run({ service })}
            >
              Remove
            </BusyButton>
          )}
        </div>
      )}
    </section>
  );
};

const State = ({ account: { kept_in, problem, signing_in }, ends }: { account: Account; ends: boolean }) => {
  if (signing_in) return <Chip tone="accent">signing in …</Chip>;
  if (problem || ends) return <Chip tone="warn">needs a look</Chip>;
  if (kept_in === null) return <Chip tone="state">not connected</Chip>;
  return <Chip icon="check">connected</Chip>;
};
