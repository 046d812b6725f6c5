import { AppError } from '../../contract/index.ts';
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
