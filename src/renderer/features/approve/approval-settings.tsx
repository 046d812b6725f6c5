import { Button, Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ApprovalLimits, LimitsPreview } from '../../../contract/index.ts';
import { useCommand, useKeptQuery, useQuery } from '../../api/api.tsx';
import { BusyButton } from '../../ui/busy-button.tsx';
import { NotRead } from '../../ui/not-read.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { settingRows } from '../settings/rows.ts';
import { NumberField, Row } from '../settings/setting-row.tsx';
import css from './approval-settings.module.css';
import { ChangesPreview } from './changes-preview.tsx';
import { MoneyField } from './money-field.tsx';
import { money } from './money-text.ts';
import { RoleSettings } from './role-settings.tsx';
import { StopSwitch } from './stop-switch.tsx';

type Change = Partial<ApprovalLimits>;
type Cap = 'per_action_minor' | 'per_day_minor' | 'per_account_day_minor' | 'type_back_from_minor';

const caps: readonly (readonly [Cap, 'cap-action' | 'cap-day' | 'cap-account' | 'type-back', string])[] = [
  ['per_action_minor', 'cap-action', 'What one request may move, in both directions together.'],
  ['per_day_minor', 'cap-day', 'What requests of one day of UTC may move in all accounts of a currency.'],
  ['per_account_day_minor', 'cap-account', 'The same for each ad account.'],
  [
    'type_back_from_minor',
    'type-back',
    'From here on whoever approves types the amount, and a restart asks again.',
  ],
];

/** Saved together and by a person alone, once it was seen what they mean for requests that wait. */
export const ApprovalSettings = () => {
  const limits = useQuery('approve.limits', {});
  const [change, setChange] = useState<Change>({});
  const [unread, setUnread] = useState<readonly (keyof Change)[]>([]);
  const [turn, setTurn] = useState(0);
  const preview = useKeptQuery('approve.previewLimits', change);
  const known = useQuery('approve.previewLimits', {});
  const save = useCommand('approve.setLimits');
  const isChanged = Object.keys(change).length > 0;
  // What the change means comes up over the foot of the screen, not over the field that is typed in.
  useEffect(() => {
    if (isChanged) document.activeElement?.scrollIntoView({ block: 'nearest' });
  }, [isChanged]);
  const error = limits.error ?? known.error;
  if (error) return <NotRead failure={error} of={['approve.limits', 'approve.previewLimits']} />;
  if (!limits.data || !known.data) return <p className="meta">Reading the limits of approvals …</p>;
  const now = limits.data;
  const shown = { ...now, ...change };
  const set = (next: Change): void => setChange((old) => onlyChanges(now, { ...old, ...next }));
  const store = async (): Promise<void> => {
    if ((await save.run(change)).ok) setChange({});
  };
  const setMoney = (field: keyof Change) => (minor: number | null) => {
    setUnread((old) => [...old.filter((other) => other !== field), ...(minor === null ? [field] : [])]);
    if (minor !== null) set({ [field]: minor });
  };
  const leave = (): void => {
    setChange({});
    setUnread([]);
    setTurn(turn + 1);
  };
  const currencies = currenciesOf(known.data);
  return (
    <>
      {caps.map(([field, row, text]) => (
        <Row key={`${turn} ${field}`} id={row} text={`${text} ${inEach(shown[field], currencies)}`}>
          <MoneyField
            label={settingRows[row]}
            minor={shown[field]}
            currency={currencies[0]}
            onChange={setMoney(field)}
          />
        </Row>
      ))}
      <Row
        id="programs-day"
        text={`What tokens and language models of other programs may spend on the council and the Director in a day of UTC, all together and in USD. For more they ask in Approvals. ${ofToday(known.data, now)}`}
      >
        <MoneyField
          key={turn}
          label={settingRows['programs-day']}
          minor={shown.programs_day_usd_minor}
          currency="USD"
          onChange={setMoney('programs_day_usd_minor')}
        />
      </Row>
      <Row
        id="two-people"
        text={`Whoever proposed does not count; what a program proposed needs two. The other person approves at this library under their own system account. ${
          shown.two_people_from_minor === null ? '' : inEach(shown.two_people_from_minor, currencies)
        }`}
      >
        <div className={css.fields}>
          <Switch
            aria-label={settingRows['two-people']}
            checked={shown.two_people_from_minor !== null}
            onChange={({ currentTarget: { checked } }) => {
              setUnread(unread.filter((field) => field !== 'two_people_from_minor'));
              set({ two_people_from_minor: checked ? shown.type_back_from_minor : null });
            }}
          />
          {shown.two_people_from_minor !== null && (
            <MoneyField
              key={turn}
              label="Two people from this amount on"
              minor={shown.two_people_from_minor}
              currency={currencies[0]}
              onChange={setMoney('two_people_from_minor')}
            />
          )}
        </div>
      </Row>
      <Row id="expiry" text="In hours, of requests that are proposed from now on.">
        <NumberField
          label={settingRows.expiry}
          value={shown.expiry_hours}
          min={0.1}
          max={720}
          fractions
          onChange={(expiry_hours) => set({ expiry_hours })}
        />
      </Row>
      <Row
        id="settling"
        text="In seconds. How long a change whose reply was lost may stay unseen at the platform before it is sent again."
      >
        <NumberField
          label={settingRows.settling}
          value={shown.settling_s}
          min={0}
          max={3600}
          onChange={(settling_s) => set({ settling_s })}
        />
      </Row>
      <RoleSettings
        roles={shown.roles}
        others={shown.role_of_others}
        clients={known.data.clients}
        person={known.data.person}
        onChange={set}
      />
      {save.error && <FailureNote failure={save.error} />}
      {isChanged && (
        <div className={css.pending}>
          {preview.error ? (
            <FailureNote failure={preview.error} />
          ) : (
            preview.data && <ChangesPreview preview={preview.data} />
          )}
          <div className={css.fields}>
            <BusyButton
              variant="filled"
              disabled={preview.loading || preview.error !== undefined || unread.length > 0}
              loading={save.busy}
              onClick={() => void store()}
            >
              Set these limits
            </BusyButton>
            <Button variant="default" onClick={leave}>
              Leave them as they are
            </Button>
          </div>
        </div>
      )}
      <StopRow />
    </>
  );
};

const StopRow = () => {
  const stopped = useQuery('approve.list', {}).data?.stopped;
  return (
    <Row
      id="stop"
      text={
        stopped
          ? 'Everything is stopped: nothing is sent until it is let go on.'
          : 'Cancels every request that has not left, and sends nothing more. Works offline and after a restart.'
      }
    >
      {stopped !== undefined && <StopSwitch stopped={stopped} />}
    </Row>
  );
};

/** A limit that was lowered may lie below what was taken before. */
const ofToday = (
  { programs_taken_usd_minor: taken }: LimitsPreview,
  { programs_day_usd_minor: limit }: ApprovalLimits,
): string =>
  `Taken today: ${money(taken, 'USD')} USD, with what still runs at its most; ${money(Math.max(0, limit - taken), 'USD')} USD is left.`;

/** What was set back to what it is now is no change. */
const onlyChanges = (now: ApprovalLimits, change: Change): Change =>
  Object.fromEntries(
    Object.entries(change).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(now[field as keyof ApprovalLimits]),
    ),
  );

/** The one of most accounts first. */
function currenciesOf({ clients }: LimitsPreview): string[] {
  const accounts = Map.groupBy(clients, ({ currency }) => currency);
  return [...accounts].sort(([, a], [, b]) => b.length - a.length).map(([currency]) => currency);
}

/** The same number of smallest units is another amount where money has no cents. */
const inEach = (minor: number, currencies: readonly string[]): string =>
  currencies.length > 0
    ? `${currencies.map((currency) => `${money(minor, currency)} ${currency}`).join(', ')}.`
    : 'In the money of each account, with two decimals.';
