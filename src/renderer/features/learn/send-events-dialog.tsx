import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { EventsChecked, Input, Output } from '../../../contract/index.ts';
import { useCommand } from '../../api/api.tsx';
import { count, plural } from '../../format/number.ts';
import { go } from '../../state/place.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { BadRows } from './bad-rows.tsx';
import { ChooseFile } from './choose-file.tsx';
import { useSendEvents } from './import-state.ts';
import css from './revenue.module.css';

type FileInput = Input<'learn.checkEvents'>;
type Where = NonNullable<FileInput['action_source']>;

const places: readonly (readonly [Where, string])[] = [
  ['website', 'Website'],
  ['physical_store', 'Shop'],
  ['phone_call', 'Telephone'],
  ['email', 'E-mail'],
  ['app', 'App'],
  ['system_generated', 'A system of ours'],
  ['other', 'Elsewhere'],
];

/** Events for Meta's Conversions API: every row is checked here, and nothing leaves before a person approves it. */
export const SendEventsDialog = () => {
  const check = useCommand('learn.checkEvents');
  const propose = useCommand('learn.proposeEvents');
  const [text, setText] = useState<string | null>(null);
  const [guessed, setGuessed] = useState(false);
  const [pixel, setPixel] = useState('');
  const [code, setCode] = useState('');
  const [currency, setCurrency] = useState('');
  const [where, setWhere] = useState<Where | ''>('');
  const [checked, setChecked] = useState<EventsChecked | null>(null);
  const [proposed, setProposed] = useState<Output<'learn.proposeEvents'> | null>(null);
  const close = () => useSendEvents.setState({ open: false });

  const fileOf = (given: string, place: Where | ''): FileInput => ({
    text: given,
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    currency: currency.trim().toUpperCase() || null,
    action_source: place || null,
    test_event_code: code.trim() || null,
    ...(pixel.trim() !== '' && { pixel: pixel.trim() }),
  });
  const look = async (given: string | null, place: Where | '') => {
    setText(given);
    setWhere(place);
    setProposed(null);
    if (given === null) return setChecked(null);
    const found = await check.run(fileOf(given, place));
    setChecked(found.ok ? found.value : null);
  };
  const submit = async () => {
    if (text === null) return;
    const done = await propose.run(fileOf(text, where));
    if (done.ok) setProposed(done.value);
  };
  const failure = propose.error ?? check.error;
  return (
    <Dialog
      title="Send conversions to Meta"
      onClose={close}
      actions={
        proposed ? (
          // The same button as the one that was pressed, and so it has the focus.
          <BusyButton
            variant="filled"
            loading={propose.busy}
            onClick={() => {
              close();
              go({ name: 'approvals', id: proposed.approval });
            }}
          >
            Open Approvals
          </BusyButton>
        ) : (
          <BusyButton
            variant="filled"
            loading={propose.busy}
            disabled={!checked || checked.good === 0 || checked.pixel === null}
            onClick={() => void submit()}
          >
            {checked ? `Ask to send ${plural(checked.good, 'event')}` : 'Ask to send'}
          </BusyButton>
        )
      }
    >
      <div className={css.form}>
        <ChooseFile
          label="CSV or JSON of purchases, leads and other events"
          guessed={guessed}
          onChoose={(file) => {
            setGuessed(file?.guessed ?? false);
            void look(file?.text ?? null, where);
          }}
        />
        <div className={css.row}>
          <TextInput
            label="Data set (pixel)"
            description="empty takes META_PIXEL_ID"
            value={pixel}
            onChange={(event) => setPixel(event.currentTarget.value)}
            onBlur={() => void look(text, where)}
          />
          <TextInput
            label="Test code"
            description="counts them nowhere"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            onBlur={() => void look(text, where)}
          />
          <TextInput
            label="Currency"
            description="of rows that name none"
            value={currency}
            onChange={(event) => setCurrency(event.currentTarget.value)}
            onBlur={() => void look(text, where)}
          />
        </div>
        <NativeSelect
          label="Where they happened"
          value={where}
          onChange={(event) => void look(text, event.currentTarget.value as Where | '')}
          data={[
            { value: '', label: 'as the file says' },
            ...places.map(([value, label]) => ({ value, label })),
          ]}
        />
        {failure && <FailureNote failure={failure} />}
        {checked && <Checked checked={checked} />}
        {proposed && (
          <p role="status">
            {plural(proposed.good, 'event waits', 'events wait')} for you in Approvals. Nothing has been sent;
            afterwards the request there says what became of each.
          </p>
        )}
      </div>
    </Dialog>
  );
};

const Checked = ({ checked }: { checked: EventsChecked }) => {
  const { rows, good, sent_before, bad, keys, events, renamed, pixel, sample } = checked;
  return (
    <>
      <p aria-live="polite">
        {`${count(good)} of ${plural(rows, 'row')} can be sent, ${count(bad.length)} cannot, ${count(sent_before)} were taken before and are never sent twice.`}
        {pixel === null && ' Name the data set that they go to.'}
      </p>
      {good > 0 && (
        <p className="meta">
          {`${events.map((one) => `${count(one.rows)} × ${one.event}`).join(', ')}. Of customers leave this machine: ${keys.join(', ')}; names, addresses and numbers as hashes.`}
        </p>
      )}
      {renamed.length > 0 && (
        <p className="meta">
          {`By Meta’s own names: ${renamed.map(({ given, event }) => `${given} goes as ${event}`).join(', ')}.`}
        </p>
      )}
      <BadRows label="Rows that cannot be sent" rows={bad} />
      {sample && (
        <details>
          <summary>The first one, exactly as Meta would get it</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls by itself */}
          <pre className={css.sample} tabIndex={0}>
            {sample}
          </pre>
        </details>
      )}
    </>
  );
};
