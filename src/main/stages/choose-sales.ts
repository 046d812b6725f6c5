import { AppError, type SalesOfAccount } from '../../contract/index.ts';
import type { SaleChoice } from '../core/learn/meta/figures.ts';
import { proposedWindow } from '../core/learn/meta/sales-choice.ts';
import type { Clock, MetaReader, MetaWriter, TodayReader } from '../ports.ts';

type Reader = Pick<MetaReader, 'metaAccount' | 'soldTypes'> & Pick<TodayReader, 'readAccounts'>;

/** What counts as a sale in each account, and what would better. */
export async function salesOfAccounts(reader: Reader): Promise<SalesOfAccount[]> {
  const accounts = await reader.readAccounts();
  return Promise.all(
    accounts.map(async ({ id, name }) => {
      const choice = (await reader.metaAccount(id))?.choice ?? null;
      const sold = await reader.soldTypes(id);
      return {
        id,
        name,
        action_type: choice?.actionType ?? null,
        window: choice?.window ?? null,
        action_types: [...sold.types].sort(),
        proposed_window: choice && proposedWindow(choice, sold),
      };
    }),
  );
}

/** A person's choice; what was known before is told by the one before. */
export async function chooseSales(
  {
    reader,
    writer,
    clock,
  }: { readonly reader: Reader; readonly writer: Pick<MetaWriter, 'chooseSales'>; readonly clock: Clock },
  account: string,
  choice: SaleChoice,
): Promise<void> {
  if (!(await reader.metaAccount(account))) throw new AppError('NOT_FOUND', `The ad account ${account}.`);
  const { types } = await reader.soldTypes(account);
  if (!types.includes(choice.actionType))
    throw new AppError(
      'INVALID_INPUT',
      `action_type: Meta reports no value of "${choice.actionType}" for ${account}, but of ${types.join(', ') || 'none'}.`,
    );
  await writer.chooseSales(account, choice, clock.now());
}
