import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ApprovalDetail, Failure } from '../../../contract/index.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import css from './approve.module.css';
import { money, readMoney } from './money-text.ts';
import { approveWords, rejectWords } from './state-words.ts';
import { useNumberTexts } from './use-number-texts.ts';

interface DialogProps {
  readonly detail: ApprovalDetail;
  readonly onClose: () => void;
}

/** A large amount is typed back: a hand that only ever presses A would not notice it. */
export const TypeBackDialog = ({
  detail,
  onClose,
  onTyped,
}: DialogProps & { onTyped: (minor: number) => void }) => {
  const { item } = detail;
  const [text, setText] = useState('');
  const typed = readMoney(text, item.currency);
  const fits = typed === item.amount_minor;
  const send = () => fits && onTyped(item.amount_minor);
  return (
    <Dialog
      title={item.title}
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button variant="filled" disabled={!fits} onClick={send}>
            {approveWords(item.kind)}
          </Button>
        </>
      }
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p>{`${money(item.amount_minor, item.currency)} ${item.currency} are at stake. Type the amount to approve it.`}</p>
        <TextInput
          label={`Amount in ${item.currency}`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          inputMode="decimal"
          autoComplete="off"
          data-autofocus
        />
      </form>
    </Dialog>
  );
};

export const RejectDialog = ({
  detail,
  onClose,
  onReason,
}: DialogProps & { onReason: (reason: string) => void }) => {
  const [reason, setReason] = useState('');
  const { deed } = rejectWords(detail.item.state);
  return (
    <Dialog
      title={`${deed}: ${detail.item.title}`}
      onClose={onClose}
      actions={
        <Button variant="filled" onClick={() => onReason(reason)}>
          {deed}
        </Button>
      }
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          onReason(reason);
        }}
      >
        <TextInput
          label="Why (kept in the log)"
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
      </form>
    </Dialog>
  );
};

export const EditDialog = ({
  detail,
  failure,
  busy,
  onClose,
  onChanges,
}: DialogProps & {
  failure: Failure | undefined;
  busy: boolean;
  onChanges: (changes: { target: string; after_minor: number }[]) => void;
}) => {
  const { item, parts } = detail;
  const amountOf = (text = '') => readMoney(text, item.currency);
  const textOf = (minor: number) => money(minor, item.currency);
  const [texts, type] = useNumberTexts(
    () => Object.fromEntries(parts.map(({ target, after }) => [target, textOf(Number(after))])),
    (_, text) => amountOf(text),
    (_, minor) => textOf(minor),
  );
  const changes = parts.flatMap(({ target }) => {
    const after = amountOf(texts[target]);
    return after === null ? [] : [{ target, after_minor: after }];
  });
  const complete = changes.length === parts.length;
  const save = () => complete && !busy && onChanges(changes);
  return (
    <Dialog
      title="New daily budgets"
      onClose={onClose}
      actions={
        <BusyButton variant="filled" disabled={!complete} loading={busy} onClick={save}>
          Change the request
        </BusyButton>
      }
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <p className="meta">A changed request is a new one: it has to be approved again.</p>
        {parts.map(({ target, name, before }, at) => (
          <TextInput
            key={target}
            label={`${name ?? target}, now ${textOf(Number(before))} ${item.currency}`}
            value={texts[target] ?? ''}
            error={amountOf(texts[target]) === null ? 'This is no amount.' : undefined}
            inputMode="decimal"
            data-autofocus={at === 0 || undefined}
            onChange={({ currentTarget }) => type(target, currentTarget.value)}
          />
        ))}
      </form>
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  );
};
