import { AppError } from '../../contract/index.ts';
import type { DecideReader, StoredAccount } from '../ports.ts';

/** This account, or the one whose results were read last; refuses where none has been read yet. */
export async function storedAccount(
  reader: Pick<DecideReader, 'budgetAccount'>,
  id: string | null,
  sinceDay: string,
): Promise<StoredAccount> {
  const stored = await reader.budgetAccount(id, sinceDay);
  if (stored) return stored;
  throw new AppError('NOT_ENOUGH_DATA', 'No ad account has been read yet: refresh the results first.');
}
