import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BudgetLimits } from '../../../contract/index.ts';
import { useApi, useCommand, useQuery } from '../../api/api.tsx';
import { ask, turnable } from '../../api/turning.ts';
import { calendarDay } from '../../format/time.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { money } from '../approve/money-text.ts';
import { useNumberTexts } from '../approve/use-number-texts.ts';
import css from './limits-dialog.module.css';
import {
  changesOf,
  defaultLoss,
  numberOf,
  numberText,
  patchOf,
  shareText,
  textOf,
  usual,
  wrongField,
} from './limits-form.ts';

const aims = [
  ['earn', 'To earn the most on the way'],
  [
    'find winner',
    'To find the best budget, as a test does: about half goes to the leader, the rest to its challengers',
  ],
] as const satisfies readonly (readonly [BudgetLimits['aim'], string])[];

/** Opens what a person will not have a proposal do; also where no proposal can be made, since they may be the reason. */
export const LimitsButton = ({ account }: { account: string | undefined }) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setOpen(true)}>
        Set limits …
      </Button>
      {open && <LimitsDialog account={account} onClose={() => setOpen(false)} />}
    </>
  );
};

const LimitsDialog = ({ account, onClose }: { account: string | undefined; onClose: () => void }) => {
  const { data, error } = useQuery('decide.limits', account === undefined ? {} : { account });
  if (data) return <Form limits={data} onClose={onClose} />;
  return (
    <Dialog title="Limits of proposals" onClose={onClose}>
      {error ? <FailureNote failure={error} /> : <p className="meta">Reading the limits …</p>}
    </Dialog>
  );
};

const Form = ({ limits, onClose }: { limits: BudgetLimits; onClose: () => void }) => {
  const { transport } = useApi();
  const { currency, guard, budgets } = limits;
  const [text, type] = useNumberTexts(
    () => textOf(limits),
    (name, typed) => numberOf(name, typed, currency),
    (name, value) => numberText(name, value, currency),
  );
  const [aim, setAim] = useState(limits.aim);
  const save = useCommand('decide.setLimits');
  const patch = patchOf(limits, text, aim);
  const submit = async () => {
    if (!patch || !(await save.run(patch)).ok) return;
    onClose();
    const before = patchOf(limits, textOf(limits), limits.aim);
    // A split that is given up cannot come back: a new one begins with the budgets of now.
    if (!before || before.loss_share !== patch.loss_share) return;
    const set = (to: typeof patch) => async () =>
      (await ask(transport.call, 'decide.setLimits', to)) !== null;
    turnable(
      `Set the limits of ${limits.account.name}`,
      set(changesOf(before, patch)),
      set(changesOf(patch, before)),
    );
  };
  const field = (name: string, label: string, placeholder: string, shown = true) => (
    <TextInput
      {...(shown ? { label } : { 'aria-label': label })}
      className={css.field}
      inputMode="decimal"
      placeholder={placeholder}
      value={text[name] ?? ''}
      error={wrongField(name, text[name] ?? '', currency)}
      onChange={({ currentTarget: { value } }) => type(name, value)}
    />
  );
  return (
    <Dialog
      title={`Limits of proposals for ${limits.account.name}`}
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <BusyButton variant="filled" disabled={!patch} loading={save.busy} onClick={() => void submit()}>
            Set these limits
          </BusyButton>
        </>
      }
    >
      <div className={css.form}>
        {save.error && <FailureNote failure={save.error} />}
        <fieldset>
          <legend>{`All budgets of a day, in ${currency}`}</legend>
          <div className={css.fields}>
            {field('floor', 'At least', 'no floor')}
            {field('ceiling', 'At most', 'no ceiling')}
            {field('margin', 'Margin in %', '100')}
          </div>
          <p className="meta">
            The margin is what is left of an order after goods and shipping. A proposal counts that as earned,
            and a budget that does not earn its money back by it may be paused.
          </p>
        </fieldset>
        <fieldset>
          <legend>How fast</legend>
          <div className={css.fields}>
            {field('step', 'One step at most, in %', shareText(usual.stepShare))}
            {field('spacing', 'Rest between, in days', String(usual.spacingDays))}
          </div>
          <p className="meta">
            Of one budget, and between two changes of it. A larger step may have Meta begin its learning anew;
            20 % is custom, and no rule of Meta’s.
          </p>
        </fieldset>
        <fieldset>
          <legend>What the money is for</legend>
          {aims.map(([value, label]) => (
            <label key={value} className={css.choice}>
              <input type="radio" name="aim" checked={aim === value} onChange={() => setAim(value)} />
              {label}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>My own split</legend>
          <label className={css.choice}>
            <input
              type="checkbox"
              checked={text.loss !== ''}
              onChange={({ currentTarget: { checked } }) =>
                type('loss', checked ? shareText(guard?.loss_share ?? defaultLoss) : '')
              }
            />
            Hold to it until leaving it is safe
          </label>
          {text.loss !== '' && (
            <div className={css.fields}>{field('loss', 'Revenue may fall below its own by, in %', '')}</div>
          )}
          <p className="meta">
            {guard
              ? `Measured against the budgets of ${calendarDay(guard.since)}; another percentage begins anew with those of now.`
              : 'The budgets of now are kept as that split. A proposal then leaves them only as far as 95 in 100 chances allow.'}
          </p>
        </fieldset>
        <table className={css.budgets}>
          <caption>{`Each budget, in ${currency} a day`}</caption>
          <thead>
            <tr>
              <th scope="col">Budget</th>
              <th scope="col">Now</th>
              <th scope="col">Floor</th>
              <th scope="col">Ceiling</th>
              <th scope="col">Margin in %</th>
            </tr>
          </thead>
          <tbody>
            {budgets.map(({ id, name, now_minor }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td>{now_minor === 0 ? 'paused' : money(now_minor, currency)}</td>
                <td>{field(`${id} floor`, `Floor of ${name}`, 'none', false)}</td>
                <td>{field(`${id} ceiling`, `Ceiling of ${name}`, 'none', false)}</td>
                <td>{field(`${id} margin`, `Margin of ${name} in %`, text.margin || '100', false)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="meta">
          A budget with a floor is never proposed to be paused for what it earns. No limit of yours gives way,
          save that one is stopped, floor or not, that has spent for five orders and has not brought any.
        </p>
      </div>
    </Dialog>
  );
};
