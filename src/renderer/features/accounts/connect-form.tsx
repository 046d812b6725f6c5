import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Input, Service } from '../../../contract/index.ts';
import { serviceNames } from '../../../contract/words.ts';
import { useCommand } from '../../api/api.tsx';
import { BusyButton } from '../../ui/busy-button.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import css from './accounts.module.css';

type Connecting = Input<'accounts.connect'>;

interface ConnectFormProps {
  readonly service: Service;
  readonly hasGoogleClient: boolean;
  /** With the address to sign in at, where a person still has to. */
  readonly onDone: (signInUrl: string | null) => void;
  readonly onCancel: () => void;
}

/** What is typed here lives in this form alone and is gone with it. */
export const ConnectForm = ({ service, hasGoogleClient, onDone, onCancel }: ConnectFormProps) => {
  const connect = useCommand('accounts.connect');
  const [way, setWay] = useState<'oauth' | 'service_account'>('oauth');
  const [first, setFirst] = useState('');
  const [secret, setSecret] = useState('');
  const input = inputOf(service, way, first.trim(), secret.trim(), hasGoogleClient);
  const run = async () => {
    if (!input) return;
    const result = await connect.run(input);
    setSecret('');
    if (result.ok) onDone(result.value.sign_in_url);
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      {service === 'google' && (
        <Segmented
          label="How to connect Google Drive"
          value={way}
          onChange={setWay}
          options={[
            { value: 'oauth', label: 'Sign in with my OAuth client' },
            { value: 'service_account', label: 'Service account' },
          ]}
        />
      )}
      {service === 'google' && way === 'oauth' && (
        <TextInput
          label="OAuth client id"
          description={
            hasGoogleClient
              ? 'Leave both empty to use the client of the environment.'
              : 'Of a desktop client in your own Google Cloud project; the user guide shows each step.'
          }
          value={first}
          onChange={(event) => setFirst(event.currentTarget.value)}
        />
      )}
      {service === 'local' && (
        <TextInput
          label="Address"
          placeholder="http://127.0.0.1:11434"
          value={first}
          onChange={(event) => setFirst(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={secretLabel(service, way)}
        description={
          service === 'google' && way === 'service_account'
            ? 'The whole text of the JSON file. Share the folder with the address that stands in it.'
            : undefined
        }
        type="password"
        autoComplete="off"
        value={secret}
        onChange={(event) => setSecret(event.currentTarget.value)}
      />
      {connect.error && <FailureNote failure={connect.error} />}
      <div className={css.buttons}>
        <BusyButton type="submit" variant="filled" disabled={!input} loading={connect.busy}>
          {service === 'google' && way === 'oauth' ? 'Sign in' : 'Test and connect'}
        </BusyButton>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
};

function secretLabel(service: Service, way: 'oauth' | 'service_account'): string {
  if (service === 'google') return way === 'oauth' ? 'Client secret' : 'Key file';
  if (service === 'meta' || service === 'hubspot') return 'Access token';
  return service === 'local' ? 'Key, if it asks for one' : `${serviceNames[service]} API key`;
}

/** Null while something is missing. */
function inputOf(
  service: Service,
  way: 'oauth' | 'service_account',
  first: string,
  secret: string,
  hasGoogleClient: boolean,
): Connecting | null {
  if (service === 'local') return first ? { kind: 'server', service, url: first, key: secret || null } : null;
  if (service !== 'google') return secret ? { kind: 'key', service, key: secret } : null;
  if (way === 'service_account')
    return secret ? { kind: 'service_account', service, key_file: secret } : null;
  if (first && secret) return { kind: 'oauth', service, client: { id: first, secret } };
  return hasGoogleClient && !first && !secret ? { kind: 'oauth', service, client: null } : null;
}
