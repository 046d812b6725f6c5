import type { ApprovalItem, BudgetProposal, Failure, Result } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { plural } from '../../format/number.ts';
import { go } from '../../state/place.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { SideLine } from './side-line.tsx';

interface SendToApprovalsProps {
  /** The ad account that the amounts are of. */
  readonly account: string;
  /** What comes of it, or why nothing would. */
  readonly text: string;
  readonly label: string;
  readonly propose: { readonly busy: boolean; readonly error: Failure | undefined };
  /** Null while it cannot be sent. */
  readonly send: (() => Promise<Result<BudgetProposal>>) | null;
}

/** The way of amounts into the queue; the first request that is made of them is opened. */
export const SendToApprovals = ({ account, text, label, propose, send }: SendToApprovalsProps) => {
  const run = async () => {
    const done = await send?.();
    if (done?.ok) go({ name: 'approvals', id: done.value.proposals[0] ?? null });
  };
  useShortcut('sendBudget', send && !propose.busy ? () => void run() : null);
  return (
    <>
      {propose.error && <FailureNote failure={propose.error} />}
      <WaitingAlready account={account} />
      <SideLine icon="lock">{text}</SideLine>
      <BusyButton
        variant="filled"
        disabled={!send}
        loading={propose.busy}
        onClick={() => void run()}
        rightSection={<CommandKey command="sendBudget" onAccent />}
      >
        {label}
      </BusyButton>
    </>
  );
};

/** What is asked for twice reads as if it were to happen twice. */
const WaitingAlready = ({ account }: { account: string }) => {
  const { data } = useQuery('approve.list', {});
  const waiting = (data?.items ?? []).filter(
    (item) => item.account === account && changesBudgets.includes(item.kind),
  );
  const [first] = waiting;
  if (!first) return null;
  return (
    <SideLine icon="warn">
      <span>
        <button type="button" className="link" onClick={() => go({ name: 'approvals', id: first.id })}>
          {plural(waiting.length, 'request')}
        </button>
        {` for this account ${waiting.length === 1 ? 'waits' : 'wait'} in Approvals already: of two that change one budget only the first that is carried out takes effect.`}
      </span>
    </SideLine>
  );
};
const changesBudgets: readonly ApprovalItem['kind'][] = ['budget change', 'pause', 'resume'];
