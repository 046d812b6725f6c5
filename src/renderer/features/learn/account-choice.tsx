import { NativeSelect } from '@mantine/core';
import type { LearnAccount } from '../../../contract/index.ts';
import { useCommand, useQuery } from '../../api/api.tsx';

/** Whose results are shown: as it was left, else of the account with the most ads of the library. */
export function useShownAccount() {
  const { data, error } = useQuery('learn.accounts', {});
  const settings = useQuery('settings.get', {});
  const keep = useCommand('settings.set');
  const accounts = data?.accounts ?? [];
  const kept = settings.data?.insights_account;
  const shown = accounts.find(({ id }) => id === kept) ?? accounts[0];
  // Where the accounts cannot be read, the question itself says why.
  const known = (data || error) && (settings.data || settings.error);
  return {
    accounts,
    of: shown ? { account: shown.id } : known ? {} : null,
    choose: (insights_account: string) => void keep.run({ insights_account }),
  };
}

/** In whose money and days the figures beside it are. */
export const moneyAndDays = ({ currency, time_zone }: LearnAccount): string => `${currency} · ${time_zone}`;

interface Choice {
  readonly accounts: readonly LearnAccount[];
  readonly shown: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly className: string | undefined;
  /** It was just used and is made anew with what it chose. */
  readonly keepFocus?: boolean;
}

/** Only where there is a choice. */
export const AccountChoice = ({ accounts, shown, onChoose, className, keepFocus = false }: Choice) =>
  accounts.length > 1 && (
    <NativeSelect
      className={className}
      aria-label="Ad account"
      autoFocus={keepFocus}
      value={shown}
      onChange={(event) => onChoose(event.currentTarget.value)}
      data={accounts.map(({ id, name, currency }) => ({
        value: id,
        label: accounts.some((other) => other.name === name && other.id !== id)
          ? `${name} (${id})`
          : `${name}, ${currency}`,
      }))}
    />
  );
