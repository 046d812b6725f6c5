import { AppError } from '../../contract/index.ts';
import { shopOf } from '../core/learn/ledger/shop.ts';
import type { TodayReader } from '../ports.ts';

/** Refuses orders of which nobody says whose they are where several ad accounts are known. */
export async function askWhose(
  reader: Pick<TodayReader, 'readAccounts'>,
  shop: string | null,
): Promise<void> {
  const accounts = await reader.readAccounts();
  if (shop !== null || accounts.length < 2) return;
  throw new AppError(
    'INVALID_INPUT',
    `shop: ${accounts.length} ad accounts are known, and every shop numbers its orders alike. Name the account whose sales these are, such as ${accounts[0]?.name}, or the shop.`,
  );
}

/** In which zone times that name none are read: as it was said, else the clocks of the ad account whose sales these are. */
export async function zoneOf(
  reader: Pick<TodayReader, 'readAccounts'>,
  { time_zone: given, shop }: { readonly time_zone: string | null; readonly shop: string | null },
): Promise<string> {
  if (given !== null) return given;
  const accounts = await reader.readAccounts();
  const own = shopOf(shop, accounts);
  return accounts.find(({ id }) => id === own)?.timeZone ?? 'UTC';
}
