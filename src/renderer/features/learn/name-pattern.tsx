import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useApi, useKeptQuery } from '../../api/api.tsx';
import { ask, turning } from '../../api/turning.ts';
import { plural } from '../../format/number.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import css from './links.module.css';

/** How ads are named at Meta, with what it reads of the first names while it is typed. */
export const NamePattern = ({ saved }: { saved: string }) => {
  const { cache, transport } = useApi();
  const [busy, setBusy] = useState(false);
  const [names, setNames] = useState(saved);
  const settled = useSettled(names);
  const preview = useKeptQuery('learn.previewLinks', { names: settled });
  const failure = preview.error;
  const linkBy = (pattern: string) => async () => {
    const linked = await ask(transport.call, 'learn.linkNames', { names: pattern });
    cache.invalidate((id) => id.startsWith('learn.'));
    return linked !== null;
  };
  const found = preview.error ? undefined : preview.data;
  const many = (state: string) => found?.links.filter((link) => link.state === state).length ?? 0;
  return (
    <form
      className={css.pattern}
      onSubmit={async (event) => {
        event.preventDefault();
        setBusy(true);
        await turning('Linked by another pattern of names', linkBy(names), linkBy(saved));
        setBusy(false);
      }}
    >
      <TextInput
        label="How your ads are named at Meta"
        description="{file} is the name of the file; give the rest names of your own: {concept}_{creator}_{file}_v{n}. To read a parameter of the link: utm_content={hook}-{file}."
        value={names}
        onChange={(event) => setNames(event.currentTarget.value)}
        error={failure?.message}
        spellCheck={false}
        autoComplete="off"
      />
      {found && (
        <div className={css.preview} role="status">
          <p>
            Would link {plural(many('linked'), 'ad')} and ask about {many('proposed')};{' '}
            {plural(found.without, 'ad', 'ads')} at Meta fit nothing.
          </p>
          <ul>
            {found.examples.map(({ name, places }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: equal names may stand twice
              <li key={at}>
                <span className={css.name}>{name || 'nothing there'}</span>{' '}
                {places ? (
                  Object.entries(places).map(([place, text]) => (
                    <span key={place} className={css.place}>
                      {place} <b>{text}</b>
                    </span>
                  ))
                ) : (
                  <span className="meta">named otherwise</span>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      <BusyButton
        type="submit"
        loading={busy}
        disabled={names === saved || names !== settled || preview.loading || found === undefined}
      >
        Link by this
      </BusyButton>
    </form>
  );
};
