import { salesProposalText, salesText, withinText } from '../../../contract/words.ts';
import { useApi, useCommand, useQuery } from '../../api/api.tsx';
import { BusyButton } from '../../ui/busy-button.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import css from './insights.module.css';

/** By which of Meta's figures the sales of an account are told. Another window is proposed here, and taken by a person alone. */
export const SalesChoice = ({ account }: { readonly account: string }) => {
  const { cache } = useApi();
  const { data } = useQuery('learn.sales', {});
  const choose = useCommand('learn.chooseSales');
  const sales = data?.accounts.find(({ id }) => id === account);
  if (!sales?.action_type || !sales.window) return null;
  const { action_type, window, proposed_window: proposed } = sales;
  const take = async (to: typeof window) => {
    const done = await choose.run({ account, action_type, window: to });
    if (done.ok) cache.invalidate((id) => id.startsWith('learn.'));
  };
  return (
    <div className={css.sales}>
      <p className="meta">{salesText(action_type, window)}</p>
      {proposed && (
        <>
          <p>{salesProposalText}</p>
          <BusyButton variant="default" loading={choose.busy} onClick={() => void take(proposed)}>
            {`Count ${withinText(proposed)}`}
          </BusyButton>
        </>
      )}
      {choose.error && <FailureNote failure={choose.error} />}
    </div>
  );
};
