import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TokenScopes } from '../../../contract/index.ts';
import { useCommand, useQuery } from '../../api/api.tsx';
import { dateTime } from '../../format/time.ts';
import { copyText } from '../../state/copy-text.ts';
import { Chip } from '../../ui/chip.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { settingRows } from './rows.ts';
import { PlaceOfRow } from './setting-row.tsx';
import css from './settings.module.css';

const may: Readonly<Record<TokenScopes, string>> = { read: 'Reads', 'read propose': 'Reads and proposes' };

/** Which programs may call the gateway, and what each may; what opens the door is shown once. */
export const ProgramTokens = () => {
  const { data, error } = useQuery('access.tokens', {});
  const revoke = useCommand('access.revokeToken');
  const failure = error ?? revoke.error;
  return (
    <PlaceOfRow id="programs" className={css.programs}>
      <h3>{settingRows.programs}</h3>
      <p className="meta">
        Scripts and language models send one to the gateway while <code>titan serve</code> runs. None of them
        can approve.
      </p>
      {failure && <FailureNote failure={failure} />}
      <ul>
        {data?.tokens.map(({ id, name, scopes, made_at, last_at }) => (
          <li key={id} className={css.keyRow}>
            <span className={css.recent}>{name}</span>
            <span className={css.keyNow}>
              <Chip tone="state">{may[scopes]}</Chip>
              <span className="meta">
                {last_at === null
                  ? `made ${dateTime(made_at)}, not used yet`
                  : `last used ${dateTime(last_at)}`}
              </span>
              <button
                type="button"
                className="link"
                aria-label={`Take away the token of ${name}`}
                onClick={() => void revoke.run({ id })}
              >
                Take away
              </button>
            </span>
          </li>
        ))}
      </ul>
      <NewToken />
    </PlaceOfRow>
  );
};

/** It is shown once, so not below the edge of the screen. */
const inSight = (node: HTMLElement | null): void => node?.scrollIntoView({ block: 'nearest' });

const NewToken = () => {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<TokenScopes>('read');
  const [shown, setShown] = useState<{ readonly of: string; readonly token: string } | null>(null);
  const make = useCommand('access.makeToken');
  const submit = async (): Promise<void> => {
    const made = await make.run({ name, scopes });
    if (!made.ok) return;
    setShown({ of: made.value.made.name, token: made.value.token });
    setName('');
  };
  return (
    <>
      <form
        className={css.newToken}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextInput
          aria-label="Name of the program"
          placeholder="Name of the program"
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Segmented
          label="What it may"
          value={scopes}
          onChange={setScopes}
          options={[
            { value: 'read', label: may.read },
            { value: 'read propose', label: may['read propose'] },
          ]}
        />
        <Button type="submit" variant="default" disabled={name.trim() === '' || make.busy}>
          Make a token
        </Button>
      </form>
      {make.error && <FailureNote failure={make.error} />}
      {shown && (
        <div className={css.token} role="status" ref={inSight}>
          <p>{`The token of ${shown.of}, shown this once:`}</p>
          <code>{shown.token}</code>
          <span className={css.keyNow}>
            <button type="button" className="link" onClick={() => void copyText(shown.token, 'Copied')}>
              Copy
            </button>
            <button type="button" className="link" onClick={() => setShown(null)}>
              Done
            </button>
          </span>
        </div>
      )}
    </>
  );
};
